"""Texts that seem to speak to the software: a signal for review, and a reason to send a text alone."""

import re
import unicodedata

from service.adapters.claude.cleaning import invisible_count, visible

MOST_INVISIBLE = 2

SIGNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(ignore|disregard|forget|override|bypass)\b.{0,40}\b(instructions?|prompts?|rules?|polic(?:y|ies)|checks?|above|previous)\b",
        r"\b(system|developer) prompt\b",
        r"(?:^|[\s.;!])(system|assistant|developer)\s*:",
        r"<\s*/?\s*(entries|entry|projects|clients|system|rows|instructions?)\b",
        r"\b(you are now|act as|pretend (?:to|that|you))\b",
        r"\b(mark|set|treat|flag|count|classify|label)\b.{0,40}\b(approved|billable|valid|compliant|paid)\b",
        r"\b(approve|accept|bill)\b.{0,15}\b(all|every|everything|each)\b",
        r"""["']?\b(cat|category|conf|confidence|signs)["']?\s*:\s*["'\[\d]""",
        r"\b(dear|hey|hello) (ai|claude|assistant|model|bot)\b|\bas an ai\b",
        r"\b(ignorier\w*|vergiss|missachte)\b.{0,40}\b(anweisung\w*|regeln?|vorgaben|alles)\b",
        r"\b(markier\w*|setz\w*|stuf\w*)\b.{0,40}\b(genehmigt|abrechenbar|freigegeben)\b|\bgenehmige alle",
        r"\b(ignor(?:e|ez|er)|oubli(?:e|ez|er))\b.{0,40}\b(instructions?|consignes?|règles?)\b",
        r"\b(marqu\w*|approuv\w*)\b.{0,40}\b(approuv\w*|facturable\w*|toutes?)\b",
        r"\b(ignor[ae]\w*|olvid[ae]\w*|dimentica\w*)\b.{0,40}\b(instrucciones|reglas|istruzioni|regole)\b",
        r"\b(marca\w*|aprueb\w*)\b.{0,40}\b(aprobad\w*|facturable\w*|tod[oa]s?)\b",
        r"\b(negeer|vergeet)\b.{0,40}\b(instructies?|regels?)\b|\bkeur .{0,20}\bgoed\b",
        r"\b(ignoruj\w*|zapomeň\w*)\b.{0,40}\b(pokyny|instrukce|pravidla)\b|\bschval\w*\b.{0,20}\bvše\w*",
    )
)


def speaks_to_software(text: str) -> bool:
    """Whether a text looks like an order to whoever reads it by machine."""
    if invisible_count(text) > MOST_INVISIBLE:
        return True
    seen = unicodedata.normalize("NFKC", visible(text)).casefold()
    return any(sign.search(seen) for sign in SIGNS)
