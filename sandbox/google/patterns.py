"""Number formats: how a value with a pattern such as `#,##0.00`, `[h]:mm` or `d mmm yyyy` is shown."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from sandbox.google.locales import Locale
from sandbox.google.moments import date_text, is_moment_pattern

_TOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+|[Ee][+-][#0?]+|%|@|.', re.DOTALL)
_DIGITS = re.compile(r"[#0?,.]+")


def general(value: float, locale: Locale) -> str:
    """A number without a format: at most ten digits that count, no zeros at the end."""
    if isinstance(value, int) and abs(value) < 10**15:
        return str(value)
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    if abs(value) >= 1e15 or abs(value) < 1e-9:
        mantissa, _, exponent = f"{value:.9E}".partition("E")
        mantissa = mantissa.rstrip("0").rstrip(".")
        return f"{mantissa}E{exponent[0]}{int(exponent[1:]):02d}".replace(".", locale.decimal)
    text = format(Decimal(f"{value:.9e}"), "f") if abs(value) < 1e10 else f"{value:.5f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", locale.decimal)


@lru_cache(maxsize=4096)
def sections(pattern: str) -> tuple[tuple[str, ...], ...]:
    """A pattern as its sections (positive; negative; zero; text), each as tokens."""
    found: list[list[str]] = [[]]
    for token in _TOKEN.findall(pattern):
        if token == ";":
            found.append([])
        else:
            found[-1].append(token)
    return tuple(tuple(section) for section in found)


@lru_cache(maxsize=65536)
def shown(value: float, pattern: str, locale: Locale) -> str:
    """A number as its pattern shows it."""
    parts = sections(pattern)
    section, signed = _section(parts, value)
    if is_moment_pattern(section):
        return date_text(value, section, locale)
    if any(token.lower() in ("general", "@") for token in section) or not section:
        return general(value, locale)
    text = _number(abs(value), section, locale)
    return f"-{text}" if signed and value < 0 and any(letter in "123456789" for letter in text) else text


def _section(parts: tuple[tuple[str, ...], ...], value: float) -> tuple[tuple[str, ...], bool]:
    """The section that counts for a value, and whether a minus still has to be written."""
    if value < 0 and len(parts) > 1:
        return parts[1], False
    if value == 0 and len(parts) > 2:
        return parts[2], False
    return parts[0], True


def shown_text(text: str, pattern: str) -> str:
    """A text as the fourth section of a pattern shows it; without one it stays as it is."""
    parts = sections(pattern)
    section = parts[3] if len(parts) > 3 else parts[0] if parts[0] and "@" in parts[0] else None
    if section is None:
        return text
    return "".join(text if token == "@" else _literal(token) for token in section)


def _number(value: float, section: tuple[str, ...], locale: Locale) -> str:
    amount = Decimal(repr(float(value))) * Decimal(100) ** section.count("%")
    places = [token for token in section if _DIGITS.fullmatch(token) and any(sign in token for sign in "#0?")]
    if any(token[0] in "Ee" and len(token) > 2 for token in section):
        return _scientific(amount, section, locale)
    picture = "".join(places)
    digits = iter([_digits(amount, picture, locale)])
    return "".join(next(digits, "") if token in places else _literal(token) for token in section)


def _digits(amount: Decimal, picture: str, locale: Locale) -> str:
    whole, _, fraction = picture.partition(".")
    scale = len(whole) - len(whole.rstrip(","))
    amount = amount.scaleb(-3 * scale)
    whole = whole.rstrip(",")
    text = format(amount.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP), "f")
    left, _, right = text.partition(".")
    left = left.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        left = _grouped(left, locale.thousands)
    required = fraction.rstrip("#?").__len__()
    while len(right) > required and right.endswith("0"):
        right = right[:-1]
    return left + (locale.decimal + right if right or (fraction == "" and picture.endswith(".")) else "")


def _grouped(digits: str, separator: str) -> str:
    parts = []
    while len(digits) > 3:
        digits, part = digits[:-3], digits[-3:]
        parts.append(part)
    return separator.join([digits, *reversed(parts)])


def _scientific(amount: Decimal, section: tuple[str, ...], locale: Locale) -> str:
    told = []
    exponent = amount.adjusted() if amount else 0
    for token in section:
        if token[0] in "Ee" and len(token) > 2:
            sign = "-" if exponent < 0 else "+" if token[1] == "+" else ""
            told.append(f"E{sign}{abs(exponent):0{len(token) - 2}d}")
        elif _DIGITS.fullmatch(token):
            told.append(_digits(amount.scaleb(-exponent), token, locale))
        else:
            told.append(_literal(token))
    return "".join(told)


def _literal(token: str) -> str:
    """What a token that is no digit shows."""
    if token.startswith('"'):
        return token[1:-1]
    if token.startswith("\\"):
        return token[1:]
    if token.startswith("_"):
        return " "
    if token.startswith("[$"):
        return token[2:-1].split("-", maxsplit=1)[0]
    return "" if token[0] in "[*" and len(token) > 1 else token
