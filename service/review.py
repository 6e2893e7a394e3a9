"""REVIEW: sheet, one read, entries, descriptions, rules, prices, one write, sheet.

Run twice it changes nothing; killed anywhere and run again it finishes what was begun.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from service.answering import NOTHING, Answered, answered, is_approver
from service.approving import NOBODY, Act, at_settled_terms, authors, new_words, refusals
from service.desk import Desk, Look, Sheet, again, look
from service.domain.hours.approval import Approval, Billed
from service.domain.hours.header import newly_agreed
from service.domain.hours.reading import Changes, Reading
from service.domain.hours.reason import Answer
from service.domain.judging.asked import Asked
from service.domain.judging.verdict import Status, status_of
from service.domain.memory import Remembered, RunLine
from service.domain.pricing.conditions import terms_of
from service.faults import SheetFault
from service.planning import Planned, planned
from service.reports.decisions import saying
from service.reports.findings import found
from service.reports.leakage import leaks, unbilled
from service.reports.matters import open_matters
from service.reports.month import Shop, asks, review_tab, ticked_sows
from service.reports.row import Row, changed
from service.reports.tabs import REVIEW, differs, invoices_tab, run_log, tally
from service.rules.duplicates import content_of
from service.surroundings import left_waiting
from service.teaching import decisions
from service.words import put, say


class Review(NamedTuple):
    """A review: every row with its figures, what was said about ticks, and what is to be written."""

    look: Look
    rows: tuple[Row, ...]
    words: tuple[Approval, ...] = ()
    changes: Changes = Changes()
    moved: tuple[str, ...] = ()
    versions: Mapping[str, int] = MappingProxyType({})
    """What the ledger said of the rows, taken before it was read: what moves on meanwhile is shown again."""
    answered: Answered = NOTHING
    """What was said beside the decisions of the Review tab."""
    drafts: tuple[Planned, ...] = ()
    """What could be drafted now."""

    @property
    def decisions(self) -> int:
        """How many things wait for a person."""
        return len(open_matters(self.rows)) + sum(asks([one]) for draft in self.drafts for one in draft.findings)

    @property
    def reading(self) -> Reading:
        """What was read."""
        return self.look.reading

    def with_status(self, status: Status) -> list[Row]:
        """The rows that have this status."""
        return [row for row in self.rows if row.status is status]


def review(desk: Desk, sheet: Sheet, act: Act = NOBODY) -> Review:
    """One review of a workbook: read, judged, remembered, written."""
    return keep(desk, sheet, plan(desk, consider(desk, sheet.read(), act)), say("runs.check"), act.who)


def consider(desk: Desk, reading: Reading, act: Act = NOBODY) -> Review:
    """A reading judged, with what its ticks and answers come to; nothing is kept and nothing is written."""
    seen = _considered(desk, reading, act)
    said = saying(reading, REVIEW, act.decided) if is_approver(act.who, desk.agency.approvers) else {}
    told = answered(seen.rows, said, act.who, desk.now) if said else NOTHING
    if told.reasons:
        seen = _considered(desk, told.read_into(reading), act)
    return seen._replace(answered=told, rows=tuple(_asked_rows(seen.rows, told))) if told else seen


def _asked_rows(rows: Iterable[Row], told: Answered) -> Iterator[Row]:
    """The rows with the questions that were asked or taken back just now."""
    for row in rows:
        kept = [one for one in row.asked if (one.row_id, one.code) not in told.taken_back]
        yield row._replace(asked=(*kept, *(one for one in told.asked if one.row_id == row.work.id)))


def _considered(desk: Desk, reading: Reading, act: Act) -> Review:
    versions = desk.memory.versions(reading.book)
    before = seen = look(desk, reading)
    words = {word.row_id: word for word in new_words(desk, seen, act)}
    seen = again(desk, seen, words) if words else seen
    settled = {word.row_id: word for word in at_settled_terms(words.values(), seen)}
    if settled:
        words |= settled
        seen = again(desk, seen, words)
    refused = {word.row_id: word for word in refusals(desk, seen, words, before.sheet.facts.approvals, act)}
    if refused:
        words |= refused
        seen = again(desk, seen, words)
    late = {word.row_id: word for word in authors(desk, seen, act)}
    if late:
        words |= late
        seen = again(desk, seen, late)
    rows = tuple(_rows(seen, desk.memory.asked([work.id for work in seen.sheet])))
    return Review(seen, rows, tuple(words.values()), versions=versions)


def plan(desk: Desk, seen: Review, ticked: Mapping[str, bool] | None = None) -> Review:
    """The review with all that is to be written: only what differs from what stands there."""
    reading = seen.reading
    locked = {tab.tab for tab in reading.tabs if tab.why_read_only}
    open_rows = [row for row in seen.rows if row.work.entry.tab not in locked and desk.is_meant(row.work.entry)]
    cells = [cell for row in open_rows for cell in changed(row, reading.shown.get(_place(row), {}))]
    cells += [cell for cell in seen.answered.reasons if cell.tab not in locked]
    blocks = tuple(tab.tab for tab in reading.tabs if not tab.has_block and (not desk.only or tab.tab in desk.only))
    if desk.only is not None:
        return seen._replace(changes=Changes(tuple(cells), (), blocks, desk.agency.approvers))
    facts = seen.look.sheet.facts
    # Who may see this spreadsheet need not be allowed to see another client's invoices.
    here = {row.work.sow.id for row in seen.rows if row.work.sow is not None}
    made = [export for export in desk.memory.made() if export.sow in here]
    boxes = {**ticked_sows(reading), **(ticked or {})}
    clients = {client.id: client.name for client in desk.agency.clients}
    drafts = tuple(planned(seen.look.sheet, seen.rows, desk.memory))
    of_drafts = [(_name(one), finding) for one in drafts for finding in one.findings]
    beside = Shop(
        reading.title, made, boxes, saying(reading, REVIEW), seen.look.unread, reading.refused,
        reading.sorted_away(), seen.look.budget, seen.look.judged.apart(), seen.look.judged.burns(), of_drafts,
        [*leaks(seen.rows, facts), *unbilled(seen.rows, seen.look.sheet, desk.memory.fees())],
    )  # fmt: skip
    tabs = [review_tab(facts, seen.rows, beside), invoices_tab(made, clients)]
    differing = tuple(tab for tab in tabs if differs(tab, reading))
    return seen._replace(changes=Changes(tuple(cells), differing, blocks, desk.agency.approvers), drafts=drafts)


def _name(one: Planned) -> str:
    """A draft by its SOW and period."""
    return " ".join(filter(None, (one.draft.sow, one.draft.period_text, one.draft.part)))


def keep(desk: Desk, sheet: Sheet, seen: Review, what: str, who: str) -> Review:
    """Write what a review came to, then remember it; where nothing differs, no request is made.

    The sheet comes first: a tick that was taken back in our record but still stands in the sheet would look new.
    """
    if seen.changes:
        facts = seen.look.sheet.facts
        figures = {**found(facts, seen.rows, seen.look.judged.burns(), seen.decisions), "book": seen.reading.book}
        line = RunLine(desk.now, who, what, tally(seen.rows))
        desk.memory.log_run(seen.reading.book, seen.reading.title, line, figures)
        changes = seen.changes
        if desk.only is None:
            log = run_log(desk.memory.runs(seen.reading.book))
            changes = replace(changes, reports=(*changes.reports, log))
        try:
            seen = seen._replace(moved=sheet.write(changes).moved)
        except SheetFault:
            desk.memory.doubt_sheet(seen.reading.book)
            raise
    words = [word for word in seen.words if word.row_id not in seen.moved]
    desk.memory.say(words)
    desk.memory.take_back(seen.answered.taken_back)
    desk.memory.keep_asked(seen.answered.asked)
    rows = [row for row in seen.rows if desk.is_meant(row.work.entry)]
    before = desk.memory.categories([row.work.id for row in rows])
    desk.memory.keep_decisions(list(decisions(rows, words, before, who, desk.now)))
    desk.memory.keep_answers(list(answers(rows, words)))
    desk.memory.agree_headers(
        seen.reading.book, newly_agreed(seen.reading.tabs, desk.memory.headers(seen.reading.book))
    )
    desk.memory.remember_categories({row: now for row, now in _categories(rows) if before.get(row) != now})
    came = seen.look.sheet.facts.arrivals
    desk.memory.keep_arrivals([work.id for work in seen.look.sheet if work.id not in came])
    among = None if desk.only is None else [row.work.id for row in rows]
    desk.memory.keep_waiting(seen.reading.book, left_waiting(seen.look.judged), among)
    left = {row.work.id for row in seen.rows} - {row.work.id for row in rows}
    desk.memory.shown(seen.reading.book, seen.versions, {*seen.moved, *left})
    return seen


def answers(rows: Sequence[Row], words: Sequence[Approval]) -> Iterator[Answer]:
    """What each new yes lets pass, in the words of the Reason cell or of a waiver."""
    approved = {word.row_id: word for word in words if word.kind == "yes"}
    for row in rows:
        word = approved.get(row.work.id)
        for finding in row.findings if word else ():
            if word and finding.answer:
                yield Answer(row.work.id, finding.name, put(finding.answer), word.who, word.at)


def _rows(seen: Look, asked: Sequence[Asked]) -> Iterator[Row]:
    facts = seen.sheet.facts
    waiting: dict[str, list[Asked]] = {}
    for one in asked:
        waiting.setdefault(one.row_id, []).append(one)
    for work in seen.sheet:
        findings = seen.judged.of(work.id)
        bill, billed = seen.sheet.bills[work.id], facts.billed.get(work.id)
        yield Row(
            work,
            status_of(work, findings, facts, content_of(work), terms_of(work, bill)),
            bill,
            findings,
            seen.sheet.description(work),
            facts.approvals.get(work.id),
            _invoice(billed) if billed else "",
            billed.flag if billed else "",
            seen.unread,
            tuple(one for one in waiting.get(work.id, ()) if one.fingerprint == content_of(work)),
        )


def _invoice(billed: Billed) -> str:
    """The invoice a row is on, or what is known of it."""
    return billed.number or say("billing.look" if billed.state == "parked" else "billing.underWay")


def _place(row: Row) -> tuple[str, int]:
    return row.work.entry.tab, row.work.entry.row


def _categories(rows: Iterable[Row]) -> Iterator[tuple[str, Remembered]]:
    """What the Category cells hold after the write, where that is worth keeping."""
    for row in rows:
        if row.work.category is not None:
            yield row.work.id, Remembered(row.work.category.value, row.work.chosen)
