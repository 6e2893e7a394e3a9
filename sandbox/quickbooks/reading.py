"""A body is read against the tables: what is unknown or too long is refused, the rest is made uniform."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.quickbooks import clock, wire
from sandbox.quickbooks.refusal import Refusal
from sandbox.quickbooks.shapes import TABLES, Kind
from sandbox.quickbooks.wire import Body

LARGEST = Decimal(10) ** 13
LARGEST_WHOLE = 2**31
MOST_DIGITS = 30
FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def invalid(what: str) -> Refusal:
    """A property that the service does not know, or cannot read."""
    return Refusal("2010", f"Property Name:{what} specified is unsupported or invalid")


def parsed(text: str) -> Body:
    """The JSON object in a request."""
    try:
        body = wire.load(text)
    except ValueError:
        raise invalid("failed to parse json object; a property") from None
    if not isinstance(body, dict):
        raise invalid("failed to parse json object; a property")
    return body


def entity(name: str, body: Body) -> Body:
    """A whole entity as sent; an emptied property is kept as None, so that a sparse update clears it."""
    clean = shape(name, body)
    return {key: None if clean.get(key) == {} else clean.get(key) for key in body}


def shape(name: str, body: object) -> Body:
    """An object of a known shape, without its empty properties."""
    if not isinstance(body, dict):
        raise invalid(name)
    known = TABLES[name]
    for key in body:
        if key not in known:
            raise invalid(key)
    clean = {key: value(known[key], key, item) for key, item in body.items() if not is_empty(item)}
    return {key: item for key, item in clean.items() if not leads_nowhere(known[key], item)}


def is_empty(item: object) -> bool:
    """Whether a client library said nothing, in its own words."""
    return item is None or item == ""


def leads_nowhere(kind: Kind, item: Any) -> bool:
    """Whether a reference names nothing."""
    return kind.name == "Ref" and not kind.many and "value" not in item


def value(kind: Kind, name: str, item: Any) -> Any:
    """The value of a property, once or many times."""
    if not kind.many:
        return single(kind, name, item)
    if not isinstance(item, list):
        raise invalid(name)
    return [single(kind, name, one) for one in item]


def single(kind: Kind, name: str, item: Any) -> Any:
    """One value of a property."""
    if kind.name in TABLES:
        return shape(kind.name, item)
    reader = READERS[kind.name]
    return reader(kind, name, item)


def text(kind: Kind, name: str, item: Any) -> str:
    """Text within its length; whole numbers are taken as text, as ids often come so."""
    if isinstance(item, bool) or not isinstance(item, str | int):
        raise invalid(name)
    words = str(item)
    if FORBIDDEN.search(words):
        raise Refusal("2040", f"Element contains invalid characters : {name}", name)
    if kind.limit and len(words) > kind.limit:
        detail = f"String length specified does not match the supported length. Min:0 Max:{kind.limit} supported."
        raise Refusal("2050", f"{detail} Supplied length:{len(words)}", name)
    return words


def word(kind: Kind, name: str, item: Any) -> str:
    """One of a fixed set of words."""
    if item not in kind.words:
        raise Refusal("2170", f"Invalid Enumeration : {item}", name)
    return str(item)


def number(_kind: Kind, name: str, item: Any) -> Decimal:
    """An exact decimal; a number in quotes is taken too."""
    if isinstance(item, bool) or not isinstance(item, str | int | Decimal):
        raise invalid(name)
    try:
        amount = Decimal(item)
    except InvalidOperation:
        raise invalid(name) from None
    if not amount.is_finite() or abs(amount) >= LARGEST or len(amount.as_tuple().digits) > MOST_DIGITS:
        raise invalid(name)
    return amount


def whole(kind: Kind, name: str, item: Any) -> int:
    """A whole number."""
    amount = number(kind, name, item)
    if amount != amount.to_integral_value() or abs(amount) >= LARGEST_WHOLE:
        raise invalid(name)
    return int(amount)


def flag(_kind: Kind, name: str, item: Any) -> bool:
    """True or false, also as a word."""
    if isinstance(item, bool):
        return item
    if item not in ("true", "false"):
        raise invalid(name)
    return bool(item == "true")


def day(_kind: Kind, name: str, item: Any) -> str:
    """A calendar day; a time of day behind it is cut off."""
    try:
        return date.fromisoformat(str(item)[:10]).isoformat()
    except ValueError:
        raise invalid(name) from None


def moment(_kind: Kind, name: str, item: Any) -> str:
    """A moment."""
    if clock.parsed(str(item)) is None:
        raise invalid(name)
    return str(item)


Reader = Callable[[Kind, str, Any], Any]
READERS: dict[str, Reader] = {
    "text": text,
    "word": word,
    "number": number,
    "whole": whole,
    "flag": flag,
    "date": day,
    "moment": moment,
}
