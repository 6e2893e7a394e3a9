"""What people write into the Reason cell: a plain sentence, or an answer to one check by its code."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

ANSWER = re.compile(r"(?:^|[;\n])\s*(?P<check>[A-Za-z]{3}\d{3}|[a-z]+(?:-[a-z]+)+)\s*:(?P<text>.*?)(?=$|[;\n])")


class Reason(NamedTuple):
    """A reason for whatever asks for one, and reasons for single checks, each under a code or a name."""

    plain: str
    by_check: Mapping[str, str]

    def for_check(self, code: str, name: str) -> str:
        """What was written about one check by its code or name; blank where nothing was."""
        return self.by_check.get(code.casefold()) or self.by_check.get(name, "")


class Answer(NamedTuple):
    """Who let a finding pass on a row, when and why."""

    row_id: str
    check: str
    """The name of the rule."""
    reason: str
    who: str
    """An e-mail address; blank where nobody knows."""
    at: datetime


@lru_cache(maxsize=10_000)
def read_reason(text: str) -> Reason:
    """What a Reason cell says: `TIM005: agreed by mail, 12 March` is about TIM005 alone."""
    answers = {match["check"].casefold(): match["text"].strip() for match in ANSWER.finditer(text)}
    return Reason(ANSWER.sub("", text).strip(" ;\n"), {check: said for check, said in answers.items() if said})
