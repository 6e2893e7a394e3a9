"""What an answer means for us: carried out, refused, not carried out, or nobody knows."""

from service.adapters.quickbooks.answers import Answer, Problem
from service.faults import NeedsReconnect, OutcomeUnknown, Rejected, Throttled, TokenRefused
from service.words import say

NOT_ALLOWED = frozenset({"100", "120", "3100"})
THROTTLED = "3001"
UNKNOWN = frozenset({"600", "10000"})
USUAL_WAIT = 60

REFUSALS = {
    "610": "books.gone",
    "2500": "books.gone",
    "5010": "books.changedMeanwhile",
    "6000": "books.ruledOut",
    "6140": "books.numberTaken",
    "6190": "books.subscriptionOver",
    "6210": "books.periodClosed",
    "6240": "books.nameTaken",
}
OUR_MISTAKE = "books.ourMistake"


def judge(status: int, answer: Answer, trace: str, wait: str = "") -> None:
    """Return where the call was carried out and can be read; raise the fault that it is otherwise."""
    codes = frozenset(problem.code for problem in answer.problems)
    _refuse_without_work(status, codes, trace, wait)
    # A refusal is believed only where it says what it refuses: every doubt is an unknown outcome.
    if status >= 500 or codes & UNKNOWN or "" in codes:
        raise unknown(say("books.failed", status=status), codes, trace)
    if answer.problems:
        raise _rejected(answer.problems, codes, trace)
    if status != 200 or answer.body is None:
        raise unknown(say("books.unreadable", status=status), codes, trace)


def unknown(what: str, codes: frozenset[str] = frozenset(), trace: str = "") -> OutcomeUnknown:
    """The fault for an answer from which nobody can tell whether the work was done."""
    named = ", ".join(sorted(codes - {""}))
    told = say("books.unknownCode", what=what, code=named) if named else say("books.unknown", what=what)
    return OutcomeUnknown(told, codes, trace)


def _refuse_without_work(status: int, codes: frozenset[str], trace: str, wait: str) -> None:
    if status == 429 or THROTTLED in codes:
        throttled = Throttled(say("books.throttled"), codes, trace)
        throttled.wait = int(wait) if wait.isdecimal() else USUAL_WAIT
        raise throttled
    if status == 401:
        # Whatever its code: an expired token is renewed, and one that is refused afresh ends in a reconnect.
        raise TokenRefused(say("books.tokenRefused"), codes, trace)
    if codes & NOT_ALLOWED and status < 500:
        raise NeedsReconnect(say("books.reconnect"), codes, trace)


def _rejected(problems: tuple[Problem, ...], codes: frozenset[str], trace: str) -> Rejected:
    known = [code for code in sorted(codes, key=int_or_zero) if code in REFUSALS]
    why = say(REFUSALS[known[0]] if known else OUR_MISTAKE)
    shown = ", ".join(sorted(codes, key=int_or_zero))
    told = say("books.refusedTraced" if trace else "books.refused", why=why, code=shown, trace=trace)
    fault = Rejected(told, codes, trace)
    fault.details = tuple(problem.detail or problem.message for problem in problems)
    return fault


def int_or_zero(code: str) -> int:
    """A code as a number, so that codes are shown in their order."""
    return int(code) if code.isdecimal() else 0
