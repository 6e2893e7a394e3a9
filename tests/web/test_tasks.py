"""The clock's addresses: who may knock, and what a knock comes to."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from service.backstage import Backstage
from service.domain.job import SHOW, Job
from service.runner import InlineRunner
from service.web.app import create_app
from service.web.pump import Pump, seconds_until
from tests.web.test_addon import Counter

OUTSIDE = {"REMOTE_ADDR": "203.0.113.9"}


@pytest.fixture
def client(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    return Counter(environment).client


@pytest.mark.parametrize("name", ["pump", "sweep", "month-end", "digest"])
def test_strangers_are_not_let_in(client: FlaskClient, name: str) -> None:
    assert client.post(f"/tasks/{name}", environ_overrides=OUTSIDE).status_code == 403
    assert client.get(f"/tasks/{name}").status_code == 405


@pytest.mark.parametrize("token", ["", "Bearer x", "Bearer a.b.c"])
def test_where_a_caller_is_set_this_machine_needs_its_token_too(environment: dict[str, str], token: str) -> None:
    counter = Counter({**environment, "TASKS_CALLER": "clock@agency.iam.gserviceaccount.com"})
    client = create_app(counter.wiring).test_client()
    assert client.post("/tasks/pump", headers={"Authorization": token}).status_code == 403


def test_a_pump_with_nothing_to_do_puts_nothing_together(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Backstage, "runner", lambda _: pytest.fail("nothing was due"))
    assert client.post("/tasks/pump").status_code == 204


def test_a_month_end_without_sheets_is_a_short_one(client: FlaskClient) -> None:
    assert client.post("/tasks/month-end").get_json() == {"month": "2026-10", "sheets": {}}
    assert client.post("/tasks/month-end", json={"month": "2026-8x"}).status_code == 500


def test_a_digest_without_a_mail_server_says_what_to_set(client: FlaskClient) -> None:
    assert client.post("/tasks/digest").get_json()["error"].startswith("SMTP_URL is missing")


class Work:
    """Jobs that are done when they are heard of; some bring about another."""

    def __init__(self, pump: Pump | None = None) -> None:
        self.todo = [Job(1, SHOW, "sheet"), Job(2, SHOW, "other")]
        self.done: list[int] = []
        self.pump = pump

    def work(self, number: int) -> None:
        self.done.append(number)
        self.todo = [job for job in self.todo if job.id != number]

    def runner(self, sweep: Any = lambda: None) -> InlineRunner:
        return InlineRunner(self.work, lambda: self.todo, sweep)


def test_a_pump_works_until_nothing_is_due() -> None:
    work = Work()
    pump = Pump(work.runner, lambda: work.todo)
    assert (pump.run(), work.done, work.todo) == (1, [1, 2], [])


def test_a_knock_at_an_open_pump_makes_it_look_once_more() -> None:
    work = Work()
    answers: list[int | None] = []

    def sweep() -> None:
        if not answers:
            answers.append(pump.run())

    pump = Pump(lambda: work.runner(sweep), lambda: work.todo)
    assert (pump.run(), answers) == (2, [None])


def test_a_knock_that_meets_a_leaving_pump_is_heard() -> None:
    work = Work()
    answers: list[int | None] = []

    class Leaving(InlineRunner):
        def __exit__(self, *how: object) -> None:
            if not answers:
                answers.append(pump.run())

    pump = Pump(lambda: Leaving(work.work, lambda: work.todo, lambda: None), lambda: work.todo)
    assert (pump.run(), answers) == (2, [None])


def test_a_pump_ends_with_its_time() -> None:
    work = Work()
    assert Pump(work.runner, lambda: work.todo, longest=0).run() == 0
    assert seconds_until(None, None) is None  # type: ignore[arg-type]  # no moment, no clock needed
