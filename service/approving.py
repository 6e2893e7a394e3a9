"""What ticks come to: whose they are, which of them count, and which are taken back with a sentence."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from service.desk import Desk, Look
from service.domain.hours.approval import Approval, Imprint
from service.domain.hours.reading import Reading, Shown, Understood
from service.domain.hours.timesheet import Work
from service.domain.judging.finding import Finding, blocks, gravest_first, unanswered
from service.domain.judging.verdict import Status
from service.domain.pricing.conditions import is_repriced, terms_of
from service.names import read_status
from service.rules.duplicates import content_of
from service.words import put, say


class Act(NamedTuple):
    """Who is acting, how, and on which rows; a tick found elsewhere has no known author."""

    who: str = ""
    how: str = "sweep"
    rows: Mapping[str, Container[int]] | None = None
    """The rows the person touched, by tab; None means every row."""
    decided: range = range(0)
    """The lines of Review that the person wrote in: only there is it known whose words they are."""
    ticked: Mapping[str, Imprint] | None = None
    """The rows whose box the person touched, by Row ID: where they stand by now says nothing. None means every row."""

    def author(self, row_id: str, approvers: Sequence[str]) -> tuple[str, str]:
        """Who ticked a row, and how it came to us: the acting person, or the only one who may."""
        if self.how == "file":
            return approvers[0].casefold() if len(approvers) == 1 else "", "file"
        if self.who and self.how != "sweep" and (self.ticked is None or row_id in self.ticked):
            return self.who.casefold(), self.how
        return (approvers[0].casefold() if len(approvers) == 1 else ""), "sweep"

    def is_about(self, work: Work, reading: Reading) -> bool:
        """Whether a row still displays what the person saw when they ticked; yes where nobody has told."""
        imprint = self.ticked.get(work.id) if self.ticked else None
        return imprint is None or imprint.is_of(reading.displayed.get((work.entry.tab, work.entry.row), ()))


NOBODY = Act()
"""A run that nobody in particular asked for."""


def new_words(desk: Desk, seen: Look, act: Act) -> Iterator[Approval]:
    """What the boxes say that the ledger does not know: new ticks, unticks, and ticks that stand no more."""
    approvers = desk.agency.approvers
    for work in seen.sheet.open():
        if not desk.is_meant(work.entry):
            continue
        last = seen.sheet.facts.approvals.get(work.id)
        if last is None and not work.entry.ticked:
            continue
        content, terms = content_of(work), terms_of(work, seen.sheet.bills[work.id])
        who, how = act.author(work.id, approvers)
        word = Approval(work.id, content, who, how, desk.now, terms=terms)
        if last is not None and last.kind == "yes":
            if not work.entry.ticked:
                yield word._replace(kind="withdrawn")
            elif why := _overtaken(last, content, terms, approvers):
                yield last._replace(kind="voided", at=desk.now, why=why)
            elif who and how == "tick" and not last.who:
                yield word  # a look found the tick before we heard whose it is
        elif last is not None and last.kind in ("ended", "cleared"):
            yield from _after_the_end(word, last, bool(work.entry.ticked))
        elif work.entry.ticked:
            yield word


def authors(desk: Desk, seen: Look, act: Act) -> Iterator[Approval]:
    """Who ticked rows that were billed before we heard of it: their approval is said once more, with its author."""
    for row_id in act.ticked or ():
        work, last = seen.sheet.find(row_id), seen.sheet.facts.approvals.get(row_id)
        if work is None or last is None or row_id not in seen.sheet.facts.billed:
            continue
        who, how = act.author(row_id, desk.agency.approvers)
        is_theirs = last.fingerprint == content_of(work) and act.is_about(work, seen.reading)
        if last.kind == "yes" and not last.who and how == "tick" and is_theirs:
            yield last._replace(who=who, how=how, at=desk.now)


def at_settled_terms(words: Iterable[Approval], seen: Look) -> Iterator[Approval]:
    """New ticks at the terms that hold with them: a yes settles the category, and the price may hang on that."""
    for word in words:
        work = seen.sheet.work(word.row_id)
        terms = terms_of(work, seen.sheet.bills[work.id])
        if word.kind == "yes" and word.terms != terms and work.settled:
            yield word._replace(terms=terms)


def _overtaken(last: Approval, content: str, terms: str, approvers: Sequence[str]) -> str:
    """Why an approval stands no more although its box is ticked; blank where it stands."""
    if last.fingerprint != content:
        return say("ticks.changed")
    if last.terms != terms:
        now = terms or say("ticks.noRate")
        key = "repriced" if is_repriced(last.terms, now) else "remarked"
        return say(f"ticks.{key}", before=last.terms, now=now)
    listed = {one.casefold() for one in approvers}
    return say("ticks.unlisted", who=last.who) if last.who and listed and last.who.casefold() not in listed else ""


def _after_the_end(word: Approval, last: Approval, ticked: bool) -> Iterator[Approval]:
    """A row whose invoice was voided: the box is cleared once, and from then on only a tick of today counts.

    A box that is found ticked may come from an older version of the sheet. A file's box cannot be cleared by us, so
    there it has to be seen empty first.
    """
    if last.kind == "ended":
        if not ticked or word.how != "file":
            yield last._replace(kind="cleared", at=word.at)
    elif ticked and word.how == "sweep":
        yield last._replace(at=word.at, why=say("ticks.restored"))
    elif ticked:
        yield word


def refusals(
    desk: Desk, seen: Look, words: Mapping[str, Approval], known: Mapping[str, Approval], act: Act
) -> Iterator[Approval]:
    """New ticks that may not stand, with the sentence why."""
    doubts = {tab.tab: _doubt(tab, desk.agency.approvers) for tab in seen.reading.tabs}
    works = {work.id: work for work in seen.sheet}
    for row, word in words.items():
        if word.kind != "yes":
            continue
        work = works[row]
        why = _why_not(work, seen.judged.of(row), word, desk.agency.approvers)
        if not why and _is_new(work, seen.reading, known, word.how):
            why = say("ticks.noId")
        if not why and word.how != "file":
            why = doubts.get(work.entry.tab, say("ticks.unprotected"))
        if not why and not act.is_about(work, seen.reading):
            why = say("ticks.overtaken")
        if why:
            yield word._replace(kind="refused", why=why)


def _why_not(work: Work, findings: Sequence[Finding], approval: Approval, approvers: Sequence[str]) -> str:
    """The sentence with which a tick is taken back; blank where it may stand."""
    grave = gravest_first(findings)
    may = {one.casefold() for one in approvers}
    if approval.who and may and approval.who.casefold() not in may:
        return say("ticks.noApprover", who=approval.who)
    if not approval.who and work.person and may & {one.casefold() for one in work.person.emails}:
        return say("ticks.unknown")
    if blocks(grave):
        return say("ticks.blocked", code=grave[0].code, what=put(grave[0].message))
    if unanswered(grave):
        asking = next(finding for finding in grave if unanswered([finding]))
        return say("ticks.needsReason", code=asking.code)
    return ""


def _doubt(tab: Understood, approvers: Sequence[str]) -> str:
    """Why ticks in a tab do not count: somebody else could have made them. Blank where only approvers can."""
    if tab.approve_editors is None:
        return say("ticks.unprotected")
    allowed = {one.casefold() for one in approvers}
    others = [one for one in tab.approve_editors if one.casefold() not in allowed]
    return say("ticks.openTo", who=", ".join(others)) if others else ""


def _is_new(work: Work, reading: Reading, known: Mapping[str, Approval], how: str) -> bool:
    """Whether a row has no id of its own yet, or shows as decided what the ledger has never heard of: it is a copy.

    Rows of a file are known by what they say where no id stands beside them. Of an id that stands twice, nobody can
    tell which row it was given to unless one of them says what the ledger has heard under it.
    """
    if work.id in reading.duplicates.values():
        last = known.get(work.id)
        if last is None or last.fingerprint != content_of(work):
            return True
    ours = reading.shown.get((work.entry.tab, work.entry.row), {})
    stands, status = ours.get("row_id", Shown()).value, ours.get("status", Shown()).value
    if stands != work.id and (stands or how != "file"):
        return True
    return work.id not in known and read_status(status) in (Status.READY, Status.DRAFTED)
