"""A made-up language: every text of English between brackets, in a file of its own and nowhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from service import words
from service.words import catalogue, say
from sheets_schema.phrases import phrases

NAME = "xx"
SENTENCE = re.compile(r"[A-Za-z]{3,},? [A-Za-z]{2,}")
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")


def speak(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[str]:
    """Speak the language while a test lasts."""
    text = (words.FOLDER / "en.toml").read_text(encoding="utf-8")
    marked = re.sub(r'^("?[^"\n=]+"? = ")(.*)"$', r'\1⟦\2⟧"', text, flags=re.M)
    marked += "\n[phrases]\n" + "".join(f"{json.dumps(one)} = {json.dumps(f'⟦{one}⟧')}\n" for one in phrases())
    (folder / f"{NAME}.toml").write_text(marked, encoding="utf-8")
    (folder / "en.toml").write_text(text, encoding="utf-8")
    patch.setattr(words, "FOLDER", folder)
    patch.setattr(say, "language", NAME)
    patch.setenv("TICKMARK_LANGUAGE", NAME)
    catalogue.cache_clear()
    yield NAME
    catalogue.cache_clear()


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
