"""The mistaken parts themselves: each does one thing wrong, and the rest as it should be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from service import workshop
from service.adapters.store import exports, progress
from service.adapters.store.export_tables import billing_claim
from service.dispatch import Errand, Later
from service.domain.hours.entry import fingerprint
from service.domain.invoicing.export import claims_of
from service.faults import OutcomeUnknown, Rejected
from service.reconciliation import Reconciliation
from tests.protocol.books import ModelBooks
from tests.protocol.sheet import Handle
from tests.protocol.world import World, plain


def restore(definition: str) -> None:
    plain().execute("DELETE FROM billing_claim")
    plain().execute(definition)


def tampering(calm_down: Any) -> Any:
    def act(world: World) -> None:
        plain().execute("UPDATE audit SET actor = 'somebody else' WHERE seq = 2")
        calm_down(world)

    return act


def claimed_anyway(connection: Any, wish: Any, number: int, one: Any, now: Any) -> bool:
    values = {
        "realm_id": wish.realm, "claim_key": one.key, "row_id": one.row, "fingerprint": one.fingerprint,
        "terms": one.terms, "intent_id": number, **exports.figures(one, wish.currency), "active": True,
        "why_ended": "", "created_at": now,
    }  # fmt: skip
    connection.execute(insert(billing_claim).values(**values))
    return True


def send_at_once(self: Errand) -> Any:
    last = self._export.last_attempt_at or self._record.now()
    if self._record.now() - last < self._timers.settle:
        return Later(last + self._timers.settle)
    return self._send()


def never_found(self: ModelBooks, *_: Any) -> None:
    self.look()


def mark_after_the_call(self: Errand) -> Any:
    before, record = self._export, self._record
    try:
        made = self._books.create(before.body, before.request_id)
    except (Rejected, OutcomeUnknown):
        return self._later(timedelta(minutes=1))
    marked = record.mark(before, record.now())
    if marked is None:
        return None
    self._export = marked
    return self._confirm(made)


def as_failure(kinds: tuple[type[Exception], ...]) -> Any:
    right = Errand._not_made

    def act(self: Errand, fault: Any, before: Any) -> Any:
        if isinstance(fault, kinds):
            return self._record.refuse(self._export, str(fault), self._record.now())
        return right(self, fault, before)

    return act


def mark_with_fresh_id() -> Any:
    right = progress.Progress.mark

    def act(self: Any, export: Any, now: Any) -> Any:
        marked = right(self, export, now)
        return marked and marked._replace(request_id=f"{marked.request_id[:20]}{marked.attempts}")

    return act


def failed_search_finds_nothing() -> Any:
    right = ModelBooks.find

    def act(self: ModelBooks, *given: Any) -> Any:
        return right(self, *given) if self.calm or self.dice.random() < 0.4 else None

    return act


def ending(kind: str) -> Any:
    """A step that ends claims, or leaves them, where it must not."""
    right = progress.Progress._end

    def act(self: Any, connection: Any, which: Any, why: str, now: Any) -> None:
        if kind not in why:
            right(self, connection, which, why, now)

    return act


def park_and_free(self: Any, export: Any, why: str, now: Any) -> Any:
    return self._over(export, progress.State.PARKED, why, now)


def half_a_body() -> Any:
    right = ModelBooks.body

    def act(self: ModelBooks, draft: Any, marker: str) -> str:
        some = tuple(draft.claims)[1:] or draft.claims
        return right(self, Short(draft.customer, draft.total, some), marker)

    return act


@dataclass(frozen=True)
class Short:
    customer: str
    total: Any
    claims: tuple[Any, ...]


def rounded(one: Any, currency: str) -> dict[str, int]:
    told = RIGHT_FIGURES(one, currency)
    return {**told, "amount_minor": round(told["amount_minor"], -3)}


RIGHT_FIGURES = exports.figures


def without_fees(draft: Any, terms: Any, traces: Any) -> Any:
    return tuple(one for one in claims_of(draft, terms, traces) if not one.is_fee)


def believed(self: Reconciliation, export: Any) -> bool:
    return self._record.void(export, "Somebody says so.", self._record.now()) is not None


def blindly(self: Handle, row: int, now: Any) -> int | None:
    return row - 2 if row - 2 < len(now) else None


def nothing_astray(self: Handle, puts: Any, before: Any) -> list[Any]:
    return []


def without_hours(entry: Any, sow: str, category: str) -> str:
    return fingerprint(entry._replace(hours=None), sow, category)


def revived(word: Any, last: Any, ticked: bool) -> Iterator[Any]:
    if ticked:
        yield word


def same_turn() -> Any:
    right = progress.jobs.add

    def act(connection: Any, kind: str, subject: str, turn: int, due: Any) -> None:
        right(connection, kind, subject, 0, due)

    return act


def nothing_planned(self: Any) -> Any:
    return workshop.Swept(0, 0, self._reconciled())
