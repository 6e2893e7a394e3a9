"""`evaluate`: how well descriptions are put into categories, on a file whose answers are known."""

import argparse
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from service.commands.labelled import Line, labelled
from service.commands.terminal import Bar, hand_over, say
from service.describing import DECIDED
from service.domain.hours.description import Ask, Description
from service.domain.money import half_up
from service.domain.texts.decision import Decision, decision_key, settled
from service.domain.texts.reader import Reader
from service.domain.texts.score import Case
from service.faults import SettingFault
from service.readers import offline_of
from service.reports.scores import Trial, listed, told
from service.wiring import Wiring

PATIENCE_SECONDS = 3600
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
HUNDREDTH = Decimal("0.01")
NOT_ASKED = "Claude: not asked. --live asks it, and --live --answers FILE keeps what it says for later."
NO_REPEATS = "The second half asked, the first half decided; only texts that read the same are answered."


def add_evaluate(commands: Any) -> None:
    """`evaluate FILE.csv`: a file with the columns description and label, and also where two labels would do."""
    parser = commands.add_parser(
        "evaluate", help="say how well texts are categorised: a CSV with columns description,label[,also]"
    )
    parser.add_argument("file", type=Path, metavar="FILE.csv")
    parser.add_argument("--live", action="store_true", help="ask Claude, which costs money")
    parser.add_argument(
        "--answers", type=Path, metavar="FILE", help="Claude's answers: kept there with --live, else taken from there"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object, for programs")
    parser.set_defaults(run=evaluate)


def evaluate(wiring: Wiring, options: argparse.Namespace) -> int:
    """Ask each reader about every text, and count. The labels are never shown to any."""
    lines = labelled(options.file)
    trials = list(_trials(wiring, options, lines))
    if options.json:
        hand_over({"cases": len(lines), "readers": [listed(trial) for trial in trials]})
        return 0
    for trial in trials:
        say([*told(trial), ""])
    if not (options.live or options.answers):
        say([NOT_ASKED])
    return 0


def _trials(wiring: Wiring, options: argparse.Namespace, lines: Sequence[Line]) -> Iterator[Trial]:
    shown = not options.json
    offline = offline_of(wiring.settings)
    yield trial("Offline", offline, lines, shown)
    half = len(lines) // 2
    memory = _Repeats(lines[:half])
    yield trial("Memory", memory, lines[half:], shown)._replace(remark=NO_REPEATS)
    if options.live or options.answers:
        yield _claude(wiring, options, lines, shown)


def _claude(wiring: Wiring, options: argparse.Namespace, lines: Sequence[Line], shown: bool) -> Trial:
    """Claude itself, or its answers from a file; what a live reading costs is counted in the month's budget."""
    from service.adapters.claude import Claude
    from service.adapters.claude.recordings import STAND_IN, Recordings, is_stand_in

    settings = wiring.claude
    if options.live and wiring.settings.claude_backend == "off":
        raise SettingFault("Claude is switched off here: set ANTHROPIC_API_KEY, or leave --live out.")
    with ExitStack() as stack:
        remark = STAND_IN if is_stand_in(settings.url) else ""
        if options.answers:
            kept = stack.enter_context(Recordings(options.answers, settings.url if options.live else None))
            settings, remark = replace(settings, url=kept.address, key=settings.key or "recorded"), kept.remark
        reader = Claude(settings, wiring.store, wiring.now) if options.live else Claude(settings)
        made = trial("Claude", reader, lines, shown)
        cost = f"{reader.usage.money:.4f} USD in {reader.usage.calls} requests"
    return made._replace(cost=cost, remark=" ".join(filter(None, [remark, reader.problem])))


def trial(name: str, reader: Reader, lines: Sequence[Line], shown: bool) -> Trial:
    """A reader asked about every text, as one question each without client or project."""
    asks = [Ask(str(number), "", "", line.text, "1") for number, line in enumerate(lines)]
    start = time.monotonic()
    said = reader.describe(asks, PATIENCE_SECONDS, Bar(shown=shown))
    seconds = half_up(Decimal(time.monotonic() - start), HUNDREDTH)
    return Trial(name, reader.version, [_case(line, said.get(str(n))) for n, line in enumerate(lines)], seconds)


def _case(line: Line, said: Description | None) -> Case:
    if said is None:
        return Case(line.label, None, None, line.also)
    return Case(line.label, said.category, said.second_category, line.also, Decimal(str(said.confidence)))


class _Repeats:
    """A reader that knows decided texts, and answers what reads the same."""

    version, problem = "what people decided", ""

    def __init__(self, decided: Sequence[Line]) -> None:
        self._decided: dict[str, list[Decision]] = {}
        for number, line in enumerate(decided):
            one = Decision(_key(line.text), line.text, "", "", line.label, str(number), LONG_AGO)
            self._decided.setdefault(one.key, []).append(one)

    def describe(
        self, asks: Sequence[Ask], deadline_seconds: float, progress: object = None, people: Sequence[str] = ()
    ) -> Mapping[str, Description]:
        """The category of each text that was decided, and always in the same way."""
        del deadline_seconds, progress, people
        known = {ask.key: settled(self._decided.get(_key(ask.text), ())) for ask in asks}
        return {key: Description(found, DECIDED, source="memory") for key, found in known.items() if found}


def _key(text: str) -> str:
    return decision_key("", "", text)
