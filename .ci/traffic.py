"""Make the journals of a test run ready for judgement: `traffic.py FOLDER_OF_JOURNALS FOLDER_TO_WRITE`.

sheets.jsonl holds every exchange with Sheets. Where a test had switched on a fault, the answer is meant to be wrong
and only the request is left to be judged.
bodies.jsonl holds what QuickBooks was sent and took, and what it answered. A body that it refused is not judged: some
tests send those on purpose.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Line = dict[str, Any]


def lines(folder: Path, service: str) -> Iterator[Line]:
    """What every sandbox of the run noted about one service."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as file:
            yield from (call for call in map(json.loads, file) if call["service"] == service)


def judged(call: Line) -> Line:
    """An exchange with Sheets, with a harmless answer in the place of one that was spoiled on purpose."""
    return {**call, "status": 200, "response": {}} if call.get("fault") else call


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
