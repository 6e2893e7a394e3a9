"""What the file of a language does not say yet, as lines to be filled in, each with its English.

`python -m sheets_schema.gaps fr > gaps.toml` lists it for `words/fr.toml`, which need not be there.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator

from sheets_schema import generate
from sheets_schema.phrases import CODE, phrases

Rooms = dict[str, dict[str, str]]
MARKS = ("rule", "draft_rule")


def wanted() -> Rooms:
    """All that a language can say, by section and key, in English."""
    rooms = {room: texts for room, texts in generate.said("en").items() if room != "language"}
    return {**rooms, "rules": dict(titles()), "phrases": {text: text for text in phrases()}}


def titles() -> Iterator[tuple[str, str]]:
    """Code and name of each rule, as its decorator has them."""
    for path in sorted((CODE / "rules").glob("*.py")):
        told = ast.parse(path.read_text(encoding="utf-8")).body
        functions = (one for one in told if isinstance(one, ast.FunctionDef))
        marks = (mark for one in functions for mark in one.decorator_list if isinstance(mark, ast.Call))
        for mark in (one for one in marks if ast.unparse(one.func) in MARKS):
            code, name = (ast.literal_eval(word) for word in mark.args[:2])
            yield code, name.replace("-", " ")


def gaps(language: str) -> Rooms:
    """What of it the file of a language lacks."""
    there = (generate.TEXTS / f"{language}.toml").exists()
    known = generate.said(language) if there else {}
    lacking = {
        room: {key: text for key, text in texts.items() if key not in known.get(room, {})}
        for room, texts in wanted().items()
    }
    return {room: texts for room, texts in lacking.items() if texts}


def lines(rooms: Rooms) -> Iterator[str]:
    """Sections as a file of words has them."""
    for room, texts in rooms.items():
        yield f"[{room}]"
        yield from (f"{quoted(key)} = {quoted(text)}" for key, text in texts.items())
        yield ""


def quoted(text: str) -> str:
    """A text as the file holds it."""
    return json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    sys.stdout.write("\n".join(lines(gaps(sys.argv[1]))))
