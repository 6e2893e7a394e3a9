"""Names, addresses and rates, found wherever they stand in what was sent."""

import json
import re
from collections.abc import Iterator

from service.adapters.claude.names import ALSO_WORDS, plain

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
RATE = re.compile(r"[$€£¥]\s*\d|\d+\s*(?:[$€£]|EUR|USD|GBP)\b|\d+(?:\.\d+)?\s*/\s*h\b", re.IGNORECASE)


def secrets_in(body: str, people: list[str]) -> list[str]:
    """Names of people (whole words, accents or not), addresses and rates that stand in a request."""
    said = plain(body).casefold()
    parts = {part for person in people for part in re.findall(r"[^\W\d_]{3,}", plain(person).casefold())}
    names = [part for part in sorted(parts - ALSO_WORDS) if re.search(rf"\b{part}\b", said)]
    return [*names, *ADDRESS.findall(body), *RATE.findall(body)]


def turns(requests: list[dict[str, object]]) -> Iterator[str]:
    """All that a person or a sheet has put into the requests; our own fixed words are left out."""
    for request in requests:
        messages = request["messages"]
        assert isinstance(messages, list)
        yield json.dumps(messages, ensure_ascii=False)
