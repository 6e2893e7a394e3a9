"""Claude as a reader of contracts: it proposes the terms of a SOW file, each with the words that it rests on."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from service.adapters.claude.answer import Fate, Row
from service.adapters.claude.line import Line, LineDown, Request
from service.adapters.claude.meter import Clock, now
from service.adapters.claude.record import Record
from service.adapters.claude.schema import TEXT
from service.adapters.claude.settings import ClaudeSettings
from service.adapters.sows.proposal import NOT_PROPOSED, Term
from service.adapters.sows.shape import choices, resolved, schema
from service.faults import ContractUnread

PROMPT = Path(__file__).with_name("contracts.md")
LETTERS_A_REQUEST = 24_000
TOKENS_A_REQUEST = 8_000
ROW: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["n", "key", "value", "quote"],
    "properties": {"n": {"type": "integer"}, "key": TEXT, "value": TEXT, "quote": TEXT},
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["rows"],
    "properties": {"rows": {"type": "array", "items": ROW}},
}


class ClaudeContracts:
    """Reads contracts by asking Claude."""

    def __init__(self, settings: ClaudeSettings, record: Record | None = None, clock: Clock = now) -> None:
        self._telephone = Line(settings, record, clock, "contracts")
        self._voice = settings.large if settings.large_model else settings.small
        self.problem = ""
        """Which part of the contract was not read to its end; blank where all of it was."""

    def read(self, text: str) -> list[Term]:
        """What a contract seems to say. Raises ContractUnread where nobody answers."""
        found: list[Term] = []
        self._telephone.meter.begin()
        for part in parts_of(text):
            found += self._ask(part)
        self._telephone.meter.end()
        return found

    def _ask(self, part: str) -> Iterator[Term]:
        request = Request(prompt(), f"<contract>\n{part}\n</contract>", SCHEMA, TOKENS_A_REQUEST)
        try:
            answer = self._telephone.ask(request, self._voice)
        except LineDown as down:
            raise ContractUnread(f"The contract was not read. {down}") from down
        if answer.fate is not Fate.WHOLE:
            self.problem = f"Claude did not read to the end of the part that begins “{part.strip()[:60]}”."
        return (term for _, row in sorted(answer.rows.items()) if (term := _term(row)) is not None)


def _term(row: Row) -> Term | None:
    texts = [row.get(key) for key in ("key", "value", "quote")]
    return Term(*(text.strip() for text in texts)) if all(isinstance(text, str) for text in texts) else None  # type: ignore[union-attr]  # all of them are texts


def parts_of(text: str) -> Iterator[str]:
    """A contract in parts of a size that fits a request, cut between lines."""
    part: list[str] = []
    size = 0
    for line in text.splitlines():
        if part and size + len(line) > LETTERS_A_REQUEST:
            yield "\n".join(part)
            part, size = [], 0
        part.append(line)
        size += len(line) + 1
    yield "\n".join(part)


@cache
def prompt() -> str:
    """The fixed words of a request, with every key that a SOW file knows."""
    fixed = PROMPT.read_text("utf-8").partition("\n")[2].strip()
    return "\n".join([fixed, "", *_keys()])


def _keys() -> Iterator[str]:
    for key, said in schema()["$defs"]["sow-file"]["properties"].items():
        if key in NOT_PROPOSED:
            continue
        yield _key(key, said)
        inner = resolved(said)
        whole = resolved(inner["items"]) if inner.get("type") == "array" else inner
        yield from (f"  {_key(name, one)}" for name, one in _properties(whole))


def _properties(said: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return [pair for one in choices(said) for pair in one.get("properties", {}).items()]


def _key(name: str, said: Mapping[str, Any]) -> str:
    whole = resolved(said)
    either = next((one["enum"] for one in choices(said) if "enum" in one), ())
    example = next(iter(whole.get("examples", ())), "")
    hint = f" One of {', '.join(map(str, either))}." if either else f" Example: {example}" if example else ""
    return f"- `{name}`: {whole.get('description', '')}{hint}"
