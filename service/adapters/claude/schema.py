"""The one schema of an answer. It is the same for everybody: a changed schema costs a new grammar and a cold cache."""

from typing import Any

from service.domain.category import Category

VAGUE, ADMIN, REWORK, MEETING = "vague", "administrative", "rework", "meeting"
SENSITIVE, TO_SOFTWARE = "sensitive", "speaks_to_software"

WORDS = {category: category.value.casefold().replace(" ", "_") for category in Category}
"""How the schema spells each category."""

_BY_WORD = {word: category for category, word in WORDS.items()}

TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
CATEGORY = {"type": "string", "enum": list(WORDS.values())}

ROW: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["n", "category", "confidence"],
    "properties": {
        "n": {"type": "integer"},
        "category": CATEGORY,
        "confidence": {"type": "number"},
        "second_category": CATEGORY,
        "signs": {
            "type": "array",
            "items": {"type": "string", "enum": [VAGUE, ADMIN, REWORK, MEETING, SENSITIVE, TO_SOFTWARE]},
        },
        "tasks": TEXTS,
        "durations": TEXTS,
        "project": TEXT,
        "project_margin": {"type": "number"},
        "scope": TEXT,
        "other_client": TEXT,
        "quote": TEXT,
        "wording": TEXT,
    },
}

SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["rows"],
    "properties": {"rows": {"type": "array", "items": ROW}},
}


def category_of(word: object) -> Category | None:
    """The category a word of an answer names, whatever its case; None where it names none."""
    if not isinstance(word, str):
        return None
    return _BY_WORD.get(word.strip().casefold()) or Category.read(word)
