"""What a webhook of Intuit's says: that a document may have changed. It is believed in nothing else."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from service.adapters.quickbooks.settings import DOC_TYPES
from service.faults import NotAllowed

UNSIGNED = "This address listens to Intuit alone, and this call does not carry its signature."
UNREADABLE = "The signature is Intuit's, but no event can be read in this call."
LONGEST_ID = 20


class Hint(NamedTuple):
    """A document that is worth another look."""

    event: str
    """A name for the event, the same however often it is told."""
    doc_type: str
    document_id: str


def check_signature(raw: bytes, signature: str, tokens: tuple[str, ...]) -> None:
    """Let in whoever signed these very bytes with one of the tokens. Raises NotAllowed."""
    made = [base64.b64encode(hmac.new(token.encode(), raw, hashlib.sha256).digest()) for token in tokens]
    if not any(hmac.compare_digest(one, signature.encode()) for one in made):
        raise NotAllowed(UNSIGNED)


def hints_in(raw: bytes, realm: str) -> list[Hint]:
    """The documents of our company that the call names, in either of Intuit's formats. Raises NotAllowed."""
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError):
        raise NotAllowed(UNREADABLE) from None
    return [hint for said in _said(told) if (hint := _hint(said, realm)) is not None]


class Said(NamedTuple):
    """One event as it was told."""

    event: str
    realm: str
    entity: str
    id: str


def _said(told: Any) -> Iterator[Said]:
    if isinstance(told, list):
        yield from (_cloud_event(one) for one in told if isinstance(one, dict))
    elif isinstance(told, dict):
        for note in _dicts(told.get("eventNotifications")):
            change = note.get("dataChangeEvent")
            for entity in _dicts(change.get("entities") if isinstance(change, dict) else None):
                yield _notification(str(note.get("realmId")), entity)


def _dicts(told: Any) -> list[dict[str, Any]]:
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []


def _cloud_event(one: dict[str, Any]) -> Said:
    entity = str(one.get("type")).split(".")[1:2]
    return Said(str(one.get("id")), str(one.get("intuitaccountid")), "".join(entity), str(one.get("intuitentityid")))


def _notification(realm: str, one: dict[str, Any]) -> Said:
    """The older format has no id of its own: what happened to what and when stands in for one."""
    parts = (str(one.get(key)) for key in ("name", "id", "operation", "lastUpdated"))
    return Said("/".join((realm, *parts)), realm, str(one.get("name")), str(one.get("id")))


def _hint(said: Said, realm: str) -> Hint | None:
    doc_type = said.entity.capitalize()
    ours = said.realm == realm and doc_type in DOC_TYPES and said.id.isdecimal() and len(said.id) <= LONGEST_ID
    return Hint(hashlib.sha256(said.event.encode()).hexdigest(), doc_type, said.id) if ours else None
