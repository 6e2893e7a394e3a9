"""What Google answers when it does not do what it was asked, as faults that say what to do."""

from collections.abc import Mapping
from typing import Any

from service.faults import NoSuchSheet, NotShared, SheetBusy, SheetFault, SheetRefused, SheetUnreachable
from service.words import say


def fault_of(status: int, error: Mapping[str, Any], account: str) -> SheetFault:
    """The fault behind an error answer."""
    if status == 403:
        return denied(error, account)
    if status == 404:
        return NoSuchSheet(say("google.nothingThere"))
    if status == 429:
        return SheetBusy(say("google.busy"))
    if status == 401:
        return SheetRefused(say("google.credentials"))
    if status == 400:
        return invalid(str(error.get("message", "")), account)
    return SheetRefused(say("google.refused", status=status))


def denied(error: Mapping[str, Any], account: str) -> SheetFault:
    """Not shared with us, or our token may not touch sheets at all."""
    if "SCOPE" in str(error.get("details", "")) or "scope" in str(error.get("message", "")):
        return SheetRefused(say("google.scope"))
    return NotShared(say("google.notShared", whom=account or say("google.ourAccount")))


def invalid(message: str, account: str) -> SheetFault:
    """A request that cannot be carried out: a range that is gone, or one that somebody protected."""
    if "parse range" in message or "No sheet with id" in message or "No grid with id" in message:
        return NoSuchSheet(say("google.tabGone"))
    if "protected cell" in message:
        return SheetRefused(say("google.protected", whom=account or say("google.ourAccount")))
    if "grid limits" in message:
        return SheetRefused(say("google.rowsGone"))
    return SheetRefused(say("google.refusedChange", why=message[:200]))


def unreachable(outcome: str) -> SheetFault:
    """No answer, or none that could be read; `outcome` says what that leaves open."""
    return SheetUnreachable(say("google.noAnswer", outcome=outcome).replace("  ", " "))
