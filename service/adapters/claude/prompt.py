"""The words of a request: the fixed part from prompt.md, and the entries of one packet."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from service.adapters.claude.line import Request
from service.adapters.claude.packet import Packet
from service.adapters.claude.schema import SCHEMA

PROMPT = Path(__file__).with_name("prompt.md")
TOKENS_A_REQUEST = 300
TOKENS_A_TEXT = 120


class Lists(NamedTuple):
    """What the reader may need to know beside the texts: whose clients and which projects there are."""

    clients: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()


@cache
def prompt() -> tuple[str, str]:
    """The version of the prompt and its words."""
    first, _, words = PROMPT.read_text("utf-8").partition("\n")
    return first.removeprefix("version:").strip(), words.strip()


def request_for(packet: Packet, lists: Lists, examples: Sequence[dict[str, str]] = ()) -> Request:
    """The request that asks about a packet."""
    longest = TOKENS_A_REQUEST + TOKENS_A_TEXT * len(packet.questions)
    return Request(prompt()[1], turn_for(packet, lists, examples), SCHEMA, longest)


def turn_for(packet: Packet, lists: Lists, examples: Sequence[dict[str, str]] = ()) -> str:
    """The user's turn: the lists, what was decided about similar texts, then one line for each entry."""
    parts: dict[str, Sequence[object]] = {
        "clients": [lists.clients],
        "projects": [lists.projects],
        "exclusions": list(packet.exclusions()),
        "decided": examples,
        "entries": [{"n": n, **entry} for n, entry in enumerate(packet.entries(), 1)],
    }
    return "\n".join(line for name, values in parts.items() if values for line in _element(name, values))


def _element(name: str, values: Sequence[object]) -> list[str]:
    return [f"<{name}>", *(json.dumps(value, ensure_ascii=False) for value in values), f"</{name}>"]
