"""The words of a request: the fixed part from prompt.md, and the entries of one packet."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from service.adapters.claude.packet import Packet

PROMPT = Path(__file__).with_name("prompt.md")


class Lists(NamedTuple):
    """What the reader may need to know beside the texts: whose clients and which projects there are."""

    clients: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()


@cache
def prompt() -> tuple[str, str]:
    """The version of the prompt and its words."""
    first, _, words = PROMPT.read_text("utf-8").partition("\n")
    return first.removeprefix("version:").strip(), words.strip()


def turn_for(packet: Packet, lists: Lists) -> str:
    """The user's turn: the lists, then one line for each entry."""
    lines = [_line({"n": n, **entry}) for n, entry in enumerate(packet.entries(), 1)]
    return "\n".join(
        (
            *("<clients>", _line(lists.clients), "</clients>"),
            *("<projects>", _line(lists.projects), "</projects>"),
            *("<entries>", *lines, "</entries>"),
        )
    )


def _line(value: dict[str, object] | Sequence[str]) -> str:
    return json.dumps(value, ensure_ascii=False)
