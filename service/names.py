"""Names that people see and that are read back from cells: statuses, categories, tabs, headers, titles of rules.

They are shown in the language of the agency and understood in every language that has a file. The ledger, the
fingerprints and the JSON know neutral ones, so nothing that counts changes with the language.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from service import words
from service.domain.category import Category
from service.domain.judging.finding import title_of
from service.domain.judging.verdict import Status
from service.words import catalogue, everywhere, languages, say


def status_name(status: Status) -> str:
    """The word in the Status cell."""
    return say(f"statuses.{status.value}")


def read_status(text: object) -> Status | None:
    """The status that a cell names; None where it names none."""
    found = _known(words.FOLDER, say.language, "statuses").get(_bare(text))
    return Status(found) if found else None


def category_name(category: Category) -> str:
    """The word in the Category cell."""
    return say(f"categories.{category.code}")


def category_names(category: Category) -> tuple[str, ...]:
    """What a category is called, in each language."""
    return everywhere(f"categories.{category.code}")


def read_category(text: str) -> Category | None:
    """The category that a cell names, by its word or by its code; None where it names none."""
    found = _known(words.FOLDER, say.language, "categories").get(_bare(text))
    return Category[found] if found else Category.read(text)


def tab_names(title: str) -> tuple[str, ...]:
    """What a tab of ours is called, in each language; reports know it by its English title."""
    return everywhere(f"tabs.{title}")


def header_names(key: str) -> tuple[str, ...]:
    """The header of a column, in each language."""
    return everywhere(f"headers.{key}")


def rule_title(code: str, name: str) -> str:
    """What a rule is called in a few words: in English that is its name without the hyphens."""
    return catalogue(say.language).get(f"rules.{code}") or title_of(name)


@lru_cache(maxsize=64)
def _known(folder: Path, spoken: str, room: str) -> Mapping[str, str]:
    """Names of a room as they are compared, with what they stand for: of two that are alike, the first tongue's."""
    del folder  # of another folder the names are others
    found: dict[str, str] = {}
    for language in (spoken, words.ENGLISH, *languages()):
        for key, name in catalogue(language).items():
            if key.startswith(f"{room}."):
                found.setdefault(_bare(name), key.partition(".")[2])
    return found


def _bare(text: object) -> str:
    """A name as it is compared."""
    return " ".join(str(text or "").casefold().split())
