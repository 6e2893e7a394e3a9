"""Each answer ends in the one class that says whether anything was done."""

import pytest

from service.adapters.quickbooks.answers import Answer, Problem
from service.adapters.quickbooks.outcomes import judge
from service.faults import (
    NeedsReconnect,
    NothingDone,
    OutcomeUnknown,
    QuickBooksFault,
    Rejected,
    Throttled,
    TokenRefused,
)

OUTCOMES: list[tuple[int, list[str], type[QuickBooksFault]]] = [
    # status, codes, what it is
    (400, ["6140"], Rejected),
    (200, ["6070"], Rejected),
    (400, ["6140", "2020", "2020"], Rejected),
    (403, ["9999"], Rejected),
    (401, ["3200"], TokenRefused),
    (401, [], TokenRefused),
    (401, ["100"], TokenRefused),
    (400, ["120"], NeedsReconnect),
    (403, ["3100"], NeedsReconnect),
    (429, [], Throttled),
    (403, ["3001"], Throttled),
    (200, ["3001"], Throttled),
    (400, ["600"], OutcomeUnknown),
    (500, ["10000"], OutcomeUnknown),
    (500, ["6140"], OutcomeUnknown),
    (503, ["100"], OutcomeUnknown),
    (502, [], OutcomeUnknown),
    (200, [""], OutcomeUnknown),
    (400, [""], OutcomeUnknown),
    (400, ["6140", ""], OutcomeUnknown),
    (403, [], OutcomeUnknown),
    (302, [], OutcomeUnknown),
    (201, [], OutcomeUnknown),
]


@pytest.mark.parametrize(("status", "codes", "kind"), OUTCOMES)
def test_an_answer_is_judged_by_its_status_and_codes(status: int, codes: list[str], kind: type[Exception]) -> None:
    answer = Answer({}, tuple(Problem(code, "Acme Secret Ltd", "Acme Secret Ltd") for code in codes))
    with pytest.raises(QuickBooksFault) as raised:
        judge(status, answer, "1-trace")
    assert type(raised.value) is kind
    assert raised.value.trace == "1-trace" and raised.value.codes == set(codes)
    assert "Acme" not in str(raised.value) and str(raised.value).endswith(".")


def test_an_answer_that_cannot_be_read_is_an_unknown_outcome() -> None:
    with pytest.raises(OutcomeUnknown):
        judge(200, Answer(None), "")


def test_a_body_without_problems_passes() -> None:
    judge(200, Answer({"Invoice": {"Id": "1"}}), "")


@pytest.mark.parametrize(("told", "wait"), [("", 60), ("7", 7), ("Wed, 21 Oct 2026 07:28:00 GMT", 60)])
def test_a_pause_is_as_long_as_was_asked(told: str, wait: int) -> None:
    with pytest.raises(Throttled) as raised:
        judge(429, Answer(None), "", told)
    assert raised.value.wait == wait


def test_a_refusal_keeps_its_words_beside_its_sentence() -> None:
    with pytest.raises(Rejected) as raised:
        judge(400, Answer({}, (Problem("6140", "Duplicate", "DocNumber=1 is assigned to TxnId=17984"),)), "")
    assert raised.value.details == ("DocNumber=1 is assigned to TxnId=17984",)
    assert "number" in str(raised.value) and "(code 6140)" in str(raised.value)


def test_faults_that_leave_no_doubt_are_one_family() -> None:
    certain = {kind for _, _, kind in OUTCOMES} - {OutcomeUnknown, Rejected}
    assert all(issubclass(kind, NothingDone) for kind in certain)
    assert not issubclass(OutcomeUnknown, NothingDone)
