"""A text read: everything the stand-in can say about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sandbox.claude.brain.kinds import Judgement, Word, judge
from sandbox.claude.brain.tasks import CONTENT, durations_in, tasks_in
from sandbox.claude.brain.words import familiar, fillers, fold, hits, lexicon

OVERCONFIDENCE = 0.45
"""This much of its doubt a model admits."""

TICKET = re.compile(r"#?\b[a-z]{1,10}[-_]?\d[\w.-]*\b|\b\d+\b")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the request gives it."""

    n: int
    text: str
    client: str = ""
    project: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says, before it is put into the words of a schema."""

    n: int
    code: str = "UNK"
    second: str = ""
    confidence: float = 0.4
    signs: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    durations: tuple[str, ...] = ()
    project: str = ""
    margin: float = 0.0
    """By how much the text fits that project better than its own."""
    other_client: str = ""
    quote: str = ""
    wording: str = field(default="")
    scope: str = ""
    """The exclusion that the text falls under."""
    followed: str = ""
    """The word of a category that people chose for a text much like this one."""


def read(entry: Entry, projects: Sequence[str] = (), clients: Sequence[str] = ()) -> Reading:
    """Everything that can be told about an entry from its own text and the lists of the request."""
    text, orders = without_orders(entry.text)
    tasks = tasks_in(text)
    judgement = leading(text, tasks)
    vague = is_vague(text, judgement)
    signs = [*_signs_of(text, judgement, tasks), *(["vague"] if vague else []), *(["instructions"] if orders else [])]
    other, project = other_client(entry, clients), project_hint(text, entry.project, projects)
    return Reading(
        entry.n,
        "UNK" if vague and judgement.confidence < 0.75 else judgement.code,
        judgement.second if not vague else "",
        stated(judgement.confidence * (0.75 if vague else 1.0)),
        tuple(signs),
        tuple(tasks) if len(tasks) > 1 else (),
        tuple(durations_in(text)),
        project,
        round(_fit(text, project) - _fit(text, entry.project), 2) if project else 0.0,
        other,
        orders or other or _sign_quote(text),
    )


def stated(confidence: float) -> float:
    """What a model says of itself: language models are surer than they are right, and so is the stand-in."""
    return round(1 - OVERCONFIDENCE * (1 - confidence), 2)


def without_orders(text: str) -> tuple[str, str]:
    """The text without what it says to the software, and the words that said it."""
    spans = hits("instructions", fold(text))
    if not spans:
        return text, ""
    start, end = spans[0]
    left = max(text.rfind(mark, 0, start) for mark in ".;!\n") + 1
    ends = [place for mark in ".;!\n" if (place := text.find(mark, spans[-1][1])) >= 0]
    return f"{text[:left]} {text[min(ends, default=len(text)) :]}".strip(" .;!\n"), text[start:end]


def leading(text: str, tasks: Sequence[str]) -> Judgement:
    """The kind of the longest task where durations are given, else of the first; of the whole text where it is one."""
    if len(tasks) < 2:
        return judge(text)
    judged = [judge(task) for task in tasks]
    lengths = [_minutes(task) for task in tasks]
    first = lengths.index(max(lengths)) if any(lengths) else 0
    best = judged[first]
    others = [one for one in judged if one.code not in (best.code, "UNK")]
    return best._replace(second=others[0].code if others else best.second, confidence=min(best.confidence, 0.8))


def _minutes(task: str) -> float:
    total = 0.0
    for words in durations_in(task):
        clock = re.findall(r"(\d{1,2}):(\d{2})", words)
        numbers = [float(number.replace(",", ".")) for number in re.findall(r"\d+(?:[.,]\d+)?", words)]
        if len(clock) == 2:
            total += int(clock[1][0]) * 60 + int(clock[1][1]) - int(clock[0][0]) * 60 - int(clock[0][1])
        elif clock:
            total += int(clock[0][0]) * 60 + int(clock[0][1])
        elif numbers:
            total += numbers[0] * (1 if re.search(r"\d\s*m", words.lower()) else 60)
    return total


def is_vague(text: str, judgement: Judgement) -> bool:
    """Whether a text names no object that somebody outside could recognise."""
    plain = TICKET.sub(lambda match: " " * len(match[0]), fold(text))
    numbered = TICKET.search(fold(text)) is not None
    if familiar().fullmatch(plain.strip(" .,!-")) or judgement.code in ("OFF", "TRV"):
        return False
    telling = [word for word in CONTENT.findall(plain) if word not in fillers()]
    return not telling or (len(telling) == 1 and not _names_work(judgement.words, plain, telling[0], numbered))


def _names_work(words: Sequence[Word], plain: str, telling: str, numbered: bool) -> bool:
    """Whether beside the one telling word another one says what was done with it."""
    place = plain.find(telling)
    said = [word for word in words if word.weight >= 2 and not word.start <= place < word.end]
    phrase = any(word.weight >= 3 and len(plain[word.start : word.end].split()) > 1 for word in words)
    return bool(said) or phrase or (numbered and any(word.weight >= 3 for word in words))


def _signs_of(text: str, judgement: Judgement, tasks: Sequence[str]) -> list[str]:
    codes = {judgement.code, *(judge(task).code for task in tasks)}
    found = [sign for sign, code in (("admin", "ADM"), ("meeting", "MTG")) if code in codes]
    plain = fold(text)
    if hits("rework", plain):
        found.append("rework")
    if hits("sensitive", plain) and not familiar().fullmatch(plain.strip(" .,!")):
        found.append("sensitive")
    return found


def _sign_quote(text: str) -> str:
    spans = hits("sensitive", fold(text)) or hits("rework", fold(text))
    return text[spans[0][0] : spans[0][1]] if spans else ""


def other_client(entry: Entry, clients: Sequence[str]) -> str:
    """The words of the text that name a client of the list who is not the row's own."""
    own, plain = fold(f"{entry.client} {entry.project}"), fold(entry.text)
    for client in clients:
        name = fold(client).strip()
        if len(name) < 4 or name in own or fold(entry.client) in name:
            continue
        match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain)
        if match:
            return entry.text[match.start() : match.end()]
    return ""


def project_hint(text: str, own: str, projects: Sequence[str]) -> str:
    """The project of the list that the text fits clearly better than its own, or nothing."""
    scores = {project: _fit(text, project) for project in projects if fold(project) != fold(own)}
    best = max(scores, key=lambda project: scores[project], default="")
    return best if best and scores[best] >= 0.5 and scores[best] >= _fit(text, own) + 0.34 else ""


def _fit(text: str, project: str) -> float:
    """The share of a project's telling words that a text holds."""
    telling = [word for word in CONTENT.findall(fold(project)) if word not in fillers() and not _is_kind(word)]
    said = set(CONTENT.findall(fold(text)))
    return sum(word in said or word + "s" in said for word in telling) / len(telling) if telling else 0.0


def _is_kind(word: str) -> bool:
    return any(words.pattern.fullmatch(word) for words in lexicon())
