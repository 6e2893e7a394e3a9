"""Cell formats: how they are kept, and what a cell without one looks like."""

from __future__ import annotations

from typing import Any

from sandbox.google.cells import Formula, Result, Value
from sandbox.google.colours import MIRRORED, THEME, mirrored

JSON = dict[str, Any]

WHITE = {"red": 1, "green": 1, "blue": 1}

DEFAULT: JSON = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}
"""The format every new spreadsheet prints; the only place where false values are printed."""

DISPLAYED: JSON = {
    **DEFAULT,
    "textFormat": {**DEFAULT["textFormat"], "fontFamily": "Arial"},
    "hyperlinkDisplayType": "PLAIN_TEXT",
}

THEME_COLOURS: JSON = {
    "primaryFontFamily": "Arial",
    "themeColors": [{"colorType": name, "color": {"rgbColor": rgb}} for name, rgb in THEME.items()],
}


MARKS = ("bold", "italic", "strikethrough", "underline")
"""Marks of a text that may be set to false, which is more than not being set."""


def lean(told: Any) -> Any:
    """A message as it reads back: what is null, false, zero or empty text was never set."""
    if isinstance(told, dict):
        kept = {key: lean(value) for key, value in told.items()}
        return {key: value for key, value in kept.items() if _says_something(key, value)}
    if isinstance(told, list):
        return [lean(value) for value in told if value is not None]
    return told


def _says_something(key: str, value: Any) -> bool:
    if isinstance(value, dict) or (key in MARKS and value is False):
        return True
    return bool(value) or (value == 0 and value is not False and key.endswith("Index") and key[:3] in ("sta", "end"))


def kept_format(told: JSON | None) -> JSON:
    """A format as Sheets keeps it: colours cut to eight bits and told twice, false values gone."""
    return _mirror_all(lean(told or {}))


def _mirror_all(told: JSON) -> JSON:
    kept: JSON = {}
    for key, value in told.items():
        plain = key.removesuffix("Style")
        if plain in MIRRORED and isinstance(value, dict) and (key != plain or plain in told):
            kept.update(mirrored(told, plain))
        else:
            kept[key] = _mirror_all(value) if isinstance(value, dict) else value
    return kept


def with_mirrors(mask: dict[str, Any]) -> dict[str, Any]:
    """A field mask that, where it names one half of a colour, names the other half too."""
    full = {key: with_mirrors(inner) for key, inner in mask.items()}
    for key in list(full):
        plain = key.removesuffix("Style")
        if plain in MIRRORED:
            full.setdefault(plain, {})
            full.setdefault(f"{plain}Style", {})
    return full


def overlaid(below: JSON, above: JSON | None) -> JSON:
    """One format on top of another."""
    if not above:
        return below
    told = dict(below)
    for key, value in above.items():
        under = told.get(key)
        if isinstance(value, dict) and isinstance(under, dict) and "olor" not in key and key != "numberFormat":
            told[key] = overlaid(under, value)
        else:
            told[key] = value
    return told


def aligned(value: Value | Result) -> str:
    """Where a value stands that nobody aligned."""
    if isinstance(value, bool):
        return "CENTER"
    return "RIGHT" if isinstance(value, int | float) else "CENTER" if _failed(value) else "LEFT"


def _failed(value: Value | Result) -> bool:
    return value is not None and not isinstance(value, str | int | float | Formula)


def displayed(own: JSON | None, value: Result) -> JSON:
    """The effective format of a cell, before conditional formats."""
    told = overlaid(DISPLAYED, own)
    if "horizontalAlignment" not in told and value is not None:
        told = {**told, "horizontalAlignment": aligned(value)}
    return told
