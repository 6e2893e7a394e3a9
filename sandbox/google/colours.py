"""Colours as Sheets keeps them: eight bits a channel, printed as the shortest 32-bit float."""

from __future__ import annotations

import struct
from typing import Any

JSON = dict[str, Any]


def _shortest(value: float) -> float | int:
    packed = struct.pack("f", value)
    value = struct.unpack("f", packed)[0]
    for digits in range(1, 10):
        short = float(f"{value:.{digits}g}")
        if struct.pack("f", short) == packed:
            return int(short) if short == int(short) else short
    return value


CHANNEL = [_shortest(bits / 255) for bits in range(256)]
"""What each of the 256 steps of a channel is printed as."""

THEME: dict[str, JSON] = {
    name: {key: CHANNEL[bits] for key, bits in zip(("red", "green", "blue"), rgb, strict=True) if bits}
    for name, rgb in {
        "TEXT": (0, 0, 0),
        "BACKGROUND": (255, 255, 255),
        "ACCENT1": (66, 133, 244),
        "ACCENT2": (234, 67, 53),
        "ACCENT3": (251, 188, 4),
        "ACCENT4": (52, 168, 83),
        "ACCENT5": (255, 109, 1),
        "ACCENT6": (70, 189, 198),
        "LINK": (17, 85, 204),
    }.items()
}

MIRRORED = ("backgroundColor", "foregroundColor", "tabColor", "color")
"""Fields that exist twice: as a colour and, with Style behind the name, as a style."""


def bits(channel: float) -> int:
    """A channel from 0 to 1 as eight bits, cut and not rounded."""
    return max(0, min(255, int(channel * 255 + 1e-6)))


def colour(told: JSON) -> JSON:
    """A colour as it reads back; channels of zero are left out, alpha is kept as it came."""
    kept: JSON = {}
    for key in ("red", "green", "blue"):
        if step := bits(float(told.get(key) or 0)):
            kept[key] = CHANNEL[step]
    if told.get("alpha") is not None:
        kept["alpha"] = told["alpha"]
    return kept


def style(told: JSON) -> JSON:
    """A colour style as it reads back."""
    return {"themeColor": told["themeColor"]} if told.get("themeColor") else {"rgbColor": colour(_rgb(told))}


def _rgb(told: JSON) -> JSON:
    found = told.get("rgbColor") or {}
    return dict(found)


def mirrored(told: JSON, key: str) -> JSON:
    """The two fields of one colour, worked out from whichever was given; the style counts for more."""
    styled = told.get(f"{key}Style")
    if styled is None:
        plain = colour(told[key])
        return {key: plain, f"{key}Style": {"rgbColor": plain}}
    if not styled.get("themeColor") and "rgbColor" not in styled:
        return {}
    kept = style(styled)
    plain = THEME.get(kept["themeColor"], {}) if "themeColor" in kept else kept["rgbColor"]
    return {key: plain, f"{key}Style": kept}


def web(told: JSON | None) -> str | None:
    """A colour as #rrggbb, for the page and for a workbook."""
    if told is None:
        return None
    return "#" + "".join(f"{round(float(told.get(key, 0)) * 255):02x}" for key in ("red", "green", "blue"))


def from_web(text: str) -> JSON:
    """#rrggbb or rrggbb as a colour."""
    text = text.lstrip("#")[-6:]
    steps = (int(text[at : at + 2], 16) for at in (0, 2, 4))
    return {key: CHANNEL[step] for key, step in zip(("red", "green", "blue"), steps, strict=True) if step}
