"""A text made fit to be sent, and the words of an answer found again in the text as it was written."""

import re
import unicodedata

from service.adapters.claude.names import CODE, Names, plain

LONGEST = 300
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NUMBER = re.compile(r"\+?\d(?:[\d ()/-]{5,}\d)(?!\w)")
MONEY = r"(?:[$€£¥]|usd|eur|gbp|chf|czk|euros?|dollars?)"
RATE = re.compile(
    rf"(?:{MONEY}\s*\d[\d.,]*|\d[\d.,]*\s*{MONEY})(?:\s*(?:/|per|a|an|pro|par|por)\s*(?:hours?|hrs?|h|std|stunde|heure|hora|day|tag)\b)?",
    re.IGNORECASE,
)
HIDDEN = {"[email]": r"\S+@\S+", "[number]": r"[\d +()/-]+", "[amount]": r".{1,30}?"}
"""What stands in a text that was sent, and what it stands for."""
TOKEN = re.compile(rf"{CODE}\d+|\[(?:email|number|amount)\]|\w+")


def visible(text: str) -> str:
    """The text without control and invisible characters, in one line."""
    kept = (" " if letter.isspace() else letter for letter in text if letter.isspace() or _is_seen(letter))
    return re.sub(r" +", " ", "".join(kept)).strip()


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cf", "Co", "Cs", "Cn")


def invisible_count(text: str) -> int:
    """How many characters of a text nobody can see."""
    return sum(not letter.isspace() and not _is_seen(letter) for letter in text)


def same_words(text: str) -> str:
    """What makes two texts the same question: the words, whatever their case, spaces and punctuation."""
    return " ".join(re.findall(r"\w+(?:[.,:/+-]\w+)*", unicodedata.normalize("NFKC", visible(text)).casefold()))


def fit_to_send(text: str, names: Names) -> str:
    """The text as it may leave the house: no name, no address, no amount, no brackets that look like ours."""
    shown = EMAIL.sub("[email]", visible(text))
    shown = RATE.sub("[amount]", shown)
    shown = NUMBER.sub(_hidden_number, shown)
    return names.hide(shown).replace("<", "‹").replace(">", "›")[:LONGEST]


def _hidden_number(match: re.Match[str]) -> str:
    """Long runs of digits are telephone and account numbers; dates and spans of time stay."""
    digits = sum(letter.isdigit() for letter in match[0])
    looks_like_date = re.fullmatch(r"\d{1,4}([-/ ]\d{1,4}){1,2}", match[0]) and digits <= 8
    return match[0] if digits < 7 or looks_like_date else "[number]"


def found_in(text: str, quote: str, names: Names) -> str | None:
    """The place of the text that a quote stands for, in the text's own letters; None where there is none."""
    shown = visible(text)
    words = TOKEN.findall(quote)
    if not words:
        return quote if quote and quote in shown else None
    pattern = r"[\W_]*?".join(_as_pattern(word, names) for word in words)
    match = re.search(pattern, plain(shown), re.IGNORECASE)
    return shown[match.start() : match.end()] if match else None


def _as_pattern(word: str, names: Names) -> str:
    if word.startswith(CODE):
        return names.pattern_of(word)
    return HIDDEN.get(word) or re.escape(plain(word))
