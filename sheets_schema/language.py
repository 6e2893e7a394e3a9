"""Writes the file of a language, or brings it up to date: `python -m sheets_schema.language de`.

Every text of en.toml is in it, the titles of the rules and the phrases of the code. What is translated stays, what
nobody says any more goes, and what is left stands in English below a line that counts it.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from sheets_schema.phrases import phrases

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "words"
RULES = HERE.parent / "docs" / "rules.md"
NAME = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")
BARE = re.compile(r"[\w-]+", re.ASCII)
RULE = re.compile(r"^### (\w+) `([\w-]+)`", re.MULTILINE)
CAPITALS = {"sow": "SOW", "sows": "SOWs", "quickbooks": "QuickBooks"}
PLACE = re.compile(r"\{(\w+)(\??)")
HEAD = """\
# What people read, in {name}: left of = stands what a text is known by, right of it the text. Translate the right side.
# {{name}} stands for what is filled in; {{n?row:rows}} takes the first word where n is 1, and the second otherwise.
# Under [phrases] a text is known by its English. `python -m sheets_schema.language {name}` brings this file up to date.

language = "{name}"
"""

Rooms = Mapping[str, Mapping[str, str]]


def rooms_in(text: str) -> dict[str, dict[str, str]]:
    """The texts of a language file by section and key."""
    return {room: texts for room, texts in tomllib.loads(text).items() if isinstance(texts, dict)}


def english() -> dict[str, dict[str, str]]:
    """All that can be said, in English: what en.toml says, what rules are called, and the phrases of the code."""
    said = rooms_in((TEXTS / "en.toml").read_text(encoding="utf-8"))
    return {**said, "rules": titles(), "phrases": {text: text for text in phrases()}}


def titles() -> dict[str, str]:
    """What each rule is called in plain words, by its code."""
    named = RULE.findall(RULES.read_text(encoding="utf-8"))
    return {code: " ".join(CAPITALS.get(word, word) for word in name.split("-")) for code, name in sorted(named)}


def written(name: str, there: Rooms) -> str:
    """The file of a language, with what is translated `there`."""
    parts = [HEAD.format(name=name)]
    for room, texts in english().items():
        said = {key: there.get(room, {}).get(key, text) for key, text in texts.items()}
        done = [line(key, said[key]) for key, text in texts.items() if said[key] != text]
        left = [line(key, text) for key, text in texts.items() if said[key] == text]
        counted = [f"# {len(left)} of {len(texts)} in English", *left] if left else []
        parts.append("\n".join([f"[{room}]", *done, *counted, ""]))
    return "\n".join(parts)


def line(key: str, text: str) -> str:
    """One text as TOML has it: what JSON writes between quotation marks, TOML reads the same way."""
    name = key if BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)
    return f"{name} = {json.dumps(text, ensure_ascii=False)}"


def misfits(there: Rooms) -> Iterator[str]:
    """Translations that lack a place of the English text, or have one that it has not."""
    for room, texts in english().items():
        for key, text in texts.items():
            theirs = dict(PLACE.findall(there.get(room, {}).get(key, text)))
            ours = PLACE.findall(text)
            if theirs.keys() - dict(ours).keys() or {place for place, sign in ours if not sign} - theirs.keys():
                yield f"[{room}] {key}"


def update(name: str) -> str:
    """Write the file, and say in a sentence what is left to do."""
    path = TEXTS / f"{name}.toml"
    there = rooms_in(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(written(name, there), encoding="utf-8")
    texts = [(there.get(room, {}).get(key), text) for room, said in english().items() for key, text in said.items()]
    left = sum(theirs in (None, text) for theirs, text in texts)
    told = f"{path.name} holds {len(texts)} texts, {left} of them in English."
    return " ".join([told, *(f"Other places in braces than in English: {one}." for one in misfits(there))])


def main(arguments: list[str]) -> int:
    """Write the file that is named. 2 where it cannot be written."""
    name = arguments[0] if len(arguments) == 1 else ""
    if not NAME.fullmatch(name) or name == "en":
        print("Name a language other than English, as in: python -m sheets_schema.language de")
        return 2
    try:
        print(update(name))
    except tomllib.TOMLDecodeError as problem:
        print(f"{name}.toml cannot be read ({problem}), so nothing was written: put that line right.")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
