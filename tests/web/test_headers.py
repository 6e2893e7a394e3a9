"""Every answer, good or bad, carries the headers that keep browsers from harm."""

import pytest

from service.web.headers import HEADERS
from tests.web.test_addon import Counter

WANTED = {
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
CALLS = [
    ("GET", "/health", 200),
    ("GET", "/nowhere", 404),
    ("GET", "/addon/check", 405),
    ("POST", "/addon/check", 403),
    ("OPTIONS", "/addon/check", 200),
    ("GET", "/quickbooks/status", 200),
    ("GET", "/quickbooks/connected", 200),
    ("POST", "/quickbooks/webhook", 401),
    ("POST", "/trackers/clockify", 403),
    ("POST", "/tasks/pump", 204),
]


@pytest.mark.parametrize(("method", "path", "status"), CALLS)
def test_no_answer_goes_out_bare(environment: dict[str, str], method: str, path: str, status: int) -> None:
    client = Counter(environment).client
    answer = client.open(path, method=method, headers={"Origin": "https://evil.example"})
    assert answer.status_code == status
    assert {name: answer.headers.get(name, "")[: len(start)] for name, start in WANTED.items()} == WANTED
    assert [name for name, _ in answer.headers if name.startswith("Access-Control")] == []


def test_nothing_may_be_loaded_but_the_attributes_of_our_own_page() -> None:
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";"))
    assert "script-src" not in policy
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
