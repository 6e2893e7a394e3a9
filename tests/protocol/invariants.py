"""What must hold after every step, told from what the books and the people know and our code cannot see."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from service.domain.invoicing.export import IN_BOOKS, State
from tests.protocol.sheet import Source, work_of

INTENTS = "SELECT id, state, marker, quickbooks_id, flag, total_minor FROM invoice_intent"
SUMS = "SELECT intent_id, sum(amount_minor) FROM billing_claim WHERE active GROUP BY intent_id"
DOUBLED = "SELECT claim_key FROM billing_claim WHERE active GROUP BY realm_id, claim_key HAVING count(*) > 1"
MADE = {state.value for state in IN_BOOKS}
GIVEN_UP = {State.REJECTED.value, State.CANCELLED.value}
HELD = {State.PREPARED.value, State.CREATING.value, *MADE}
CALLS_TAKE = timedelta(seconds=30)
"""From the last look at the clock to the call itself, at most."""


class Violation(NamedTuple):
    """A promise that was broken."""

    name: str
    what: str


@dataclass
class Invariants:
    """The promises of one walk."""

    world: Any
    violations: list[Violation] = field(default_factory=list)
    valid_until: dict[Source, datetime | None] = field(default_factory=dict)
    """Contents that were approved as they stand, and until when; None while they still are."""
    ever: set[Source] = field(default_factory=set)
    """Contents that were approved at some time: a box that was emptied and ticked again unheard is as it was."""
    ticked_at: dict[str, datetime] = field(default_factory=dict)
    """The newest tick of a person, by work."""
    voided_at: dict[str, datetime] = field(default_factory=dict)
    """When the invoice of a row was voided or deleted."""

    def broken(self, name: str, what: str) -> None:
        self.violations.append(Violation(name, what))

    def sheet_changed(self, sheet: Any) -> None:
        """Which contents are approved now: there, ticked, and ticked as they stand."""
        now = {row.source for one in self.world.all_sheets() for row in one.rows if self.stands(row)}
        for content in now:
            self.valid_until[content] = None
        for content, until in self.valid_until.items():
            if until is None and content not in now:
                self.valid_until[content] = self.world.now

    def stands(self, row: Any) -> bool:
        """Whether a row was ticked as it stands; nobody can tell what a tick was for that only a look has found."""
        if not row.ticked:
            return False
        if row.tick is not None and (row.tick[0] == row.source or self.world.found(row)):
            self.ever.add(row.source)
        return row.source in self.ever

    def call(self, body: dict[str, Any]) -> None:
        """A call is made: every row on it was approved at exactly that content, not too long ago (I5, I8)."""
        oldest = self.world.now - self.world.timers.stale - CALLS_TAKE
        self.sheet_changed(self.world.sheet)
        for claim, name in body["claims"]:
            if "/" in claim:
                continue
            content = self.world.sources[name]
            until = self.valid_until.get(content, self.world.began)
            if until is not None and until < oldest:
                self.broken("I5", f"{claim} was not approved as it is billed")
            work = work_of(content)
            if claim in self.voided_at and self.ticked_at.get(work, self.world.began) <= self.voided_at[claim]:
                self.broken("I8", f"{claim} is billed again without a new tick")

    def made(self, document: Any) -> None:
        """A document has come into being: no work is on two of them, and its marker is ours (I2, I3, I4)."""
        others = [one for one in self.world.books.documents if one.lives and one.id != document.id]
        if any(one.marker == document.marker for one in others):
            self.broken("I4", f"two live documents with {document.marker}")
        for one in others:
            if twice := one.works & document.works:
                self.broken("I2", f"{sorted(twice)} on {one.id} and {document.id}")
        if self.world.store.export_of_marker(document.marker) is None:
            self.broken("I3", f"{document.id} has no intent")

    def ended(self, document: Any) -> None:
        """A document was voided or deleted; what we never knew of cannot be told once its marker is gone."""
        export = self.world.store.export_of_marker(document.marker)
        known = export is not None and export.state in IN_BOOKS
        if known or not self.world.books.weather.voids_take_the_marker:
            self.voided_at.update(dict.fromkeys((claim for claim, _ in document.claims), self.world.now))

    def step(self) -> None:
        """After each step of a worker that wrote: claims, states and documents agree (I1, I6, I7, I9)."""
        documents = {one.marker: one for one in self.world.books.documents if one.lives and one.marker}
        sums = dict(self.world.ask(SUMS))
        for number, state, marker, document_id, flag, total in self.world.ask(INTENTS):
            live = documents.get(marker)
            if state in MADE and not self.world.books.knows(document_id):
                self.broken("I6", f"{number} is not there")
            if state in GIVEN_UP and live is not None:
                self.broken("I7", f"{number} was given up and {live.id} exists")
            if state in MADE and not flag and live is not None and int(live.subtotal * 100) != total:
                self.broken("I9", f"{number} says {total}, {live.id} says {live.subtotal}")
            if state in HELD and sums.get(number) != total:
                self.broken("I9", f"claims of {number} come to {sums.get(number)}, not {total}")
        if self.world.ask(DOUBLED):
            self.broken("I1", "two active claims of one thing")

    def at_rest(self) -> None:
        """When faults have stopped and time has passed: nothing is stuck, lost, or shown wrong (L1 to L6, I13)."""
        world = self.world
        exports = {one.id: one for one in world.store.exports()}
        for export in exports.values():
            document = world.books.by_id(export.quickbooks_id) if export.quickbooks_id else None
            if export.is_open:
                self.broken("L1", f"{export.id} is still {export.state.value}")
            if export.state in IN_BOOKS and (document is None or not document.lives):
                self.broken("L3", f"{export.id} claims rows for a dead document")
            if export.state is State.CREATED:
                self.broken("L1", f"{export.id} is not shown as made")
        if world.store.unshown():
            self.broken("L5", "a sheet does not show what the ledger says")
        if world.broken_line() is not None:
            self.broken("I13", "the audit trail does not hold")
        for sheet in world.all_sheets():
            seen = self.world.look(sheet)
            self.cells(sheet, seen)
            self.lost(seen)

    def cells(self, sheet: Any, seen: Any) -> None:
        """Every cell of ours says what the ledger says, and every row that is held has a sentence."""
        for row in seen.rows:
            stands = sheet.rows[row.work.entry.row - 2]
            number = str(stands.ours_say("invoice") or "")
            if (number or "") != (row.invoice or ""):
                dead = any(one.number == number and not one.lives for one in self.world.books.documents)
                self.broken("L4" if dead else "L5", f"row {row.work.id} shows {number!r}, not {row.invoice!r}")
            if stands.ours_say("status") != row.status.value:
                self.broken("L5", f"row {row.work.id} says {stands.ours_say('status')}, not {row.status.value}")
            if row.status.value in ("Needs fix", "Changed", "Error") and not (row.findings or row.trouble):
                self.broken("L6", f"row {row.work.id} is held without a sentence")
        if seen.changes.cells:
            self.broken("L5", f"{len(seen.changes.cells)} cells differ from the ledger")

    def lost(self, seen: Any) -> None:
        """Every row that is approved and ready is on a live document by now (L2).

        A row that comes to nothing, because a fee has paid for it, is noted on the document of the fee and has no line.
        """
        alive = [one for one in self.world.books.documents if one.lives]
        billed, numbers = {work for one in alive for work in one.works}, {one.number for one in alive}
        for row in seen.rows:
            work = row.work.entry.description.split()[-1]
            if row.status.value == "Ready" and row.bill.amount > 0 and work not in billed:
                self.broken("L2", f"{work} is approved and on no document")
            noted = not row.bill.amount and row.invoice in numbers
            if row.status.value == "Drafted" and work not in billed and not noted:
                self.broken("L4", f"{work} is shown as drafted and on no document")
