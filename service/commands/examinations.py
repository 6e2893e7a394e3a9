"""What `doctor` looks at: one function for each thing that can be wrong with an installation.

An examination returns the sentence that says all is well, or raises: a Fault where something has to be mended before
the service can work, a Doubt where it works and somebody should look all the same.
"""

from __future__ import annotations

import email.utils
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from service.backstage import Backstage
from service.faults import Fault, SettingFault
from service.settings import LOOPBACK
from service.wiring import Wiring, spreadsheet_in

WAIT = (5, 10)
"""Seconds to be reached in, and to answer in."""
SKEW_SECONDS = 10
"""As far as a clock may be off before Google's identity tokens look expired or not yet made."""
FEWEST_APPROVERS = 2
HEALTHY, DOUBTFUL, ILL = "ok", "look", "mend"


class Doubt(Exception):
    """Something that works and should be looked at all the same; the message says what to do."""


class Verdict(NamedTuple):
    """What was looked at, how it stands, and the sentence that says so."""

    name: str
    state: str
    sentence: str


Examination = Callable[[Wiring], str]


def examined(wiring: Wiring, sheets: Sequence[str]) -> list[Verdict]:
    """Every examination, and one for each sheet; what one of them finds keeps none from being made."""
    verdicts = [_verdict(name, look, wiring) for name, look in EXAMINATIONS]
    return [*verdicts, *(_verdict(f"sheet {name[-60:]}", _sheet_called(name), wiring) for name in sheets)]


def _verdict(name: str, look: Examination, wiring: Wiring) -> Verdict:
    try:
        return Verdict(name, HEALTHY, look(wiring))
    except Doubt as doubt:
        return Verdict(name, DOUBTFUL, str(doubt))
    except Fault as fault:
        return Verdict(name, ILL, str(fault))


def settings(wiring: Wiring) -> str:
    """Everything that serving needs is set."""
    wiring.settings.for_serving()
    return "everything that is needed to serve is set."


def papers(wiring: Wiring) -> str:
    """The SOW files can be used, and there are people who may approve."""
    agency, sows = wiring.agreed
    if len(agency.approvers) < FEWEST_APPROVERS:
        raise Doubt("Nobody approves their own hours: name at least two approvers in agency.yaml.")
    return f"{len(sows)} SOWs, {len(agency.people)} people, {len(agency.approvers)} approvers."


def database(wiring: Wiring) -> str:
    """The ledger can be read, and keeps the same time as we do."""
    from sqlalchemy import select
    from sqlalchemy.exc import SQLAlchemyError

    from service.adapters.store.clock import epoch

    engine = wiring.store.engine
    try:
        with engine.connect() as connection:
            theirs = int(connection.execute(select(epoch())).scalar_one())
    except SQLAlchemyError as problem:
        raise SettingFault("The database does not answer: see that it runs, and DATABASE_URL.") from problem
    _same_time(wiring, datetime.fromtimestamp(theirs, UTC), "the database")
    return f"{engine.dialect.name} answers."


def google_account(wiring: Wiring) -> str:
    """Google gives us a token for the service account."""
    from google.auth.exceptions import GoogleAuthError
    from google.auth.transport.requests import Request

    credentials = wiring.credentials
    try:
        credentials.refresh(Request())  # type: ignore[no-untyped-call]  # google-auth leaves it without annotations
    except GoogleAuthError as problem:
        raise SettingFault("Google refuses the service account: see that its key has not been deleted.") from problem
    return f"share each spreadsheet with {wiring.own_address}." if wiring.own_address else "Google knows us."


def google_certificates(wiring: Wiring) -> str:
    """The certificates that prove who clicked can be fetched, and Google's clock agrees with ours."""
    import requests

    try:
        answer = requests.get(wiring.settings.certificates_url, timeout=WAIT)
        good = answer.ok and bool(answer.json())
    except (requests.RequestException, ValueError):
        good, answer = False, None
    if answer is None or not good:
        raise SettingFault("Google's certificates cannot be fetched: see to GOOGLE_CERTS_URL, or leave it out.")
    if told := answer.headers.get("Date"):
        _same_time(wiring, email.utils.parsedate_to_datetime(told), "Google")
    return "identity tokens can be checked, and the clock is right."


