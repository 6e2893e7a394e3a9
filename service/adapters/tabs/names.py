"""Names that a tab supplies, and texts that say nothing because every row has them."""

from service.adapters.tabs.columns import Layout
from service.adapters.tabs.context import Context
from service.adapters.tabs.titles import name_in

ENOUGH = 3
"""Rows from which on the same word in all of them says nothing."""

EMPTY_WORDS = {"no", "none", "no description", "(no description)", "null", "x", "todo"}


def lent(key: str, title: str, layout: Layout, context: Context) -> str:
    """The person, client or project that a tab is named for, where it has no such column and the name is known."""
    if key in layout.team or layout.people or context.names is None:
        return ""
    names = (title.strip(), name_in(title))
    return next((name for name in names if name and context.names(name) == key), "")


def unshared(texts: list[str]) -> list[str]:
    """The texts, but for one word that stands in every row and so describes none."""
    if len(set(texts)) > len(EMPTY_WORDS):
        return texts
    said = {text.strip().casefold() for text in texts if text}
    if len(said) == 1 and said <= EMPTY_WORDS and sum(map(bool, texts)) >= ENOUGH:
        return [""] * len(texts)
    return texts
