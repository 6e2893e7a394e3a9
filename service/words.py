"""What people read in our tabs, notes, toasts, mails and pages, by key: one file for each language."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from service.domain.category import Category
from service.domain.phrase import Phrase, Saying, filled

FOLDER = Path(__file__).resolve().parents[1] / "sheets_schema" / "words"
ENGLISH = "en"


class Voice:
    """The language that this process speaks: one agency, one language."""

    def __init__(self) -> None:
        self.language = ENGLISH

    def __call__(self, key: str, /, **values: object) -> str:
        """A text of the catalogue with its places filled in."""
        return filled(catalogue(self.language)[key], values)


say = Voice()


def put(saying: Saying) -> str:
    """A phrase in the words of this process's language; English where its file has none for it."""
    if not isinstance(saying, Phrase):
        return saying
    if say.language == ENGLISH:
        return str(saying)
    text = catalogue(say.language).get(f"phrases.{saying.text}", saying.text)
    return filled(text, {name: _put_in(one) for name, one in saying.values.items()})


def _put_in(value: object) -> object:
    """What fills a place of a phrase, as the language has it: phrases, kinds of work, and the months of days."""
    if isinstance(value, Phrase):
        return put(value)
    if isinstance(value, Category):
        return say(f"categories.{value.code}")
    return _Day(value) if isinstance(value, date) else value


class _Day:
    """A day in which the language has its own name for the month, whole or short."""

    def __init__(self, day: date) -> None:
        self._day = day

    def __format__(self, how: str) -> str:
        for sign, called in (("%B", month_of), ("%b", short_month_of)):
            if sign in how:
                how = how.replace(sign, called(self._day).replace("%", "%%"))
        return format(self._day, how)


def languages() -> tuple[str, ...]:
    """The languages that have a file."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@lru_cache(maxsize=8)
def catalogue(language: str) -> Mapping[str, str]:
    """The texts of a language, by room and key; what its file does not say is said in English."""
    told = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    rooms = {room: texts for room, texts in told.items() if isinstance(texts, dict)}
    texts = {f"{room}.{key}": text for room, texts in rooms.items() for key, text in texts.items()}
    return texts if language == ENGLISH else {**catalogue(ENGLISH), **texts}


def everywhere(key: str) -> tuple[str, ...]:
    """A text in every language that there is: first in the one that is spoken, then in English."""
    return _everywhere(FOLDER, say.language, key)


@lru_cache(maxsize=512)
def _everywhere(folder: Path, spoken: str, key: str) -> tuple[str, ...]:
    del folder  # of another folder the texts are others
    told = (catalogue(language).get(key) for language in (spoken, ENGLISH, *languages()))
    return tuple(dict.fromkeys(text for text in told if text))


def heads(key: str) -> tuple[str, ...]:
    """The heads of a table."""
    return parted(say(key))


def is_head(line: Sequence[object], key: str) -> bool:
    """Whether a line of a tab is the head of this table, in whatever language it was written."""
    return any(tuple(line[: len(head)]) == head for head in map(parted, everywhere(key)))


def parted(text: str) -> tuple[str, ...]:
    """The words of a list."""
    return tuple(word.strip() for word in text.split(";" if ";" in text else ","))


def month_of(day: date) -> str:
    """The name of a day's month."""
    return heads("dates.months")[day.month - 1]


def short_month_of(day: date) -> str:
    """The short name of a day's month, as the lines of an invoice write it."""
    return heads("dates.shortMonths")[day.month - 1]


def day_of(day: date) -> str:
    """A day of the year as people say it."""
    return say("dates.day", day=day.day, month=month_of(day))
