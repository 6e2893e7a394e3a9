"""Number formats and colours as Excel files write them."""

from __future__ import annotations

import colorsys
import re
from functools import lru_cache
from typing import Any

JSON = dict[str, Any]

_LOCALE_MARK = re.compile(r"\[\$-[^\]]*\]")
_CURRENCY = re.compile(r"\[\$([^\]-]+)(?:-[^\]]*)?\]")
_QUOTED = re.compile(r'"[^"]*"|\\.')

_BY_LOCALE = {"mm-dd-yy": "DATE", "m/d/yy h:mm": "DATE_TIME"}
"""Formats that Excel shows by the machine's locale, under the names its files give them."""

OFFICE_THEME = ("ffffff", "000000", "e7e6e6", "44546a", "4472c4", "ed7d31", "a5a5a5", "ffc000", "5b9bd5", "70ad47")


@lru_cache(maxsize=1024)
def number_format(code: str) -> tuple[str, str] | None:
    """(type, pattern) of a format code; None for the general one."""
    if code in _BY_LOCALE:
        return _BY_LOCALE[code], ""
    pattern = _CURRENCY.sub(r'"\1"', _LOCALE_MARK.sub("", code)).removesuffix(";@")
    if pattern.lower() in ("general", "", "@"):
        return ("TEXT", "@") if pattern == "@" else None
    pattern = pattern.replace("AM/PM", "am/pm").replace("A/P", "a/p")
    return _kind(_QUOTED.sub("", pattern), code), pattern


def _kind(bare: str, code: str) -> str:
    low = bare.lower()
    clock = "h" in low or "s" in low or "[m" in low
    calendar = "y" in low or "d" in re.sub(r"\[[^\]]*\]", "", low) or ("m" in low and not clock)
    if clock or calendar:
        return "DATE_TIME" if clock and calendar else "TIME" if clock else "DATE"
    if "%" in bare:
        return "PERCENT"
    if "e+" in low or "e-" in low:
        return "SCIENTIFIC"
    return "CURRENCY" if _CURRENCY.search(code) or any(sign in code for sign in "$€£¥") else "NUMBER"


def excel_code(told: JSON | None, default: str) -> str:
    """A number format as an Excel file writes it."""
    if not told:
        return "General"
    pattern = str(told.get("pattern") or default)
    return re.sub(r"am/pm", "AM/PM", pattern) or "General"


def web_colour(found: Any) -> str | None:
    """A colour of openpyxl as rrggbb; None where there is none to be known."""
    if found is None:
        return None
    kind = getattr(found, "type", None)
    if kind == "rgb" and isinstance(found.rgb, str):
        return found.rgb[-6:].lower()
    if kind == "theme" and isinstance(found.theme, int) and found.theme < len(OFFICE_THEME):
        return _tinted(OFFICE_THEME[found.theme], float(found.tint or 0))
    return None


def _tinted(rgb: str, tint: float) -> str:
    if not tint:
        return rgb
    hue, light, saturation = colorsys.rgb_to_hls(*(int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(channel * 255):02x}" for channel in colorsys.hls_to_rgb(hue, light, saturation))
