"""Texts that seem to speak to the software: a signal for review, and a reason to send a text alone."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from service.adapters.claude.cleaning import invisible_count, visible

MOST_INVISIBLE = 2
WORDS = Path(__file__).with_name("screen.txt")
NEAR = r"\b.{0,45}?\b"

TOGETHER = (
    ("disregard", "rules"),
    ("disregard", "above"),
    ("follow_not", "rules"),
    ("declare", "approved"),
    ("declare", "answer_words"),
    ("approve", "everything"),
    ("pretend", "approved"),
    ("pretend", "our_words"),
    ("show", "prompt"),
    ("answer", "answer_words"),
    ("flag_not", "our_words"),
)
"""Kinds of words that together make an order; each may stand alone in honest work."""

ALONE = ("to_machine", "new_orders", "you_are")
"""Kinds of words that are enough by themselves."""

SHAPES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:^|[\s.;!])(system|sistema|système|assistant|developer|developer message)\s*:",
        r"<\s*/?\s*(entries|entry|projects|clients|decided|exclusions|system|rows|instructions?)\b",
        r"""["']?\b(cat|category|conf|confidence|signs)["']?\s*:\s*["'\[\d]""",
        r"\b(system|developer)[- ]prompt\b(?!ing)",
    )
)
"""What looks like our own frame or like an answer."""


HONEST = re.compile(
    r"\b(?:css|style|layout|lint\w*|firewall|cors|cache|caching|routing|rewrite|redirect|validation|password|cookie"
    r"|privacy|refund)[ -](?:rules?|polic(?:y|ies)|checks?|prompts?)\b"
    r"|\b(?:rules?|policy|prompts?)[ -](?:banner|page|pages|link|links|text|texts|modal|dialog|box)\b"
    r"|\bset up\b"
)
"""What people of this trade build, and say in words that might be an order."""


@cache
def kinds() -> dict[str, str]:
    """The words of each kind in all languages, as one pattern; a star stands for any ending."""
    found = {}
    for line in WORDS.read_text("utf-8").splitlines():
        name, _, words = line.partition(":")
        if words and not line.startswith("#"):
            choice = (re.escape(word.strip()).replace(r"\*", r"\w*") for word in words.split(","))
            found[name] = f"(?:{'|'.join(choice)})"
    return found


@cache
def _orders() -> tuple[re.Pattern[str], ...]:
    word = kinds()
    alone = [rf"\b{word[name]}\b" for name in ALONE]
    return tuple(map(re.compile, [*alone, *(rf"\b{word[one]}{NEAR}{word[other]}\b" for one, other in TOGETHER)]))


def speaks_to_software(text: str) -> bool:
    """Whether a text looks like an order to whoever reads it by machine."""
    if invisible_count(text) > MOST_INVISIBLE:
        return True
    seen = unicodedata.normalize("NFKC", visible(text)).casefold().replace("’", "'")
    seen = HONEST.sub(" ", seen)
    return any(sign.search(seen) for sign in (*SHAPES, *_orders()))
