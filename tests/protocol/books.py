"""Books that answer late, twice, wrongly or not at all, and know for certain what they hold."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from service.domain.bookkeeping import Standing
from service.faults import OutcomeUnknown, Rejected, Throttled, TooLate
from tests.walks.desk import PaperChange, PaperChanges, PaperUndone


@dataclass(frozen=True)
class Document:
    """A document as it stands; what it bills is known here by the work, which no code of ours can see."""

    id: str
    marker: str
    customer: str
    subtotal: Decimal
    works: frozenset[str]
    claims: tuple[tuple[str, str], ...]
    made_at: datetime
    seen_from: datetime
    realm: str = "1"
    standing: Standing = Standing.OPEN
    sync_token: str = "0"
    touched_at: datetime | None = None
    flagged: str = ""
    twice: bool = False
    called_at: datetime | None = None
    became: str = ""

    @property
    def number(self) -> str:
        return f"INV-{self.id}"

    @property
    def url(self) -> str:
        return f"https://books/{self.id}"

    @property
    def lives(self) -> bool:
        return not self.standing.bills_nothing


class Weather(NamedTuple):
    """What the books are like in a walk."""

    honours_request_ids: bool = True
    longest_lag: int = 240
    """Seconds until a query sees what was made."""
    longest_work: int = 60
    """Seconds that a create may go on after its caller has given up."""
    voids_take_the_marker: bool = True
    troubles: float = 0.35
    """How often a call goes wrong."""
    wrong_cents: float = 0.02


FAIR = Weather()


@dataclass
class ModelBooks:
    """One company."""

    world: Any
    dice: Random
    weather: Weather
    realm: str = "1"
    doc_type: str = "Invoice"
    documents: list[Document] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    late: list[tuple[datetime, str, str, datetime]] = field(default_factory=list)
    calm: bool = False

    def check(self, drafts: Any) -> list[Any]:
        return []

    def body(self, draft: Any, marker: str) -> str:
        claims = [[share.claim, share.fingerprint] for share in draft.claims]
        return json.dumps(
            {"marker": marker, "customer": draft.customer, "total": str(draft.total), "claims": claims}
        )

    def customer_of(self, body: str) -> str:
        return str(json.loads(body)["customer"])

    def trouble(self, *kinds: str) -> str:
        """What goes wrong in this call; blank for nothing."""
        if self.calm or self.dice.random() >= self.weather.troubles:
            return ""
        return self.dice.choice(kinds)

    def create(self, body: str, request_id: str, may_go: Callable[[], bool] = lambda: True) -> Document:
        if not may_go():
            raise TooLate("Too long after it was decided on.")
        called_at = self.world.now
        self.world.invariants.call(json.loads(body))
        self.world.stage.pause("create")
        what = self.trouble("lost before", "lost after", "late", "throttled", "refused")
        if self.world.now - called_at > timedelta(seconds=self.weather.longest_work):
            what = "lost before"  # the process was frozen: a connection does not live so long
        if what == "lost before":
            raise OutcomeUnknown("No answer came.")
        if what == "throttled":
            raise Throttled("Too many requests.")
        if what == "refused":
            raise Rejected("QuickBooks says no.")
        if what == "late":
            at = self.world.now + timedelta(seconds=self.dice.randint(0, self.weather.longest_work))
            self.late.append((at, body, request_id, called_at))
            raise OutcomeUnknown("No answer came.")
        made = self.effect(body, request_id, called_at)
        self.world.stage.pause("created")
        if what == "lost after":
            raise OutcomeUnknown("No answer came.")
        return made

    def effect(self, body: str, request_id: str, called_at: datetime) -> Document:
        """The work itself; the same request id gives the document it gave before, whatever became of that."""
        if self.weather.honours_request_ids and request_id in self.answers:
            return self.by_id(self.answers[request_id])
        told = json.loads(body)
        total = Decimal(told["total"])
        if not self.calm and self.dice.random() < self.weather.wrong_cents:
            total += Decimal("0.01")
        lag = timedelta(seconds=self.dice.randint(0, self.weather.longest_lag))
        claims = tuple((claim, content) for claim, content in told["claims"])
        made = Document(
            str(len(self.documents) + 1), told["marker"], told["customer"], total, self.world.works_in(claims), claims,
            self.world.now, self.world.now + lag, touched_at=self.world.now, called_at=called_at,
            flagged="Its total differs." if total != Decimal(told["total"]) else "",
        )  # fmt: skip
        self.documents.append(made)
        self.answers[request_id] = made.id
        self.world.invariants.made(made)
        return made

    def pass_time(self) -> None:
        """What was still being worked on comes into effect."""
        due = [one for one in self.late if one[0] <= self.world.now]
        self.late = [one for one in self.late if one[0] > self.world.now]
        for _, body, request_id, called_at in due:
            self.effect(body, request_id, called_at)

    def by_id(self, document_id: str) -> Document:
        return self.documents[int(document_id) - 1]

    def knows(self, document_id: str) -> bool:
        return document_id.isdecimal() and 0 < int(document_id) <= len(self.documents)

    def look(self) -> None:
        """A question, which may fail."""
        self.world.stage.pause("ask")
        what = self.trouble("lost", "throttled", "", "")
        if what == "lost":
            raise OutcomeUnknown("The search failed.")
        if what == "throttled":
            raise Throttled("Too many requests.")

    def find(self, marker: str, customer_id: str, since: datetime, body: str = "") -> Document | None:
        self.look()
        found = [one for one in self.documents if one.marker == marker and one.seen_from <= self.world.now]
        found = [one for one in found if one.standing is not Standing.DELETED]
        if not found:
            return None
        return replace(found[0], twice=len([one for one in found if one.lives]) > 1)

    def fetch(self, document_id: str, body: str = "", doc_type: str = "") -> Document | None:
        self.look()
        found = self.by_id(document_id)
        return None if found.standing is Standing.DELETED else found

    def changes(self, since: datetime) -> PaperChanges:
        self.look()
        seen = [one for one in self.documents if (one.touched_at or one.made_at) >= since]
        seen = [one for one in seen if one.seen_from <= self.world.now]
        told = [PaperChange("Invoice", one.id, one if one.standing is not Standing.DELETED else None) for one in seen]
        return PaperChanges(tuple(told), self.world.now - timedelta(minutes=5))

    def undo(self, document_id: str, doc_type: str = "") -> PaperUndone:
        self.look()
        found = self.by_id(document_id)
        if found.standing is Standing.OPEN:
            self.stand(document_id, Standing.DELETED)
        return PaperUndone(self.by_id(document_id).standing)

    def stand(self, document_id: str, standing: Standing) -> None:
        """The bookkeeper voids, deletes or sends a document."""
        one = self.by_id(document_id)
        marker = "" if standing is Standing.VOIDED and self.weather.voids_take_the_marker else one.marker
        self.documents[int(document_id) - 1] = replace(
            one, standing=standing, marker=marker, sync_token=str(int(one.sync_token) + 1), touched_at=self.world.now
        )
        if standing.bills_nothing:
            self.world.invariants.ended(one)
