"""How a mail looks: a text, and a page of tables and inline styles, since mail programs know little else."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import NamedTuple

from service.words import say

INK, QUIET, LINE, PAPER, DESK = "#1f2328", "#57606a", "#d0d7de", "#ffffff", "#f3f5f7"
RED, AMBER, BLUE = "#b3261e", "#9a5b00", "#1a5fb4"
FONT = "font-family:Arial,Helvetica,sans-serif"
FULL, NEAR = 100, 80


class Share(NamedTuple):
    """How much of a limit is used, in percent: a bar with its figure."""

    percent: Decimal


Cell = str | Share


class Part(NamedTuple):
    """A heading with a table below it; `right` are the columns of figures."""

    heading: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    right: frozenset[int] = frozenset()
    nothing: str = "Nothing."


class Letter(NamedTuple):
    """Everything that a mail says; `links` are names with their addresses."""

    title: str
    lead: str
    parts: Sequence[Part]
    links: Sequence[tuple[str, str]] = ()
    foot: str = ""


def text_of(letter: Letter) -> str:
    """The mail for those who read plain text."""
    return "\n".join([*_text(letter), ""])


def _text(letter: Letter) -> Iterator[str]:
    yield from (letter.title, letter.lead)
    for part in letter.parts:
        yield f"\n{part.heading}"
        yield from (f"  {' | '.join(filter(None, map(_plain, row)))}" for row in part.rows or [(part.nothing,)])
    if letter.links:
        yield ""
        yield from (f"{name}: {address}" for name, address in letter.links)
    yield from (("", letter.foot) if letter.foot else ())


def _plain(cell: Cell) -> str:
    return f"{cell.percent:f} %" if isinstance(cell, Share) else cell


def page_of(letter: Letter) -> str:
    """The mail as a page: one column, 640 pixels at most, on every screen."""
    inside = [
        f'<h1 style="{_words(22)};margin:0">{escape(letter.title)}</h1>',
        f'<p style="{_words(15)};margin:8px 0 0">{escape(letter.lead)}</p>',
        *map(_part, letter.parts),
        *(_button(name, address) for name, address in letter.links),
        f'<p style="{_words(12, QUIET)};margin:28px 0 0">{escape(letter.foot)}</p>',
    ]
    sheet = _frame(f"width:100%;max-width:640px;background:{PAPER};border:1px solid {LINE}", "28px", "".join(inside))
    desk = _frame(f"width:100%;background:{DESK}", "24px 8px", f"<main>{sheet}</main>")
    return (
        f'<!doctype html><html lang="{say.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(letter.title)}</title></head>"
        f'<body style="margin:0;padding:0;background:{DESK}">{desk}</body></html>'
    )


def _words(size: int, colour: str = INK) -> str:
    return f"{FONT};font-size:{size}px;line-height:{size * 3 // 2}px;color:{colour}"


def _frame(style: str, room: str, inside: str) -> str:
    """A table that only places things; screen readers pass it by."""
    cell = f'<tr><td align="left" style="padding:{room}">{inside}</td></tr>'
    return f'<table role="presentation" cellpadding="0" cellspacing="0" align="center" style="{style}">{cell}</table>'


def _part(part: Part) -> str:
    heading = f'<h2 style="{_words(16)};margin:28px 0 6px">{escape(part.heading)}</h2>'
    if not part.rows:
        return f'{heading}<p style="{_words(14, QUIET)};margin:0">{escape(part.nothing)}</p>'
    top = "".join(_head(name, at in part.right) for at, name in enumerate(part.heads))
    rows = "".join(f"<tr>{''.join(_cells(row, part.right))}</tr>" for row in part.rows)
    style = "width:100%;border-collapse:collapse"
    return f'{heading}<table cellpadding="0" cellspacing="0" style="{style}"><tr>{top}</tr>{rows}</table>'


def _head(name: str, right: bool) -> str:
    style = f"{_words(12, QUIET)};font-weight:bold;padding:4px 12px 4px 0;border-bottom:2px solid {LINE}"
    return f'<th scope="col" align="{_side(right)}" style="{style}">{escape(name)}</th>'


def _cells(row: Sequence[Cell], right: frozenset[int]) -> Iterator[str]:
    for at, cell in enumerate(row):
        nowrap = ";white-space:nowrap" if at in right else ""
        style = f"{_words(14)};padding:7px 12px 7px 0;border-bottom:1px solid {LINE}{nowrap}"
        inside = _bar(cell.percent) if isinstance(cell, Share) else escape(cell)
        yield f'<td align="{_side(at in right)}" valign="top" style="{style}">{inside}</td>'


def _side(right: bool) -> str:
    return "right" if right else "left"


def _bar(percent: Decimal) -> str:
    """The figure, and below it a bar of two cells in a table of its own: no picture has to be fetched."""
    full = max(1, min(FULL, int(percent)))
    colour = RED if percent >= FULL else AMBER if percent >= NEAR else BLUE
    cells = "".join(
        f'<td width="{width}%" height="8" style="background:{tint};font-size:0;line-height:8px">&nbsp;</td>'
        for width, tint in ((full, colour), (FULL - full, LINE))
        if width
    )
    table = '<table role="presentation" cellpadding="0" cellspacing="0" style="width:88px;margin-top:4px">'
    return f"{percent:f} %{table}<tr>{cells}</tr></table>"


def _button(name: str, address: str) -> str:
    link = f"{_words(14, PAPER)};text-decoration:none;font-weight:bold"
    button = f'<a href="{escape(address)}" style="{link}">{escape(name)}</a>'
    table = '<table role="presentation" cellpadding="0" cellspacing="0" style="margin:24px 0 0">'
    return f'{table}<tr><td style="background:{BLUE};padding:10px 18px">{button}</td></tr></table>'
