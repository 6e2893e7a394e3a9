"""The reader of descriptions that the walks are handed: Claude, or nobody where Claude is switched off."""

import time
from collections.abc import Mapping, Sequence

from service.adapters.claude.cleaning import fit_to_send
from service.adapters.claude.line import Line
from service.adapters.claude.names import Names
from service.adapters.claude.packet import packets_for, questions_for
from service.adapters.claude.prompt import Lists, prompt
from service.adapters.claude.run import Progress, Run
from service.adapters.claude.screen import speaks_to_software
from service.adapters.claude.settings import ClaudeSettings
from service.adapters.claude.usage import Usage
from service.domain.description import Ask, Description

SWITCHED_OFF = "Claude is switched off: descriptions are not read, and every row says so."
NO_KEY = "There is no API key for Claude: set ANTHROPIC_API_KEY, or CLAUDE_BACKEND=off to do without."


class Claude:
    """Describes texts by asking Claude. It never raises because the world failed: `problem` says what happened."""

    def __init__(self, settings: ClaudeSettings) -> None:
        self._settings = settings
        self._line = Line(settings)
        self._silent_until = 0.0
        self.problem = "" if settings.key else NO_KEY

    @property
    def usage(self) -> Usage:
        """Tokens and calls since the start."""
        return self._line.usage

    @property
    def version(self) -> str:
        """What an answer depends on beside the text: kept answers of another version are out of date."""
        return f"{prompt()[0]} {self._settings.small_model}"

    def describe(
        self,
        asks: Sequence[Ask],
        deadline_seconds: float,
        progress: Progress | None = None,
        people: Sequence[str] = (),
    ) -> Mapping[str, Description]:
        """What the texts say, by key. Keys without an answer are absent; `people` are never named in a request."""
        if not self._settings.key or time.monotonic() < self._silent_until:
            return {}
        names = Names(people)
        questions = questions_for(asks, names)
        packets = packets_for(questions, self._settings)
        run = Run(self._line, _lists(asks, names), names, self._settings.requests_at_once)
        run.go(packets, deadline_seconds, progress)
        found = dict(run.found)
        self.problem = _sentence(run.problem, sum(len(question.asks) for question in questions) - len(found))
        if run.problem and not found:
            self._silent_until = time.monotonic() + self._settings.pause_seconds
        return found


class Silent:
    """The reader where there is none: it describes nothing and says why."""

    version = "nobody"

    def __init__(self, problem: str = SWITCHED_OFF) -> None:
        self.problem = problem
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


def _sentence(problem: str, missing: int) -> str:
    """What to show: nothing where every text is described."""
    if not missing:
        return ""
    reason = problem or "Claude gave no usable answer for them."
    return f"{missing} descriptions were not read by Claude. {reason}"
