"""An ear at every logger for the whole run of the tests: no token, and no word of a client's, may be heard by it."""

from __future__ import annotations

import csv
import logging
import re
from collections.abc import Iterator

from sandbox.demo import SAMPLE, SAMPLE_SOWS
from service.adapters.sows import load
from service.rules.rule import promises

TOKENS = re.compile(
    r"eyJ[\w-]{10,}\.|ya29\.[\w-]{20,}|(?<!X)AB11[\w-]{20,}|sk-ant-[\w-]{10,}|Bearer [\w.~+/-]{12,}|PRIVATE KEY-----"
)
"""Identity tokens, Google's and Intuit's, Claude's keys, whatever is borne in a header, and what signs them.

A code that the browser of a test carries back from the sign-in is none: it is good once, and not told by us.
"""
OURS = ("tickmark", "service")
INVENTED = ("Penhallow", "Dune Hotels", "guest guide", "Fare table import", "Seat map", "Ferry icons", "Corner Bakery")
"""Clients and work of the agencies that tests draw, beside those of the sample."""
SHORT = 15
"""Characters of a cell that are nobody's own words yet."""
TALKATIVE = ("sqlalchemy", "requests_oauthlib", "hypothesis", "faker", "asyncio", "mail")
"""Loggers that would tell of every step at DEBUG; nobody turns them on."""


class Ear(logging.Handler):
    """Hears every record at any level, whoever else listens."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.formatter = logging.Formatter()
        self.words = re.compile("|".join(map(re.escape, sorted(set(clients_words()), key=len, reverse=True))))
        self.heard: list[str] = []

    def listen(self) -> None:
        """Stand at the root of all loggers, wherever a test has moved it to."""
        root = logging.getLogger()
        alone = [one for one in list(root.manager.loggerDict.values()) if not getattr(one, "propagate", True)]
        for logger in (root, *alone):  # some libraries keep to themselves what they say
            if isinstance(logger, logging.Logger) and self not in logger.handlers:
                logger.addHandler(self)
        if root.level != logging.DEBUG:
            root.setLevel(logging.DEBUG)
        for name in TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what should not have been said: what gives it away, and by whom."""
        told = self.format(record)
        if TOKENS.search(told):
            self.heard.append(f"{record.name} says a token: {TOKENS.sub('(token)', told)[:200]}")
        if record.name.split(".")[0] in OURS and self.words.search(told):
            self.heard.append(f"{record.name} says a client's word: {told[:200]}")


def clients_words() -> Iterator[str]:
    """Names of clients and people, and the texts, of the sample agency and the invented ones."""
    yield from INVENTED
    agency, _ = load(SAMPLE_SOWS, {rule.name: rule.check for rule in promises()})
    yield from (one.name for one in (*agency.clients, *agency.people))
    for path in sorted(SAMPLE.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            yield from (cell for row in csv.reader(lines) for cell in row if len(cell) > SHORT and " " in cell)
