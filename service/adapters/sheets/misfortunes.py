"""What Google answers when it does not do what it was asked, as faults that say what to do."""

from collections.abc import Mapping
from typing import Any

from service.faults import NoSuchSheet, NotShared, SheetBusy, SheetFault, SheetRefused, SheetUnreachable

LOST = "It may or may not have made the change. "


def fault_of(status: int, error: Mapping[str, Any], account: str) -> SheetFault:
    """The fault behind an error answer."""
    if status == 403:
        return denied(error, account)
    if status == 404:
        return NoSuchSheet("There is no spreadsheet at this address. Copy the address from the browser once more.")
    if status == 429:
        return SheetBusy("Google asks us to slow down. Wait a minute and try again.")
    if status == 401:
        return SheetRefused("Google does not accept the service's credentials. Check the service account and its key.")
    if status == 400:
        return invalid(str(error.get("message", "")), account)
    return SheetRefused(f"Google refused the request with status {status}. Try again.")


def denied(error: Mapping[str, Any], account: str) -> SheetFault:
    """Not shared with us, or our token may not touch sheets at all."""
    if "SCOPE" in str(error.get("details", "")) or "scope" in str(error.get("message", "")):
        return SheetRefused("The service's credentials may not use Google Sheets. Give them the scope `spreadsheets`.")
    whom = account or "the account this service runs as"
    return NotShared(f"The spreadsheet is not shared with us. Share it with {whom} as an editor, then try again.")


def invalid(message: str, account: str) -> SheetFault:
    """A request that cannot be carried out: a range that is gone, or one that somebody protected."""
    if "parse range" in message or "No sheet with id" in message or "No grid with id" in message:
        return NoSuchSheet("A tab was renamed or deleted while we worked. Try again.")
    if "protected cell" in message:
        whom = account or "the account this service runs as"
        return SheetRefused(
            f"Somebody protected cells that Tickmark writes. Lift the protection, or add {whom} to its editors."
        )
    if "grid limits" in message:
        return SheetRefused("Rows or columns were deleted while we worked. Try again.")
    return SheetRefused(f"Google refused the change: {message[:200]}. Nothing was changed. Try again.")


def unreachable(outcome: str) -> SheetFault:
    """No answer, or none that could be read; `outcome` says what that leaves open."""
    return SheetUnreachable(f"Google Sheets gave no answer that can be read. {outcome}Try again in a minute.")
