"""A cell as text, as yes or no, as money; what cannot be read becomes a Problem with a sentence, never a guess."""

import re
from decimal import Decimal
from typing import NamedTuple

from service.adapters.cells.grid import Cell
from service.adapters.cells.serials import LAST, day_of, seconds_of
from service.domain.hours.entry import Problem
from service.domain.phrase import Phrase, phrase

NOTHING = {"", "-", "–", "—", "null", "none", "n/a", "na", "nil", "."}
"""Words that people and programs put where they have nothing to say."""

YES = {"yes", "y", "true", "x", "✓", "✔", "1", "billable", "ja", "j", "oui", "o", "sí", "si", "s", "sim", "да", "ano"}
NO = {"no", "n", "false", "0", "non-billable", "not billable", "nonbillable", "nein", "non", "não", "nao", "нет", "ne"}

UNPAID = {"break", "time off", "pause", "pausa", "urlaub", "vacation", "holiday", "free", "included", "non-billable"}

CURRENCIES = {"€": "EUR", "£": "GBP", "euro": "EUR", "euros": "EUR", "zł": "PLN", "kč": "CZK", "₹": "INR"}
SHARED = {
    "$": phrase("US, Canadian, Australian and other dollars"),
    "¥": phrase("yen and yuan"),
    "kr": phrase("Nordic crowns"),
}
AMOUNT = re.compile(r"[+-]?\d[\d.,' ]*")
LONGEST = 60
MOST_DIGITS = 12
"""An amount with more digits before the point is a slip of the keyboard, and would not fit on an invoice."""


class Complaint(NamedTuple):
    """What is wrong with a cell, and what to do; {cell} is what stands in it."""

    message: Phrase
    remedy: Phrase


SEVERAL = phrase("{cell} may be {which}.")
WITH_LETTERS = phrase("Write the currency with three letters, as in 120.00 USD.")
NO_AMOUNT = Complaint(phrase("{cell} is not an amount of money."), phrase("Write it as 120.00."))
NO_CURRENCY = Complaint(phrase("{cell} names no currency that is known."), phrase("Write 120.00 EUR."))
NO_ANSWER = Complaint(phrase("{cell} is neither yes nor no."), phrase("Write one of them, or nothing."))
SHOWS_ERROR = Complaint(
    phrase("The cell shows {cell}, an error of the spreadsheet."), phrase("Mend its formula or type the value.")
)
NO_RESULT = Complaint(
    phrase("The file holds {cell} without its result."), phrase("Open it in a spreadsheet program and save it.")
)


class Money(NamedTuple):
    """An amount and its currency; the currency is empty where the cell names none."""

    amount: Decimal
    currency: str = ""


def shown(cell: Cell) -> str:
    """The cell as text, as close to what was typed as its value allows."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if cell.kind in ("date", "datetime") and (day := day_of(value)):
        return day.isoformat()
    return clock_text(value) if cell.kind == "time" else digits(value)


def digits(value: Decimal) -> str:
    """A number with all its digits, and none that say nothing."""
    return f"{value.normalize():f}" if value and abs(value.adjusted()) < LONGEST else str(value) if value else "0"


def clock_text(days: Decimal) -> str:
    """A part of a day, or several days, as hours and minutes."""
    if not 0 <= days <= LAST:
        return digits(days)
    minutes = seconds_of(days) // 60
    return f"{minutes // 60}:{minutes % 60:02d}"


def problem(column: str, cell: Cell, complaint: Complaint) -> Problem:
    """A problem with this cell; what stands there is said cut to a readable length."""
    text = shown(cell)
    short = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return Problem(column, text, complaint.message.given(cell=f"“{short}”"), complaint.remedy)


def broken(column: str, cell: Cell) -> Problem | None:
    """The problem of a cell that shows an error of the spreadsheet, such as #REF!."""
    if cell.kind != "error":
        return None
    return problem(column, cell, NO_RESULT if str(cell.value).startswith("=") else SHOWS_ERROR)


def read_text(cell: Cell) -> str:
    """The text as typed; empty where the cell only says that there is nothing."""
    value = cell.value
    if isinstance(value, str):
        return "" if len(value) <= 5 and value.strip().casefold() in NOTHING else value
    return shown(cell) if value is not None else ""


def read_yes(cell: Cell, column: str) -> bool | Problem | None:
    """Yes, no, or None for an empty cell."""
    if isinstance(cell.value, bool):
        return cell.value
    word = read_text(cell).strip().casefold()
    if not word:
        return None
    if word in YES or word in NO:
        return word in YES
    return broken(column, cell) or problem(column, cell, NO_ANSWER)


def read_marked(cell: Cell) -> bool:
    """Whether a cell marks work that nobody pays for: a tick, an X, a yes, or the word for a break or a day off."""
    if isinstance(cell.value, bool):
        return cell.value
    word = read_text(cell).strip().casefold()
    return word in YES - {"billable"} or word in UNPAID


def read_money(cell: Cell, column: str) -> Money | Problem | None:
    """An amount with its currency, None for an empty cell."""
    if isinstance(cell.value, Decimal) and cell.kind == "number":
        return Money(cell.value) if cell.value.adjusted() < MOST_DIGITS else problem(column, cell, NO_AMOUNT)
    text = " ".join(read_text(cell).split())
    if not text:
        return None
    found = AMOUNT.search(text)
    amount = amount_of(found.group()) if found else None
    if found is None or amount is None or amount.adjusted() >= MOST_DIGITS or cell.kind != "text":
        return broken(column, cell) or problem(column, cell, NO_AMOUNT)
    word = (text[: found.start()] + text[found.end() :]).strip()
    if word.casefold() in SHARED:
        return problem(column, cell, Complaint(SEVERAL.given(which=SHARED[word.casefold()]), WITH_LETTERS))
    return money_in(amount, word) or problem(column, cell, NO_CURRENCY)


def money_in(amount: Decimal, word: str) -> Money | None:
    """The amount in the currency that `word` names, None where it names none."""
    code = re.search(r"\b[A-Z]{3}\b", word)
    if not word or code:
        return Money(amount, code.group() if code else "")
    currency = CURRENCIES.get(word.casefold())
    return Money(amount, currency) if currency else None


def amount_of(text: str) -> Decimal | None:
    """An amount whose last separator, with one or two digits behind it, is the decimal one; None if that is unclear."""
    digits = re.sub(r"['\s]", "", text.strip(" .,"))
    whole, mark, rest = re.fullmatch(r"([+-]?[\d.,]*?)(?:([.,])(\d{1,2}))?", digits).groups()  # type: ignore[union-attr]  # matches every run of digits and separators
    groups = re.split(r"[.,]", whole)
    used = set(re.findall(r"[.,]", whole))
    if len(used) > 1 or mark in used or any(len(group) != 3 for group in groups[1:]) or not groups[0].strip("+-"):
        return None
    if len(groups) == 2 and mark is None:  # 1,250 and 1.250: a thousand or a little more than one
        return None
    return Decimal(f"{''.join(groups)}.{rest or 0}")
