"""The line to a tracker: one question, asked again while the trouble may pass, and faults in words for people."""

import random
import time
from collections.abc import Callable, Mapping
from typing import Any

import orjson
import requests

from service.faults import TrackerFault

TIMES = (5, 60)
"""Seconds that a tracker may take to be reached, and to answer."""

PATIENCE = 120.0
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
PASSING = (429, 500, 502, 503, 504)
AGENT = "Tickmark (timesheet review)"
"""Harvest turns away whoever does not say who they are."""

Sleep = Callable[[float], None]
Clock = Callable[[], float]


class Line:
    """Questions to one tracker. They only read, so each may be repeated."""

    def __init__(
        self,
        name: str,
        root: str,
        headers: Mapping[str, str],
        *,
        patience: float = PATIENCE,
        clock: Clock = time.monotonic,
        sleep: Sleep = time.sleep,
    ) -> None:
        self._name, self._root, self._patience = name, root.rstrip("/"), patience
        self._clock, self._sleep = clock, sleep
        self._session = requests.Session()
        self._session.headers.update({"User-Agent": AGENT, "Accept": "application/json", **headers})

    def ask(self, path: str, questions: Mapping[str, str | int]) -> tuple[Any, Mapping[str, str]]:
        """The JSON of an answer and its headers. Raises TrackerFault."""
        end, wait = self._clock() + self._patience, FIRST_WAIT
        while True:
            answer = self._once(path, questions)
            if answer is not None and answer.status_code not in PASSING:
                return self._told(answer), answer.headers
            pause = max(asked_wait(answer), random.uniform(0, wait))
            if self._clock() + pause > end:
                raise self._fault(answer)
            self._sleep(pause)
            wait = min(LONGEST_WAIT, 2 * wait)

    def _once(self, path: str, questions: Mapping[str, str | int]) -> requests.Response | None:
        """One answer, None where none came. A redirect is not followed: it would carry the token elsewhere."""
        try:
            return self._session.get(f"{self._root}{path}", params=questions, timeout=TIMES, allow_redirects=False)
        except requests.RequestException:
            return None

    def _told(self, answer: requests.Response) -> Any:
        if answer.status_code != 200:
            raise self._fault(answer)
        try:
            return orjson.loads(answer.content)
        except orjson.JSONDecodeError as problem:
            raise TrackerFault(f"{self._name} gave an answer that cannot be read. Try again in a minute.") from problem

    def _fault(self, answer: requests.Response | None) -> TrackerFault:
        return TrackerFault(SAID.get(answer.status_code if answer is not None else 0, ELSE).format(name=self._name))


ELSE = "{name} did not answer as it should. Try again in a minute."
SAID = {
    400: "{name} does not understand what was asked. Check the account or workspace in the settings.",
    401: "{name} does not accept the token. Make a new one there, and put it into the settings.",
    403: "{name} lets this token not read these entries. Use the token of somebody who may see all of them.",
    404: "{name} knows no such account or workspace. Check it in the settings.",
    429: "{name} asks us to slow down. Wait a minute and try again.",
}
"""What to do about a status."""


def asked_wait(answer: requests.Response | None) -> float:
    """The seconds that a tracker asks us to wait, 0 where it does not say."""
    said = answer.headers.get("Retry-After", "") if answer is not None else ""
    return float(said) if said.isdecimal() else 0.0


def text_in(value: Any, *names: str) -> str:
    """A text at the end of a path of names, empty where anything on the way is missing."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return "" if value is None else str(value)


def objects_in(value: Any, name: str) -> list[dict[str, Any]]:
    """The objects of a list. Raises TrackerFault for anything else."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise TrackerFault(f"{name} gave an answer that is no list of entries. Try again in a minute.")
    return value
