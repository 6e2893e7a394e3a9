"""DIGEST: what the last reviews found, told by mail once a week and at the end of each month, each limit once.

A knock that comes twice, or while another is at it, sends nothing a second time.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from itertools import chain, count
from typing import Any, NamedTuple, Protocol

from service.domain.invoicing.export import IN_BOOKS, Export, State
from service.domain.terms.agency import Agency
from service.reports.digest import Digest, Told, letter, reached, subject
from service.reports.letter import page_of, text_of
from service.words import month_of, say

A_WEEK, A_MONTH = timedelta(days=7), timedelta(days=31)
LATEST = 7
"""The last day of a month on which the month before is still news."""


class Found(Protocol):
    """What one review of a sheet came to."""

    @property
    def sheet(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


class Record(Protocol):
    """What was found and drafted, and what people have been told."""

    def found(self) -> Sequence[Found]:
        """The newest review of each sheet."""

    def exports(self, *states: State) -> Sequence[Export]:
        """Exports in these states."""

    def told(self) -> Collection[Told]:
        """Steps of limits that a mail has told."""

    def is_mailed(self, name: str) -> bool:
        """Whether a mail of this name went out."""

    def begin_mail(self, name: str, now: datetime) -> bool:
        """Take a mail upon us; False where it went out, or somebody is at it."""

    def end_mail(self, name: str, told: Collection[Told], now: datetime) -> None:
        """Note that a mail went out, and what it told."""

    def drop_mail(self, name: str) -> None:
        """Note that a mail did not go out."""


class Post(Protocol):
    """Whoever carries mail away."""

    def send(self, mail: EmailMessage) -> None:
        """Hand a mail over. Raises MailFault."""


class Envelope(NamedTuple):
    """From whom and to whom."""

    sender: str
    to: tuple[str, ...]


class Issue(NamedTuple):
    """One mail of the year: its name in the ledger, and what its title says of time."""

    name: str
    title: str
    since: timedelta


def issue_on(day: date, record: Record) -> Issue:
    """The mail that is due on a day: in the first week of a month the one about the month before, else the week's."""
    last = day.replace(day=1) - timedelta(days=1)
    month = Issue(f"month {last:%Y-%m}", say("digest.month", month=month_of(last), year=last.year), A_MONTH)
    if day.day <= LATEST and not record.is_mailed(month.name):
        return month
    year, week, _ = day.isocalendar()
    return Issue(f"week {year}-W{week:02}", say("digest.week", week=week, year=year), A_WEEK)


def tell(agency: Agency, record: Record, post: Post, envelope: Envelope, now: datetime) -> str:
    """Send the mail that is due; its name, blank where there is none. Raises MailFault."""
    issue = issue_on(now.date(), record)
    if not record.found() or not record.begin_mail(issue.name, now):
        return ""
    try:
        post.send(addressed(compose(agency, record, issue, now, record.told()), envelope, issue, now))
    except BaseException:
        record.drop_mail(issue.name)
        raise
    record.end_mail(issue.name, reached(_reviews(record)), now)
    return issue.name


def compose(
    agency: Agency, record: Record, issue: Issue, now: datetime, told: Collection[Told] = frozenset()
) -> EmailMessage:
    """The mail itself, as a text and as a page, without an address on it."""
    reviews = _reviews(record)
    drafts = [one for one in record.exports(*IN_BOOKS) if one.created_at and now - one.created_at <= issue.since]
    told_now = letter(Digest(f"{agency.name}, {issue.title}", reviews, drafts, told))
    mail = EmailMessage()
    mail["Subject"] = subject(agency.name, reviews)
    mail.set_content(text_of(told_now))
    mail.add_alternative(page_of(told_now), subtype="html")
    return mail


def addressed(mail: EmailMessage, envelope: Envelope, issue: Issue, now: datetime) -> EmailMessage:
    """The mail with its addresses; its id follows from its name, so that a mail program knows a repeated one."""
    mail["From"], mail["To"] = envelope.sender, ", ".join(envelope.to)
    mail["Date"] = format_datetime(now)
    domain = envelope.sender.rpartition("@")[2].rstrip(">")
    mail["Message-ID"] = f"<tickmark.{issue.name.replace(' ', '.')}@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    return mail


def _reviews(record: Record) -> dict[str, Mapping[str, Any]]:
    """What was found, by title; a title that several workbooks have is numbered."""
    found: dict[str, Mapping[str, Any]] = {}
    for one in record.found():
        titles = chain([one.sheet], (f"{one.sheet} ({number})" for number in count(2)))
        found[next(title for title in titles if title not in found)] = one.facts
    return found
