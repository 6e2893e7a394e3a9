"""No word that comes in with a request, in whatever place, ever stands in a log."""

import logging

import pytest

from tests.eavesdropping import Ear
from tests.web.test_addon import Counter

CANARY = "zq9canaryzq9"
PLACES = ["spreadsheetId", "by", "tab", "sow", "decisions", "row", "firstRow", "month", "unheard_of"]
SPOKEN_IN = ("Authorization", "Cookie", "intuit-signature", "Clockify-Signature")
DEEDS = ("challenge", "setup", "check", "preview", "generate", "edited", "explain", "undo", "clear")
PATHS = [
    *(f"/addon/{deed}" for deed in DEEDS),
    "/tasks/pump", "/tasks/sweep", "/tasks/month-end", "/quickbooks/webhook", "/trackers/clockify",
    "/quickbooks/disconnect", "/health", "/ready",
]  # fmt: skip


@pytest.mark.parametrize("said", [f"Bearer {'a' * 20}", "Invoice for Penhallow", f"eyJ{'hbGciOi' * 3}.x"])
def test_whoever_listens_to_the_whole_run_hears_what_should_not_be_said(ear: Ear, said: str) -> None:
    logging.getLogger("service.somewhere").info(said)
    heard, ear.heard = ear.heard, []
    assert len(heard) == 1


def test_a_library_that_keeps_to_itself_what_it_says_is_heard_as_well(ear: Ear) -> None:
    lonely = logging.getLogger("lonely")
    lonely.propagate = False
    ear.listen()
    lonely.warning(f"Bearer {'a' * 20}")
    heard, ear.heard = ear.heard, []
    lonely.propagate = True
    lonely.removeHandler(ear)
    assert len(heard) == 1


@pytest.mark.parametrize("path", PATHS)
def test_no_word_of_a_request_reaches_a_log(
    environment: dict[str, str], caplog: pytest.LogCaptureFixture, path: str
) -> None:
    caplog.set_level(logging.INFO)
    counter = Counter(environment)
    headers = dict.fromkeys(SPOKEN_IN, f"Bearer {CANARY}")
    lists = {"spreadsheetId": CANARY, **{place: [CANARY] for place in PLACES[1:]}}
    for body in (dict.fromkeys(PLACES, CANARY), lists):
        counter.client.post(f"{path}?key={CANARY}&code={CANARY}", json=body, headers=headers)
        if path.startswith("/addon/"):
            counter.ask(path.removeprefix("/addon/"), **body)
    counter.client.get(f"{path}?state={CANARY}", headers=headers)
    counter.wiring.store.engine.dispose()
    told = [record for record in caplog.records if record.name.startswith(("tickmark", "service"))]
    lines = [f"{record.getMessage()} {logging.Formatter().format(record)}" for record in told]
    assert [line for line in lines if CANARY in line] == []
    assert lines or not path.startswith("/addon/")
