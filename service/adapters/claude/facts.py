"""One row of an answer held against the text it is about; what does not hold is thrown away."""

import math
from collections.abc import Iterable
from typing import Any

from service.adapters.claude import schema
from service.adapters.claude.answer import Row
from service.adapters.claude.cleaning import fit_to_send, found_in, visible
from service.adapters.claude.names import Names
from service.domain.hours.description import Ask, Description

LONGEST_WORDING = 200
UNSURE = 0.5
"""The most one may believe a row that proposes a project nobody has."""


class NotInText(Exception):
    """A row quotes words that the text does not hold."""


def described(row: Row, ask: Ask, names: Names, model: str, version: str = "") -> Description | None:
    """What a row says about a text, or None where the row cannot be believed."""
    category = schema.category_of(row.get("category"))
    confidence = _confidence(row.get("confidence"))
    if category is None or confidence is None:
        return None
    try:
        quoted = _Quotes(row, ask.text, names)
    except NotInText:
        return None
    project, is_known = _project(row.get("project"), ask, names)
    signs = {sign.casefold() for sign in _texts(row.get("signs")) if isinstance(sign, str)}
    second = schema.category_of(row.get("second_category"))
    margin = _confidence(row.get("project_margin"))
    return Description(
        category=category,
        confidence=confidence if is_known else min(confidence, UNSURE),
        second_category=None if second is category else second,
        specific=schema.VAGUE not in signs,
        tasks=quoted.tasks,
        durations=quoted.durations,
        admin=schema.ADMIN in signs,
        rework=schema.REWORK in signs,
        meeting=schema.MEETING in signs,
        project_hint=project,
        project_margin=1 if margin is None else margin,
        scope_hint=_scope(row.get("scope"), ask, names),
        sensitive=schema.SENSITIVE in signs,
        other_client="" if _same(quoted.other_client, ask.client) else quoted.other_client,
        instruction_like=schema.TO_SOFTWARE in signs,
        quote=quoted.quote,
        wording=_wording(row.get("wording"), ask.text, names),
        source="claude",
        model=model,
        version=version,
        stated=confidence,
    )


class _Quotes:
    """Everything a row has copied from the text, as it stands there."""

    def __init__(self, row: Row, text: str, names: Names) -> None:
        self._text, self._names = text, names
        self.tasks = tuple(map(self._found, _texts(row.get("tasks"))))
        self.durations = tuple(map(self._found, _texts(row.get("durations"))))
        self.other_client = self._found(row.get("other_client") or "")
        self.quote = self._found(row.get("quote") or "")

    def _found(self, quote: Any) -> str:
        if quote == "":
            return ""
        place = found_in(self._text, quote, self._names) if isinstance(quote, str) else None
        if place is None:
            raise NotInText(quote)
        return place


def _texts(value: Any) -> Iterable[Any]:
    """The items of a list, without the empty ones; anything else is no list."""
    return [item for item in value if item != ""] if isinstance(value, list) else []


def _confidence(value: Any) -> float | None:
    """A number brought between 0 and 1; None for what is no number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return None if isinstance(value, float) and math.isnan(value) else float(min(max(value, 0), 1))


def _same(one: str, other: str) -> bool:
    return visible(one).casefold() == visible(other).casefold()


def _project(value: Any, ask: Ask, names: Names) -> tuple[str, bool]:
    """The project a row proposes, as the list spells it, and whether it was one that may be proposed."""
    if value in (None, ""):
        return "", True
    choice = (ask.project, *ask.projects)
    named = [project for project in choice if isinstance(value, str) and _same(value, fit_to_send(project, names))]
    return (named[0] if named and not _same(named[0], ask.project) else "", bool(named))


def _scope(value: Any, ask: Ask, names: Names) -> str:
    """The exclusion a row names, as the row's own SOW words it; nothing where it is not among those."""
    named = (one for one in ask.exclusions if isinstance(value, str) and _same(value, fit_to_send(one, names)))
    return next(named, "")


def _wording(value: Any, text: str, names: Names) -> str:
    """A better text without anything a spreadsheet could take for a formula."""
    words = names.show(visible(value)) if isinstance(value, str) else ""
    words = words.lstrip("=+-@\t\r ")[:LONGEST_WORDING].rstrip()
    return "" if _same(words, text) else words
