"""The audit trail: each line holds the hash of the one before it, so that a change to any of them shows."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from service.adapters.store.engine import for_reading
from service.adapters.store.ledger import adding_to
from service.adapters.store.watch_tables import audit, audit_head

BEGINNING = "0" * 64


def note(
    connection: Connection, at: datetime, actor: str, what: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """Add a line, in the transaction of what it is about."""
    connection.execute(
        adding_to(connection, audit_head).on_conflict_do_nothing(), {"one": 1, "seq": 0, "hash": BEGINNING}
    )
    head = connection.execute(select(audit_head).where(audit_head.c.one == 1).with_for_update()).one()
    line = {
        "seq": head.seq + 1, "at": at, "actor": actor, "what": what, "before_sha": digest(before),
        "after_sha": digest(after), "prev_hash": head.hash,
    }  # fmt: skip
    line["hash"] = _hash(line)
    connection.execute(insert(audit).values(**line))
    connection.execute(update(audit_head).where(audit_head.c.one == 1).values(seq=line["seq"], hash=line["hash"]))


def digest(values: Mapping[str, Any]) -> str:
    """A short name for exactly these values: bodies and texts themselves stay out of the trail."""
    return hashlib.sha256(json.dumps(values, default=str, sort_keys=True).encode()).hexdigest()


def broken_at(engine: Engine) -> int | None:
    """The number of the first line that was changed, moved, or is missing; None where the chain holds."""
    last, seq = BEGINNING, 0
    with for_reading(engine).connect() as connection:
        head = connection.execute(select(audit_head)).one_or_none()
        for row in connection.execute(select(audit).order_by(audit.c.seq)):
            seq += 1
            line = row._asdict()
            told = line.pop("hash")
            if line["seq"] != seq or line["prev_hash"] != last or _hash(line) != told:
                return seq
            last = told
    return None if head is None or (head.seq, head.hash) == (seq, last) else seq + 1


def _hash(line: Mapping[str, Any]) -> str:
    told = {**line, "at": line["at"].timestamp()}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
