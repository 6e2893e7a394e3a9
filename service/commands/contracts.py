"""`sows draft`: a contract read by Claude becomes a SOW file that a person has to read, correct and rename."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from service.adapters.sows.contract import contract_text
from service.adapters.sows.folder import DRAFT
from service.adapters.sows.page import Page
from service.adapters.sows.proposal import Proposed, proposed
from service.commands.terminal import say
from service.faults import SettingFault, SowFault
from service.wiring import Wiring

SWITCHED_OFF = (
    "Claude is switched off, and nobody else here can read a contract: set CLAUDE_BACKEND, "
    "or write the file by hand as sows/README.md shows."
)


def add_draft(deeds: Any) -> None:
    """`sows draft CONTRACT`."""
    parser = deeds.add_parser("draft", help="have Claude propose a SOW file from a contract (.pdf, .docx, .txt)")
    parser.add_argument("contract", type=Path, metavar="CONTRACT")
    parser.add_argument("--out", type=Path, metavar="DIR", help="the client's folder (default: beside the contract)")
    parser.set_defaults(run=draft_sow)


def draft_sow(wiring: Wiring, options: argparse.Namespace) -> int:
    """Write NAME.draft.yaml, which no command bills by before somebody renames it."""
    text = contract_text(options.contract)
    path = (options.out or options.contract.parent) / f"{options.contract.stem}{DRAFT}"
    if path.exists():
        raise SowFault(f"There is a draft {path} already: rename it or take it away, nothing is overwritten.")
    if wiring.settings.claude_backend == "off":
        raise SettingFault(SWITCHED_OFF)
    from service.adapters.claude.contracts import ClaudeContracts

    reader = ClaudeContracts(wiring.claude, wiring.store)
    made = proposed(reader.read(text), text, options.contract.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(made.text, encoding="utf-8")
    say(told(made, path, reader.problem))
    return 0


def told(made: Proposed, path: Path, problem: str) -> Iterator[str]:
    """What was found, what was not, and what a person has to do."""
    count = "1 term" if made.taken == 1 else f"{made.taken} terms"
    yield f"Written to {path}: {count}, each with the words of the contract that it rests on."
    yield from ([problem] if problem else [])
    if made.unsaid:
        yield "No key can say these clauses; see to them by hand:"
        yield from (f"  “{clause}”" for clause in made.unsaid)
    if made.left_out:
        yield "Proposed and left out:"
        yield from (f"  {one.term.key}: {one.why}." for one in made.left_out)
    sentences = list(Page(path, path.parent, "sow").sentences())
    if sentences:
        yield "Before it can be used:"
        yield from (f"  {sentence}" for sentence in sentences)
    yield f"Read it, correct it, and take “.draft” out of the name of {path.name}: until then nobody is billed by it."
