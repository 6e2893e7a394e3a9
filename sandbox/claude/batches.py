"""Message batches: taken, worked through after some looks at them, kept until deleted."""

from __future__ import annotations

import json
import random
import secrets
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from anthropic.types.messages import MessageBatch

from sandbox.claude.checks import Body
from sandbox.claude.errors import Refused

Result = dict[str, Any]
LONGEST = 100_000


@dataclass(slots=True)
class Batch:
    """One batch, from its requests to its results."""

    id: str
    requests: list[dict[str, Any]]
    created: datetime
    looks_left: int
    status: Literal["in_progress", "canceling", "ended"] = "in_progress"
    ended: datetime | None = None
    canceled: datetime | None = None
    results: list[dict[str, Any]] = field(default_factory=list)

    def told(self, root: str) -> dict[str, Any]:
        """The batch as the API shows it."""
        counts = Counter(result["result"]["type"] for result in self.results)
        kinds = ("canceled", "errored", "expired", "succeeded")
        waiting = 0 if self.status == "ended" else len(self.requests)
        batch = MessageBatch.model_validate(
            {
                "id": self.id,
                "type": "message_batch",
                "created_at": self.created,
                "ended_at": self.ended,
                "expires_at": self.created + timedelta(hours=24),
                "cancel_initiated_at": self.canceled,
                "processing_status": self.status,
                "request_counts": {**{kind: counts[kind] for kind in kinds}, "processing": waiting},
                "results_url": f"{root}/v1/messages/batches/{self.id}/results" if self.status == "ended" else None,
            }
        )
        return batch.model_dump(mode="json")


class Batches:
    """Every batch there is; `play` makes the result of one request, `looks` is how often one has to ask."""

    def __init__(self, play: Callable[[Body], Result]) -> None:
        self._batches: dict[str, Batch] = {}
        self._play = play
        self._lock = threading.Lock()
        self.looks = 1

    def create(self, requests: list[dict[str, Any]]) -> Batch:
        """A new batch; refused where two requests have one name, or where there are none or too many."""
        names = Counter(request["custom_id"] for request in requests)
        double = next((name for name, count in names.items() if count > 1), None)
        if double is not None:
            raise Refused(400, f"requests: custom_id '{double}' is not unique")
        if not 0 < len(requests) <= LONGEST:
            raise Refused(400, f"requests: a batch holds 1 to {LONGEST} requests, not {len(requests)}")
        batch = Batch("msgbatch_" + secrets.token_hex(12), requests, datetime.now(UTC), self.looks)
        with self._lock:
            self._batches[batch.id] = batch
        return batch

    def look(self, number: str) -> Batch:
        """A batch as it stands now; looking is what makes time pass."""
        batch = self.called(number)
        with self._lock:
            batch.looks_left -= 1
            if batch.status != "ended" and batch.looks_left <= 0:
                self._finish(batch)
        return batch

    def _finish(self, batch: Batch) -> None:
        stopped = batch.status == "canceling"
        batch.results = [
            {
                "custom_id": request["custom_id"],
                "result": {"type": "canceled"} if stopped else self._play(request["params"]),
            }
            for request in batch.requests
        ]
        random.Random(batch.id).shuffle(batch.results)
        batch.status, batch.ended = "ended", datetime.now(UTC)

    def called(self, number: str) -> Batch:
        """The batch of that id, or 404."""
        batch = self._batches.get(number)
        if batch is None:
            raise Refused(404, f"No batch found with id {number}")
        return batch

    def cancel(self, number: str) -> Batch:
        """Ask a batch to stop; what is not done yet comes back as canceled."""
        batch = self.called(number)
        if batch.status == "ended":
            raise Refused(400, f"Batch {number} cannot be canceled: it has already ended.")
        batch.status, batch.canceled = "canceling", datetime.now(UTC)
        return batch

    def delete(self, number: str) -> dict[str, str]:
        """Forget a batch that has ended."""
        if self.called(number).status != "ended":
            raise Refused(400, f"Batch {number} cannot be deleted while it is in progress; cancel it first.")
        del self._batches[number]
        return {"id": number, "type": "message_batch_deleted"}

    def results(self, number: str) -> bytes:
        """The results as JSON lines, in no order."""
        batch = self.called(number)
        if batch.status != "ended":
            raise Refused(404, f"Batch {number} has no results yet.")
        return "".join(json.dumps(result) + "\n" for result in batch.results).encode()

    def newest_first(self) -> list[Batch]:
        """Every batch, the newest first."""
        return list(self._batches.values())[::-1]