def claude(wiring: Wiring) -> str:
    """The key is good and the model in service."""
    from service.adapters.claude.standing import standing

    if wiring.settings.claude_backend == "off":
        raise Doubt("Claude is switched off: set ANTHROPIC_API_KEY to have texts read.")
    told = wiring.claude
    return standing(told, told.small_model)


def quickbooks(wiring: Wiring) -> str:
    """A company is connected, and its tokens can be used."""
    access = wiring.connector.access()
    return f"company {access.realm} is connected."


def mail(wiring: Wiring) -> str:
    """The mail server takes mail from us; nothing is sent."""
    from service.adapters.postbox import Postbox

    if not wiring.settings.postage.server:
        return "no digest is mailed: set SMTP_URL and DIGEST_FROM to have one each week and each month."
    server = Postbox(wiring.settings.postage.for_sending().server).look()
    return f"{server} takes mail; the digest goes to {', '.join(Backstage(wiring).readers)}."


def clock(wiring: Wiring) -> str:
    """The scheduler's knocks are let in."""
    caller, host = wiring.settings.tasks_caller, urlsplit(wiring.settings.service_url).hostname
    if caller:
        return f"{caller} may knock at /tasks."
    if host in LOOPBACK:
        return "only this machine may knock at /tasks."
    raise SettingFault(
        "TASKS_CALLER is missing, so the clock's jobs are turned away and nothing that waits is worked on: set it to"
        " the account of those jobs."
    )


def own_address(wiring: Wiring) -> str:
    """The service answers where the script in the sheet will look for it."""
    import requests

    url = wiring.settings.service_url
    try:
        answer = requests.get(f"{url}/health", timeout=WAIT, allow_redirects=False)
        good = answer.ok and answer.json().get("status") == "ok"
    except (requests.RequestException, ValueError, AttributeError):
        good = False
    if not good:
        raise Doubt(f"Tickmark does not answer at {url}: start it, or set SERVICE_URL to where it runs.")
    return f"Tickmark answers at {url}."


def _sheet_called(name: str) -> Examination:
    def sheet(wiring: Wiring) -> str:
        """The spreadsheet is shared with us, has timesheets, and only approvers may tick in it."""
        reading = wiring.sheet(spreadsheet_in(name)).read()
        if not reading.tabs:
            raise Doubt(f"“{reading.title}” has no timesheet that can be read: run “Set up this sheet” in it.")
        allowed = {one.casefold() for one in wiring.agreed[0].approvers}
        for tab in reading.tabs:
            if tab.approve_editors is None:
                raise Doubt(
                    f"Anybody can tick Approve in “{tab.tab}”: run “Set up this sheet”, so that it is protected."
                )
            if others := sorted(one for one in tab.approve_editors if one.casefold() not in allowed):
                raise Doubt(f"{', '.join(others)} may tick Approve in “{tab.tab}” without being an approver.")
        return f"“{reading.title}” is shared with us; {len(reading.tabs)} timesheets, {len(reading.entries)} rows."

    return sheet


def _same_time(wiring: Wiring, theirs: datetime, whose: str) -> None:
    apart = round(abs((wiring.clock() - theirs).total_seconds()))
    if apart > SKEW_SECONDS:
        raise SettingFault(f"The clock here and that of {whose} are {apart} seconds apart: set this machine's clock.")


EXAMINATIONS: tuple[tuple[str, Examination], ...] = (
    ("settings", settings),
    ("SOW files", papers),
    ("database", database),
    ("Google account", google_account),
    ("Google sign-in", google_certificates),
    ("Claude", claude),
    ("QuickBooks", quickbooks),
    ("mail", mail),
    ("clock", clock),
    ("address", own_address),
)
