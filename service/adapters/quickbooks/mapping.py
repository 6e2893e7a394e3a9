"""Every name that SOW files give to things in QuickBooks: whether it is there, and what comes nearest."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from rapidfuzz import process

from service.adapters.quickbooks.names import CLASS, CUSTOMER, ITEM, TAX_CODE, TERM, Kind, Shelf
from service.adapters.quickbooks.partners import AMERICAN_CODES, Directory
from service.domain.terms.agency import Agency, Client
from service.domain.terms.sow import Invoicing, Sow
from service.words import say

SHOWN = 3
LIKE_ENOUGH = 50
"""Of a hundred: below that, two names have nothing to do with each other."""
PLAIN = re.compile(r"[^\W\d_][\w .%+/()-]*\Z")
YAML_WORDS = ("true", "false", "yes", "no", "on", "off", "null")


class Named(NamedTuple):
    """A name that a SOW file gives to something in QuickBooks."""

    kind: Kind
    name: str
    file: str
    """The file to write another name into, in the folder of SOW files."""
    keys: tuple[str, ...]
    """Where in that file: invoicing, quickbooks, items, designer."""

    def line(self, name: str) -> str:
        """The line of YAML that names it."""
        open_braces = "".join(f"{{{key}: " for key in self.keys[1:])
        return f"{self.keys[0]}: {open_braces}{in_yaml(name)}{'}' * (len(self.keys) - 1)}"


class Mapped(NamedTuple):
    """A name, and what QuickBooks has under it."""

    named: Named
    id: str
    """Blank where it is missing."""
    why: str = ""
    nearest: tuple[str, ...] = ()


def mapped(directory: Directory, names: Iterable[Named]) -> list[Mapped]:
    """Each name with its partner, or with the names that come nearest."""
    wanted = list(names)
    for kind, shelf in directory.shelves.items():
        shelf.learn(one.name for one in wanted if one.kind == kind and not _is_american(directory, one))
    return [_mapped(directory, one) for one in wanted]


def names_in(agency: Agency, sows: Sequence[Sow]) -> list[Named]:
    """Every name, each once, in the order of the SOWs."""
    clients = {client.id: client for client in agency.clients}
    return list(dict.fromkeys(one for sow in sows for one in _names(sow, clients[sow.client])))


def _names(sow: Sow, client: Client) -> Iterator[Named]:
    terms = sow.invoicing
    beside = str(PurePath(sow.source).parent / "client.yaml")
    yield Named(CUSTOMER, client.quickbooks_customer or client.name, beside, ("client", "quickbooks_customer"))
    for role in _roles(sow):
        yield Named(ITEM, terms.item_for(role), sow.source, ("invoicing", "quickbooks", "items", role))
    if terms.terms:
        yield Named(TERM, terms.terms, sow.source, ("invoicing", "quickbooks", "terms"))
    if terms.quickbooks_class:
        yield Named(CLASS, terms.quickbooks_class, sow.source, ("invoicing", "quickbooks", "class"))
    yield from _taxes(terms, sow.source)


def _taxes(terms: Invoicing, source: str) -> Iterator[Named]:
    yield Named(TAX_CODE, terms.tax_code, source, ("tax", "labour"))
    if terms.expense_tax_code:
        yield Named(TAX_CODE, terms.expense_tax_code, source, ("tax", "expenses"))


def _roles(sow: Sow) -> list[str]:
    """What has an item of its own in the file, then what is billed and has none."""
    said = list(sow.invoicing.items or {})
    billed = [*(card.role or "default" for card in sow.rates), *_beside_hours(sow)]
    return list(dict.fromkeys([*said, *(role for role in billed if not sow.invoicing.item_for(role))]))


def _beside_hours(sow: Sow) -> Iterator[str]:
    """What a SOW bills that is no hours, by the names under which items are found for it."""
    bills = {
        "retainer": sow.retainer is not None,
        "fee": bool(sow.fixed or sow.deposits or sow.retention or sow.commitments),
        "expenses": sow.expenses is not None,
        "discount": bool(sow.discounts),
    }
    return (name for name, does in bills.items() if does)


def _mapped(directory: Directory, one: Named) -> Mapped:
    if _is_american(directory, one):
        found = one.name if one.name in AMERICAN_CODES else ""
        return Mapped(one, found, "" if found else say("books.americanCodes"), AMERICAN_CODES)
    shelf = directory.shelves[one.kind]
    partner = shelf.partner(one.name)
    if isinstance(partner, str):
        return Mapped(one, "", partner, _nearest(one.name, shelf))
    return Mapped(one, str(partner["Id"]))


def _nearest(name: str, shelf: Shelf) -> tuple[str, ...]:
    close = process.extract(name, shelf.every_name(), limit=SHOWN, score_cutoff=LIKE_ENOUGH)
    return tuple(found for found, *_ in close)


def _is_american(directory: Directory, one: Named) -> bool:
    return one.kind == TAX_CODE and directory.company.american


def in_yaml(name: str) -> str:
    """A name as YAML takes it, in quotes where it would mean something else without."""
    return name if PLAIN.match(name) and name.casefold() not in YAML_WORDS else json.dumps(name, ensure_ascii=False)
