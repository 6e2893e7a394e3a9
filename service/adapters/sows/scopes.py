"""What a cap counts together, out of a file."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from service.adapters.sows.register import Register
from service.adapters.sows.shape import Steps
from service.domain.category import Category
from service.domain.terms.cap import NARROW_TO_WIDE, Cap

BESIDE = {"person", "role", "category", "project", "projects"}
"""What may stand beside a narrower part of a scope."""
OF_A_SOW = {"sow", "line", "purchase_order"}
"""Scopes that mean something within one SOW only."""


def scope_of(register: Register, where: Steps, said: str | Mapping[str, Any], cap: Cap) -> Cap:
    """The cap with its scope: the narrowest part names it, the others restrict whose hours count."""
    parts = [said] if isinstance(said, str) else sorted(said, key=NARROW_TO_WIDE.index)
    scope, *others = parts
    _look_at_file(register, (*where, "scope"), parts)
    for part in set(others) - BESIDE:
        register.page.say(f"a cap for {scope} and {part} together is not known; name one of them", *where, "scope")
    if isinstance(said, str):
        return replace(cap, scope=scope)
    found = {part: _named(register, (*where, "scope"), part, said[part]) for part in parts}
    projects = (said["project"],) if "project" in others else tuple(said.get("projects", ()))
    return replace(
        cap,
        scope=scope,
        subject="" if scope == "projects" else str(found[scope]),
        called=register.name(scope, found[scope]),
        person=found["person"] if "person" in others else "",
        role=found["role"] if "role" in others else "",
        projects=projects,
        only=cap.only | {Category[said["category"]]} if "category" in others else cap.only,
    )


def _named(register: Register, where: Steps, part: str, said: Any) -> str:
    if part == "projects":
        register.all("project", *where, "projects")
        return ""
    if part in {"person", "role", "project", "line"}:
        return register.checked(part, said, *where, part)
    if part == "purchase_order":
        numbers = [order["number"] for _, order in register.page.each("purchase_orders")]
        if said not in numbers:
            register.page.say(f"there is no order {said} among purchase_orders; add it there", *where, part)
    return str(said)


def _look_at_file(register: Register, where: Steps, parts: list[str]) -> None:
    """Caps of a client file are over several SOWs, and those of a SOW are not."""
    of_client = "client" in register.page.values
    for part in parts:
        if of_client and part in OF_A_SOW:
            register.page.say(f"{part} means something within one SOW; move this cap to the file of the SOW", *where)
        if not of_client and part == "agreement":
            register.page.say("a cap over an agreement is over several SOWs; move it to client.yaml", *where)
