"""Who reads texts, as the settings say: Claude or nobody, and behind them the classifier that needs nothing."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from service.domain.texts.reader import Reader
from service.faults import SettingFault
from service.settings import Settings

if TYPE_CHECKING:
    from service.adapters.claude import ClaudeSettings
    from service.adapters.claude.record import Record
    from service.adapters.offline import Offline


def reader_of(settings: Settings, record: Record, clock: Callable[[], datetime]) -> Reader:
    """Claude, and for what Claude cannot read now a reader that is always there."""
    from service.adapters.claude import Claude, Silent
    from service.adapters.offline import Offline, Standby

    if settings.claude_backend == "off":
        return Standby(Silent(), offline_of(settings))
    doubts = Offline().describe  # the quick model: it is asked about every text that Claude has read
    return Standby(Claude(claude_of(settings), record, clock, doubts), offline_of(settings))


def offline_of(settings: Settings) -> Offline:
    """The reader that is always there. Raises SettingFault where it should know meanings and the package is missing."""
    from service.adapters.offline import Offline
    from service.adapters.offline.meaning import NotInstalled, both

    if settings.offline_model == "words":
        return Offline()
    try:
        return Offline(both())
    except NotInstalled as missing:
        raise SettingFault(
            f"OFFLINE_MODEL is meaning, and the package {missing} is not installed: "
            "run `pip install -r requirements-meaning.txt`, or leave OFFLINE_MODEL out."
        ) from missing


def claude_of(settings: Settings) -> ClaudeSettings:
    """What one needs to know to talk to Claude."""
    from service.adapters.claude import ClaudeSettings

    known = ClaudeSettings(
        backend=settings.claude_backend,
        key=settings.claude_key,
        url=settings.claude_url,
        workspace=settings.claude_workspace,
        region=settings.claude_region,
        monthly_limit=settings.claude_limit,
    )
    return replace(known, small_model=settings.claude_model or known.small_model)


def prepare(settings: Settings) -> None:
    """Begin to load Claude's client, which takes a second, while a request waits for something else."""
    if settings.claude_backend != "off":
        threading.Thread(target=importlib.import_module, args=("anthropic",), daemon=True).start()
