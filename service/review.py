"""REVIEW: sheet, one read, entries, descriptions, rules, prices, one write, sheet.

Run twice it changes nothing; killed anywhere and run again it finishes what was begun.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from service.desk import Desk, Look, Sheet, again, look
from service.domain.approval import Approval, Billed
from service.domain.memory import Remembered, RunLine
from service.domain.reading import Changes, Reading, Shown, Understood
from service.domain.timesheet import Work
from service.domain.verdict import Status, status_of, why_not
from service.reports.row import Row, changed
from service.reports.tabs import differs, invoices_tab, review_tab, run_log, tally, ticked_sows
from service.rules.duplicates import content_of
from service.teaching import decisions

UNPROTECTED = (
    "Tick taken back: anybody can tick here, since the Approve column is not protected. Run “Set up this sheet”."
)
OPEN_TO = (
    "Tick taken back: {who} may tick here too without being an approver. "
    "Take them out of the protection of the Approve column, or add them to the approvers in agency.yaml."
)
REPRICED = "Tick taken back: it was given at {before} an hour, and the SOW now says {now}. Tick again if that is right."
CHANGED = "Tick taken back: the row was changed after it was approved. Look at it again, and tick if it is right."
NO_ID = (
    "Tick taken back: this row got its Row ID only now, so its tick may be that of a row it was copied from. "
    "Look at it, and tick again if it is right."
)


class Act(NamedTuple):
    """Who is acting, how, and on which rows; a tick found elsewhere has no known author."""

    who: str = ""
    how: str = "sweep"
    rows: Mapping[str, range] | None = None
    """The rows the person touched, by tab; None means every row."""

    def author(self, work: Work, approvers: Sequence[str]) -> tuple[str, str]:
        """Who ticked a row, and how it came to us: the acting person, or the only one who may."""
        if self.how == "file":
            return approvers[0].casefold() if len(approvers) == 1 else "", "file"
        touched = self.rows is None or work.entry.row in self.rows.get(work.entry.tab, ())
        if self.who and touched and self.how != "sweep":
            return self.who.casefold(), self.how
        return (approvers[0].casefold() if len(approvers) == 1 else ""), "sweep"


NOBODY = Act()
"""A run that nobody in particular asked for."""


class Review(NamedTuple):
    """A review: every row with its figures, what was said about ticks, and what is to be written."""

    look: Look
    rows: tuple[Row, ...]
    words: tuple[Approval, ...] = ()
    changes: Changes = Changes()
    moved: tuple[str, ...] = ()

    @property
    def reading(self) -> Reading:
        """What was read."""
        return self.look.reading

    def with_status(self, status: Status) -> list[Row]:
        """The rows that have this status."""
        return [row for row in self.rows if row.status is status]


def review(desk: Desk, sheet: Sheet, act: Act = NOBODY) -> Review:
    """One review of a workbook: read, judged, remembered, written."""
    return keep(desk, sheet, plan(desk, consider(desk, sheet.read(), act)), "Check", act.who)


def consider(desk: Desk, reading: Reading, act: Act = NOBODY) -> Review:
    """A reading judged, with what its ticks come to; nothing is kept and nothing is written."""
    before = seen = look(desk, reading)
    words = {word.row_id: word for word in _new_words(desk, seen, act)}
    seen = again(desk, seen, words) if words else seen
    refused = {word.row_id: word for word in _refusals(desk, seen, words, before.sheet.facts.approvals)}
    if refused:
        words |= refused
        seen = again(desk, seen, words)
    return Review(seen, tuple(_rows(seen)), tuple(words.values()))


def plan(desk: Desk, seen: Review, ticked: Mapping[str, bool] | None = None) -> Review:
    """The review with all that is to be written: only what differs from what stands there."""
    reading = seen.reading
    locked = {tab.tab for tab in reading.tabs if tab.why_read_only}
    open_rows = [row for row in seen.rows if row.work.entry.tab not in locked]
    cells = [cell for row in open_rows for cell in changed(row, reading.shown.get(_place(row), {}))]
    blocks = tuple(tab.tab for tab in reading.tabs if not tab.has_block)
    facts = seen.look.sheet.facts
    # Who may see this spreadsheet need not be allowed to see another client's invoices.
    here = {row.work.sow.id for row in seen.rows if row.work.sow is not None}
    made = [export for export in desk.memory.made() if export.sow in here]
    boxes = {**ticked_sows(reading), **(ticked or {})}
    clients = {client.id: client.name for client in desk.agency.clients}
    summary = review_tab(facts, seen.rows, made, boxes, seen.look.unread, reading.refused)
    tabs = [summary, invoices_tab(made, clients)]
    differing = tuple(tab for tab in tabs if differs(tab, reading))
    return seen._replace(changes=Changes(tuple(cells), differing, blocks, desk.agency.approvers))


def keep(desk: Desk, sheet: Sheet, seen: Review, what: str, who: str) -> Review:
    """Write what a review came to, then remember it; where nothing differs, no request is made.

    The sheet comes first: a tick that was taken back in our record but still stands in the sheet would look new.
    """
    if seen.changes:
        desk.memory.log_run(seen.reading.title, RunLine(desk.now, who, what, tally(seen.rows)))
        log = run_log(desk.memory.runs(seen.reading.title))
        changes = replace(seen.changes, reports=(*seen.changes.reports, log))
        seen = seen._replace(moved=sheet.write(changes).moved)
    words = [word for word in seen.words if word.row_id not in seen.moved]
    desk.memory.say(words)
    before = desk.memory.categories([row.work.id for row in seen.rows])
    desk.memory.keep_decisions(list(decisions(seen.rows, words, before, who, desk.now)))
    desk.memory.remember_categories(dict(_categories(seen)))
    desk.memory.keep_arrivals([work.id for work in seen.look.sheet])
    return seen


def _rows(seen: Look) -> Iterator[Row]:
    facts = seen.sheet.facts
    for work in seen.sheet:
        findings = seen.judged.of(work.id)
        bill, billed = seen.sheet.bills[work.id], facts.billed.get(work.id)
        yield Row(
            work,
            status_of(work, findings, facts, content_of(work), bill.terms),
            bill,
            findings,
            seen.sheet.description(work),
            facts.approvals.get(work.id),
            _invoice(billed) if billed else "",
            billed.flag if billed else "",
            seen.unread,
        )


def _invoice(billed: Billed) -> str:
    """The invoice a row is on, or what is known of it."""
    return billed.number or {"parked": "look in QuickBooks"}.get(billed.state, "being drafted")


def _new_words(desk: Desk, seen: Look, act: Act) -> Iterator[Approval]:
    """What the boxes say that the ledger does not know: new ticks, unticks, and ticks overtaken by an edit."""
    for work in seen.sheet.open():
        last, content = seen.sheet.facts.approvals.get(work.id), content_of(work)
        terms = seen.sheet.bills[work.id].terms
        who, how = act.author(work, desk.agency.approvers)
        word = Approval(work.id, content, who, how, desk.now, terms=terms)
        stands = last is not None and last.kind == "yes"
        if work.entry.ticked and last is not None and stands and not last.is_about(content, terms):
            why = CHANGED if last.fingerprint != content else REPRICED.format(before=last.terms, now=terms or "no rate")
            yield last._replace(kind="voided", at=desk.now, why=why)
        elif work.entry.ticked and not stands:
            yield word
        elif not work.entry.ticked and stands:
            yield word._replace(kind="withdrawn")


def _refusals(
    desk: Desk, seen: Look, words: Mapping[str, Approval], known: Mapping[str, Approval]
) -> Iterator[Approval]:
    """New ticks that may not stand, with the sentence why."""
    doubts = {tab.tab: _doubt(tab, desk.agency.approvers) for tab in seen.reading.tabs}
    works = {work.id: work for work in seen.sheet}
    for row, word in words.items():
        if word.kind != "yes":
            continue
        work = works[row]
        why = why_not(work, seen.judged.of(row), word, desk.agency.approvers)
        if not why and _is_new(work, seen.reading, known, word.how):
            why = NO_ID
        if not why and word.how != "file":
            why = doubts.get(work.entry.tab, UNPROTECTED)
        if why:
            yield word._replace(kind="refused", why=why)


def _doubt(tab: Understood, approvers: Sequence[str]) -> str:
    """Why ticks in a tab do not count: somebody else could have made them. Blank where only approvers can."""
    if tab.approve_editors is None:
        return UNPROTECTED
    allowed = {one.casefold() for one in approvers}
    others = [one for one in tab.approve_editors if one.casefold() not in allowed]
    return OPEN_TO.format(who=", ".join(others)) if others else ""


def _is_new(work: Work, reading: Reading, known: Mapping[str, Approval], how: str) -> bool:
    """Whether a row has no id of its own yet, or shows as decided what the ledger has never heard of: it is a copy.

    Rows of a file are known by what they say where no id stands beside them.
    """
    ours = reading.shown.get((work.entry.tab, work.entry.row), {})
    stands, status = ours.get("row_id", Shown()).value, ours.get("status", Shown()).value
    if stands != work.id and (stands or how != "file"):
        return True
    return work.id not in known and status in (Status.READY.value, Status.DRAFTED.value)


def _place(row: Row) -> tuple[str, int]:
    return row.work.entry.tab, row.work.entry.row


def _categories(seen: Review) -> Iterator[tuple[str, Remembered]]:
    """What the Category cells hold after the write, where that is worth keeping."""
    for row in seen.rows:
        if row.work.category is not None:
            yield row.work.id, Remembered(row.work.category.value, row.work.settled)
