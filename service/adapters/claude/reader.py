"""The reader of descriptions that the walks are handed: Claude, or nobody where Claude is switched off."""

import time
from collections.abc import Callable, Mapping, Sequence

from service.adapters.claude.backfill import Backfill
from service.adapters.claude.cleaning import fit_to_send
from service.adapters.claude.line import Garbled, Line, LineDown
from service.adapters.claude.lore import Lore
from service.adapters.claude.meter import Clock, now
from service.adapters.claude.names import Names
from service.adapters.claude.packet import Question, packets_for, questions_for
from service.adapters.claude.prices import without_price
from service.adapters.claude.prompt import Lists
from service.adapters.claude.record import Forgetful, Record
from service.adapters.claude.run import Matter, Run, version_of
from service.adapters.claude.screen import speaks_to_software
from service.adapters.claude.second import doubted, reconciled, worth_a_second_reading
from service.adapters.claude.settings import ClaudeSettings
from service.adapters.claude.usage import Usage
from service.domain.hours.description import Ask, Description
from service.domain.texts.reader import Progress
from service.words import say

Opinion = Callable[[Sequence[Ask]], Mapping[str, Description]]
"""Another reader, asked whether it is sure of something else."""


def no_opinion(_asks: Sequence[Ask]) -> Mapping[str, Description]:
    """Nobody else is asked."""
    return {}


class Claude:
    """Describes texts by asking Claude. It never raises because the world failed: `problem` says what happened."""

    def __init__(
        self, settings: ClaudeSettings, record: Record | None = None, clock: Clock = now, opinion: Opinion = no_opinion
    ) -> None:
        self._settings, self._opinion = settings, opinion
        self._record = record or Forgetful()
        self._line = Line(settings, self._record, clock)
        self._backfill = Backfill(self._line, self._record, clock)
        self._lore = Lore()
        self._silent_until = 0.0
        self.problem = _obstacle(settings)

    @property
    def usage(self) -> Usage:
        """Tokens and calls since the start."""
        return self._line.usage

    @property
    def version(self) -> str:
        """What an answer depends on beside the text: kept answers of another version are out of date."""
        return version_of(self._settings.small)

    def describe(
        self,
        asks: Sequence[Ask],
        deadline_seconds: float,
        progress: Progress | None = None,
        people: Sequence[str] = (),
    ) -> Mapping[str, Description]:
        """What the texts say, by key. Keys without an answer are absent; `people` are never named in a request."""
        if _obstacle(self._settings) or time.monotonic() < self._silent_until:
            return {}
        until, names, lore = time.monotonic() + deadline_seconds, Names(people), self._current_lore()
        self._line.meter.begin()
        found = self._backfill.collect(lore)
        wanted = [ask for ask in asks if ask.key not in found.keys() | self._backfill.away]
        questions = questions_for(wanted, names)
        matter = Matter(_lists(asks, names), names, lore)
        if self._settings.can_wait_for(len(questions), deadline_seconds):
            problem = self._hand_in(questions, matter, people, found, until)
        else:
            problem = self._read(questions, matter, found, until, progress)
        self._line.meter.end()
        missing = sum(bool(ask.text.strip()) and ask.key not in found for ask in asks)
        self.problem = _sentence(problem or self._backfill.problem, missing)
        return found

    def _current_lore(self) -> Lore:
        """What people have decided; made ready once for the same decisions."""
        lessons = self._record.lessons()
        if not self._lore.is_of(lessons):
            self._lore = Lore(lessons)
        return self._lore

    def _read(
        self,
        questions: Sequence[Question],
        matter: Matter,
        found: dict[str, Description],
        until: float,
        progress: Progress | None = None,
    ) -> str:
        """Add what can be found out now, and say why it is not more; after failures Claude is left alone a while."""
        settings = self._settings
        run = Run(self._line, settings.small, matter)
        run.go(packets_for(questions, settings.texts_a_request, settings.canary_from), until, progress)
        if run.is_broken:
            self._silent_until = time.monotonic() + settings.pause_seconds
        first = doubted(run.found, self._opinion([ask for question in questions for ask in question.asks]))
        found |= first
        if settings.large_model and not run.problem and len(questions) > settings.in_person:
            found |= self._second(questions, first, matter, until)
        return run.problem

    def _hand_in(
        self,
        questions: Sequence[Question],
        matter: Matter,
        people: Sequence[str],
        found: dict[str, Description],
        until: float,
    ) -> str:
        """One packet read at once, for a batch tells its mistakes too late; then all others as a batch."""
        first, *others = packets_for(questions, self._settings.texts_a_request, self._settings.canary_from)
        problem = self._read(first.questions, matter, found, until)
        if problem:
            return problem
        try:
            self._backfill.hand_in(others, matter, people)
        except LineDown as down:
            return str(down)
        except Garbled:
            return ""
        return ""

    def _second(
        self, questions: Sequence[Question], found: Mapping[str, Description], matter: Matter, until: float
    ) -> dict[str, Description]:
        """What the large model says of the texts that are worth it; whatever hinders it, the first reading stands."""
        settings = self._settings
        doubtful = worth_a_second_reading(questions, found, settings)
        run = Run(self._line, settings.large, matter)
        run.go(packets_for(doubtful, settings.second_texts_a_request, settings.canary_from), until)
        return reconciled(found, run.found)


class Silent:
    """The reader where there is none: it describes nothing and says why."""

    version = "nobody"

    def __init__(self, problem: str = "") -> None:
        self.problem = problem or say("claude.off")
        self.usage = Usage()

    def describe(
        self,
        asks: Sequence[Ask],  # noqa: ARG002 - the signature of Claude.describe
        deadline_seconds: float,  # noqa: ARG002 - the signature of Claude.describe
        progress: Progress | None = None,  # noqa: ARG002 - the signature of Claude.describe
        people: Sequence[str] = (),  # noqa: ARG002 - the signature of Claude.describe
    ) -> Mapping[str, Description]:
        """Nothing, at once."""
        return {}


def _lists(asks: Sequence[Ask], names: Names) -> Lists:
    """The clients and projects of the asks, each once, without those that look like orders."""
    clients = dict.fromkeys(ask.client for ask in asks if ask.client)
    projects = dict.fromkeys(project for ask in asks for project in (*ask.projects, ask.project) if project)
    return Lists(
        *(
            tuple(fit_to_send(name, names) for name in group if not speaks_to_software(name))
            for group in (clients, projects)
        )
    )


def _obstacle(settings: ClaudeSettings) -> str:
    """Why Claude cannot be asked at all; blank where it can."""
    return without_price(settings.small_model, settings.large_model) if settings.may_ask else say("claude.noKey")


def _sentence(problem: str, missing: int) -> str:
    """What to show: nothing where every text is described."""
    if not missing:
        return ""
    return say("claude.unread", missing=missing, why=problem or say("claude.noUse"))
