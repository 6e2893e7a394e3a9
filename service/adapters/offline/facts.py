"""What code can tell about a text without understanding it: its times, its parts, a few plain words."""

import re
from collections.abc import Iterator

from service.adapters.offline.features import words

DURATION = re.compile(
    r"(?<![\w.,:])(?:"
    r"\d+(?:[.,]\d+)?\s*(?:h|hrs?|hours?|std|stunden?|heures?|horas?|godz|min|mins|minutes?|minuten|minutos)\b\.?"
    r"(?:\s*\d+\s*(?:m|min|mins)\b)?|\d+h\d{2}\b|\d{1,2}:\d{2}\s*h\b)",
    re.IGNORECASE,
)
PARTED = re.compile(r"\s*[;\n•]\s*|(?:^|\s+)\(?\d[.)]\s+(?=[^\W\d])")
TIMED = re.compile(r"\s*[,+]\s*")
AT_THE_EDGES = " \t,.:-–—"
LONG_WORD = 3

MEETING = re.compile(
    r"\b(?:meetings?|mtg|calls?|telcos?|zoom|video ?conf\w*|stand-?ups?|daily|retros?(?:pective)?|kick-?offs?"
    r"|jours? fixes?|huddle|catch-?up|workshops?"
    r"|besprechung\w*|telefonat\w*|telko|sitzung\w*|\w+besprechung|termin mit"
    r"|réunions?|visio\w*|séance|atelier"
    r"|reuni[oó]n(?:es)?|llamadas?"
    r"|spotkani\w+|telekonferencj\w+|riunion[ei])\b",
    re.IGNORECASE,
)
ADMIN = re.compile(
    r"\b(?:time ?sheets?|time ?tracking|invoic(?:e|es|ing)|expenses?|filing|scheduling|paperwork|inbox"
    r"|stundenzettel|zeiterfassung|rechnung(?:en|sstellung)?|spesen\w*|reisekosten\w*|buchhaltung|ablage"
    r"|factur(?:es|ation)|notes? de frais|saisie des temps|facturas|gastos|hoja de horas"
    r"|faktury|rozliczenie delegacji|raport godzin)\b",
    re.IGNORECASE,
)
FILLERS = frozenset(
    """
    work working worked stuff misc miscellaneous various sundry general things tasks task bits pieces usual more same
    other some client project yesterday day done etc admin helped continued further ongoing see ticketid
    and the for with that this from
    arbeit arbeiten verschiedenes sonstiges diverses allgemein kleinigkeiten projekt und der die das mit fur von
    divers travail suite les des cosas varias varios trabajo una los praca rozne inne
    """.split()  # noqa: SIM905 - a page of words reads better than a page of quotation marks
)
"""Words that name neither an action nor an object, and the small words between them."""


def durations(text: str) -> tuple[str, ...]:
    """The durations written in a text, as they stand there."""
    return tuple(match[0].strip() for match in DURATION.finditer(text))


def tasks(text: str) -> tuple[str, ...]:
    """The parts of a text that its own signs keep apart, each with a word in it; nothing where there is but one."""
    parts = list(_parts(PARTED.split(text)))
    if len(parts) < 2:
        timed = list(_parts(TIMED.split(text)))
        parts = timed if all(DURATION.search(part) for part in timed) else []
    return tuple(parts) if len(parts) > 1 else ()


def _parts(found: list[str]) -> Iterator[str]:
    for part in found:
        if telling(DURATION.sub("", part)):
            yield part.strip(AT_THE_EDGES)


def telling(text: str) -> list[str]:
    """The words that tell something: long enough, and no fillers."""
    return [word for word in words(text) if len(word) >= LONG_WORD and word not in FILLERS]


def is_specific(text: str) -> bool:
    """Whether a text has at least two words that tell something: an action and an object need as many."""
    return len(telling(text)) > 1


def meeting(text: str) -> str:
    """The words that name a meeting or a call; blank where there are none."""
    found = MEETING.search(text)
    return found[0] if found else ""


def admin(text: str) -> str:
    """The words that name timesheets, invoices, scheduling or filing; blank where there are none."""
    found = ADMIN.search(text)
    return found[0] if found else ""
