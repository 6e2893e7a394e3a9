"""Texts in delimited files, where a spreadsheet program takes whatever begins like a formula for one."""

import unicodedata

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|")
INVISIBLE = " \u00a0\u200b\u200c\u200d\u2060\ufeff"


def harmless(text: str) -> str:
    """The text, with a quote before it where a program would take it for a formula; wide forms count as well."""
    seen = unicodedata.normalize("NFKC", text).lstrip(INVISIBLE)
    return f"'{text}" if seen.startswith(BEGINS_A_FORMULA) or text.startswith(BEGINS_A_FORMULA) else text
