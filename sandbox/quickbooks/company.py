"""One company file: its entities, the numbers it has given out, and what was ever done to it."""

import copy
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from sandbox.quickbooks import clock
from sandbox.quickbooks.refusal import Refusal
from sandbox.quickbooks.switches import Switches
from sandbox.quickbooks.wire import Body

TRANSACTIONS = ("Invoice", "Estimate", "Payment", "TimeActivity")
OWNER = "9130350000000017"
STARTS = {"transaction": 145, "address": 95, "Invoice number": 1038, "Estimate number": 1001}


class Change(NamedTuple):
    """One thing that happened to one entity."""

    realm: str
    entity: str
    id: str
    operation: str
    when: str


class Answer(NamedTuple):
    """What was answered to a request, as it is remembered for a repetition."""

    status: int
    body: str


@dataclass(slots=True)
class Company:
    """A company, with everything that stands in its books."""

    realm: str
    name: str
    switches: Switches = field(default_factory=Switches)
    books: dict[str, dict[str, Body]] = field(default_factory=lambda: defaultdict(dict))
    graves: dict[str, dict[str, Body]] = field(default_factory=lambda: defaultdict(dict))
    files: dict[str, bytes] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)
    memory: dict[str, Answer] = field(default_factory=dict)
    writes: list[Body] = field(default_factory=list)
    emails: list[Body] = field(default_factory=list)
    calls: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    born: dict[tuple[str, str], float] = field(default_factory=dict)
    listeners: list[Callable[[Change], None]] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def next(self, counter: str) -> str:
        """The next number of a series; transactions share one."""
        series = "transaction" if counter in TRANSACTIONS else counter
        self.counters[series] = self.counters.get(series, STARTS.get(series, 1) - 1) + 1
        return str(self.counters[series])

    @property
    def now(self) -> datetime:
        """The present moment as this company's books write it."""
        return clock.now() + timedelta(seconds=self.switches.clock_ahead)

    def find(self, entity: str, number: str) -> Body | None:
        """The entity with that id, or None."""
        return self.books[entity].get(number)

    def fetch(self, entity: str, number: str) -> Body:
        """The entity with that id; 610 where there is none."""
        found = self.find(entity, number)
        if found is None:
            gone = "Another user has deleted this transaction." if entity in TRANSACTIONS else f"{entity} {number}"
            raise Refusal("610", f"Object Not Found : {gone}")
        return found

    def current(self, entity: str, sent: Body) -> Body:
        """The entity a change speaks of; 5010 where the change speaks of an older version."""
        found = self.fetch(entity, sent["Id"])
        if sent.get("SyncToken") is None:
            raise Refusal("2020", "Required parameter SyncToken is missing in the request", "SyncToken")
        if sent["SyncToken"] != found["SyncToken"]:
            detail = "Stale Object Error : You and Dana Whitfield were working on this at the same time."
            raise Refusal("5010", f"{detail} Dana Whitfield finished first, so your work was not saved.")
        return found

    def add(self, entity: str, body: Body, number: str = "") -> Body:
        """A new entity, with the id, version and times that the service gives it."""
        number = number or self.next(entity)
        when = clock.moment(self.now)
        meta: Body = {"CreateTime": when, "LastUpdatedTime": when}
        if entity in TRANSACTIONS:
            meta["LastModifiedByRef"] = {"value": OWNER}
        head = {"domain": "QBO", "sparse": False, "Id": number, "SyncToken": "0", "MetaData": meta}
        self.born[entity, number] = time.monotonic()
        return self._keep(entity, {**head, **without_head(body)}, "Create")

    def replace(self, entity: str, old: Body, new: Body, operation: str = "Update") -> Body:
        """The next version of an entity."""
        meta = {**old["MetaData"], "LastUpdatedTime": clock.moment(self.now)}
        head = {"domain": "QBO", "sparse": False, "Id": old["Id"], "SyncToken": str(int(old["SyncToken"]) + 1)}
        kept = self._keep(entity, {**head, "MetaData": meta, **without_head(new)}, operation)
        self.settle(old)
        return kept

    def remove(self, entity: str, old: Body) -> Body:
        """An entity leaves the books; change data capture still tells of it."""
        del self.books[entity][old["Id"]]
        grave = {"domain": "QBO", "status": "Deleted", "Id": old["Id"]}
        meta = {**old["MetaData"], "LastUpdatedTime": clock.moment(self.now)}
        self.graves[entity][old["Id"]] = {**grave, "MetaData": meta}
        self.settle(old)
        self.tell(entity, old["Id"], "Delete")
        return grave

    def _keep(self, entity: str, body: Body, operation: str) -> Body:
        self.books[entity][body["Id"]] = body
        if entity == "Invoice":
            self.settle(body)
        self.tell(entity, body["Id"], operation)
        return body

    def settle(self, txn: Body) -> None:
        """The customer of a transaction owes what the open invoices say."""
        customer = self.find("Customer", txn.get("CustomerRef", {}).get("value", ""))
        if customer is None:
            return
        owed = sum(
            (one["Balance"] for one in self.books["Invoice"].values() if one["CustomerRef"]["value"] == customer["Id"]),
            Decimal(0),
        )
        customer["Balance"] = customer["BalanceWithJobs"] = owed

    def tell(self, entity: str, number: str, operation: str) -> None:
        """Whoever listens hears of a change."""
        for listener in self.listeners:
            listener(Change(self.realm, entity, number, operation, clock.zulu(self.now)))

    def visible(self, entity: str) -> list[Body]:
        """The entities that a query sees; a fresh one may come late."""
        late = time.monotonic() - self.switches.visible_after
        seen = self.books[entity].items()
        return [body for number, body in seen if self.born.get((entity, number), 0.0) <= late]

    def note(self, entity: str, sent: Any, operation: str, requestid: str) -> Body:
        """A line in the journal of writes, not yet marked as applied."""
        line: Body = {"entity": entity, "body": copy.deepcopy(sent), "operation": operation, "requestid": requestid}
        line["applied"] = False
        self.writes.append(line)
        return line


def without_head(body: Body) -> Body:
    """What a client may say about an entity: everything but its identity."""
    return {key: item for key, item in body.items() if key not in HEAD and item is not None}


HEAD = frozenset(("domain", "sparse", "status", "Id", "SyncToken", "MetaData"))
