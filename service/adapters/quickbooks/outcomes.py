"""What an answer means for us: carried out, refused, not carried out, or nobody knows."""

from service.adapters.quickbooks.answers import Answer, Problem
from service.faults import NeedsReconnect, OutcomeUnknown, Rejected, Throttled, TokenRefused

NOT_ALLOWED = frozenset({"100", "120", "3100"})
THROTTLED = "3001"
UNKNOWN = frozenset({"600", "10000"})
USUAL_WAIT = 60

GONE = (
    "The invoice names something that QuickBooks no longer has, or that is inactive there:"
    " look at its customer, items and terms in QuickBooks, then try again"
)
REFUSALS = {
    "610": GONE,
    "2500": GONE,
    "5010": "Somebody else changed it in QuickBooks at the same time: look at it there, then try again",
    "6000": "A rule of the company in QuickBooks forbids it: ask the bookkeeper to look at it, then try again",
    "6140": "Another document in QuickBooks has this number: look at it there, and give that one another number",
    "6190": "The company's QuickBooks subscription has ended: renew it in QuickBooks, then try again",
    "6210": "The books are closed for the date of the invoice: ask the bookkeeper to open that period, then try again",
    "6240": "A customer, supplier or employee in QuickBooks has this name: choose the one that is meant",
}
OUR_MISTAKE = "QuickBooks does not take what was sent: give whoever looks after Tickmark this code"
RECONNECT = (
    "QuickBooks no longer lets Tickmark into the company: ask an administrator of the company to open"
    " /quickbooks/connect and sign in again."
)


def judge(status: int, answer: Answer, trace: str, wait: str = "") -> None:
    """Return where the call was carried out and can be read; raise the fault that it is otherwise."""
    codes = frozenset(problem.code for problem in answer.problems)
    _refuse_without_work(status, codes, trace, wait)
    # A refusal is believed only where it says what it refuses: every doubt is an unknown outcome.
    if status >= 500 or codes & UNKNOWN or "" in codes:
        raise unknown(f"answered with status {status}", codes, trace)
    if answer.problems:
        raise _rejected(answer.problems, codes, trace)
    if status != 200 or answer.body is None:
        raise unknown(f"gave an answer that cannot be read, with status {status}", codes, trace)


def unknown(what: str, codes: frozenset[str] = frozenset(), trace: str = "") -> OutcomeUnknown:
    """The fault for an answer from which nobody can tell whether the work was done."""
    named = f", code {', '.join(sorted(codes - {''}))}" if codes - {""} else ""
    return OutcomeUnknown(
        f"QuickBooks {what}{named}, so it may or may not have done what was asked:"
        " Tickmark will look there before it tries again.",
        codes,
        trace,
    )


def _refuse_without_work(status: int, codes: frozenset[str], trace: str, wait: str) -> None:
    if status == 429 or THROTTLED in codes:
        throttled = Throttled(
            "QuickBooks asks for a pause, too many requests came in a minute: wait a minute, then try again.",
            codes,
            trace,
        )
        throttled.wait = int(wait) if wait.isdecimal() else USUAL_WAIT
        raise throttled
    if status == 401:
        # Whatever its code: an expired token is renewed, and one that is refused afresh ends in a reconnect.
        raise TokenRefused("QuickBooks did not accept our access token: try again in a moment.", codes, trace)
    if codes & NOT_ALLOWED and status < 500:
        raise NeedsReconnect(RECONNECT, codes, trace)


def _rejected(problems: tuple[Problem, ...], codes: frozenset[str], trace: str) -> Rejected:
    known = [code for code in sorted(codes, key=int_or_zero) if code in REFUSALS]
    text = REFUSALS[known[0]] if known else OUR_MISTAKE
    shown = ", ".join(sorted(codes, key=int_or_zero)) + (f"; trace {trace}" if trace else "")
    fault = Rejected(f"{text} (code {shown}).", codes, trace)
    fault.details = tuple(problem.detail or problem.message for problem in problems)
    return fault


def int_or_zero(code: str) -> int:
    """A code as a number, so that codes are shown in their order."""
    return int(code) if code.isdecimal() else 0
