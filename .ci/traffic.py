"""Make the journals of a test run ready for judgement: `traffic.py FOLDER_OF_JOURNALS FOLDER_TO_WRITE`.

sheets.jsonl holds every exchange with Sheets. Where a test had switched on a fault, the answer is meant to be wrong
and only the request is left to be judged. Of thousands of rows that are built alike the first stands for all: the
judge looks at names, kinds and words of a list, and at no figure and no text.
bodies.jsonl holds what QuickBooks was sent and took, and what it answered. A body that it refused is not judged: some
tests send those on purpose.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Line = dict[str, Any]
ROWS = {"rowData", "rows"}
WORD = re.compile(r"[A-Z][A-Z0-9_]*")


def lines(folder: Path, service: str) -> Iterator[Line]:
    """What every sandbox of the run noted about one service."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as file:
            yield from (call for call in map(json.loads, file) if call["service"] == service)


def judged(call: Line) -> Line:
    """An exchange with Sheets, with a harmless answer in the place of one that was spoiled on purpose."""
    whole = {**call, "status": 200, "response": {}} if call.get("fault") else call
    return {**whole, "request": thinned(whole["request"]), "response": thinned(whole["response"])}


def thinned(value: Any) -> Any:
    """A body with one row of each build in its lists of rows."""
    if isinstance(value, list):
        return list(map(thinned, value))
    if not isinstance(value, dict):
        return value
    return {key: unlike(held) if key in ROWS else thinned(held) for key, held in value.items()}


def unlike(rows: Any) -> Any:
    """The first of all rows that are built alike."""
    return list({build(row): row for row in reversed(rows)}.values()) if isinstance(rows, list) else rows


def build(value: Any) -> Any:
    """What a judge can see of a value: its names and kinds, and each text that could be a word of a list."""
    if isinstance(value, dict):
        return frozenset((key, build(held)) for key, held in value.items())
    if isinstance(value, list):
        return ("list", frozenset(map(build, value)))
    return (type(value), value if isinstance(value, str) and WORD.fullmatch(value) else "")


def bodies(call: Line) -> Iterator[Line]:
    """The bodies of one exchange with QuickBooks, each with the name of its entity."""
    answer, sent = call["response"], call["request"]
    taken = call["status"] == 200 and not call.get("fault") and isinstance(answer, dict)
    if not taken or "/v3/company/" not in call["path"]:
        return
    yield answer
    if isinstance(sent, dict):
        yield from ([sent] if "BatchItemRequest" in sent else named(call["path"], sent, answer))


def named(path: str, sent: Line, answer: Line) -> Iterator[Line]:
    """The body sent, named as the answer names it: /invoice is answered with an Invoice."""
    place = path.rstrip("/").rsplit("/", 1)[-1]
    yield from ({"entity": name, "body": sent} for name in answer if name.lower() == place)


def write(path: Path, found: Iterable[Line]) -> None:
    """One JSON document a line."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in found)


def main(journals: Path, out: Path) -> None:
    """Read the journals, write what the judges read."""
    write(out / "sheets.jsonl", map(judged, lines(journals, "sheets")))
    write(out / "bodies.jsonl", (body for call in lines(journals, "quickbooks") for body in bodies(call)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
