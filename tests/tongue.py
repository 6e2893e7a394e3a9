"""A made-up language: every text and every name of English between brackets, in a file of its own and nowhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service import words
from service.domain.judging.finding import title_of
from service.rules.rule import promises
from service.words import catalogue, parted, say
from sheets_schema.phrases import phrases

NAME = "xx"
SENTENCE = re.compile(r"[A-Za-z]{3,},? [A-Za-z]{2,}")
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
LINE = re.compile(r'^(\w+|"[^"]+") = "(.*)"$')
LISTS = re.compile(r'(?:heads|is_head)\((?:line, )?"([a-z]+\.\w+)"')
"""Where the code asks for the words of a list, each of which is a word of its own."""


def speak(folder: Path, patch: pytest.MonkeyPatch, spoken: str = NAME) -> Iterator[str]:
    """Have the language beside English while a test lasts, and speak one of them."""
    text = (words.FOLDER / "en.toml").read_text(encoding="utf-8")
    (folder / f"{NAME}.toml").write_text("\n".join([*marked(text), *titles(), *of_the_core()]), encoding="utf-8")
    (folder / "en.toml").write_text(text, encoding="utf-8")
    patch.setattr(words, "FOLDER", folder)
    patch.setattr(say, "language", spoken)
    patch.setenv("TICKMARK_LANGUAGE", spoken)
    catalogue.cache_clear()
    yield NAME
    catalogue.cache_clear()


def marked(english: str) -> Iterator[str]:
    """The lines of the English file with all that is said between brackets."""
    code = (path.read_text(encoding="utf-8") for path in Path(words.__file__).parent.rglob("*.py"))
    lists, room = set(LISTS.findall("".join(code))), ""
    for line in english.splitlines():
        room = line.strip("[]") if line.startswith("[") else room
        found = LINE.match(line)
        if not found or not room:
            yield line
            continue
        key, text = found.groups()
        sign = "; " if ";" in text else ", "
        told = sign.join(f"⟦{word}⟧" for word in parted(text)) if f"{room}.{key}" in lists else f"⟦{text}⟧"
        yield f'{key} = "{told}"'


def titles() -> Iterator[str]:
    """The section that English does without: what each rule is called."""
    yield "[rules]"
    yield from (f'{promise.code} = "⟦{title_of(promise.name)}⟧"' for promise in promises())


def of_the_core() -> Iterator[str]:
    """The sentences that stand in the code."""
    yield "[phrases]"
    yield from (f"{json.dumps(one)} = {json.dumps(f'⟦{one}⟧')}" for one in phrases())


def untold(text: str) -> str:
    """What of a text is not between brackets; one within another counts with it."""
    while (rest := MARKED.sub("·", text)) != text:
        text = rest
    return text.strip(" ·\n")


def texts(told: Any, apart: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every text in an answer, but what stands under the names that are `apart`."""
    if isinstance(told, dict):
        yield from (text for key, value in told.items() if key not in apart for text in texts(value, apart))
    elif isinstance(told, list | tuple):
        yield from (text for value in told for text in texts(value, apart))
    elif isinstance(told, str):
        yield told


