"""gspread's HTTP client with an address from the settings, time limits, patience, and faults in words for people."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import gspread
import orjson
import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError, TransportError
from gspread.exceptions import APIError

from service.adapters.calls import CALLS
from service.adapters.sheets.envelope import Envelope, opened
from service.adapters.sheets.misfortunes import fault_of, unreachable
from service.adapters.sheets.pace import READS, WRITES, Clock, Pace, Sleep
from service.faults import SheetFault, SheetRefused
from service.words import say

GOOGLE = "https://sheets.googleapis.com"
CONNECT, ANSWER = 5, 60
"""Seconds that Google may take to be reached, and to answer; it ends a request itself after 180."""

PATIENCE = 60
"""Seconds after which a request is not tried again."""

FIRST_WAIT, LONGEST_WAIT = 0.5, 64.0
PASSING = (429, 500, 502, 503, 504)
NOT_DONE = 429
"""The one status that says for certain that nothing was done."""

COMPACT = {"prettyPrint": "false"}
"""Google sets its answers in lines and indents them unless it is told not to, and half of the bytes is then air."""

JSON = dict[str, Any]
T = TypeVar("T")


class Unreadable(Exception):
    """An answer came that is no JSON object: a page, or half of one."""


class SheetClient(gspread.HTTPClient):
    """The calls that Tickmark makes. One client serves one thread; credentials may be shared."""

    def __init__(
        self,
        credentials: Credentials,
        root: str = GOOGLE,
        *,
        reads: Pace = READS,
        writes: Pace = WRITES,
        patience: float = PATIENCE,
        clock: Clock = time.monotonic,
        sleep: Sleep = time.sleep,
    ) -> None:
        super().__init__(credentials)
        self.root = root.rstrip("/")
        self.account = str(getattr(credentials, "service_account_email", "") or "")
        """The address that sheets are shared with; empty for a person's own credentials."""
        self._reads, self._writes, self._patience = reads, writes, patience
        self._clock, self._sleep = clock, sleep
        self.set_timeout((CONNECT, ANSWER))
        self.session.headers.update({"User-Agent": "tickmark (gzip)", "Accept-Encoding": "gzip"})

    def request(self, method: str, endpoint: str, *args: Any, **more: Any) -> requests.Response:
        """One HTTP request, to the address that was set."""
        with CALLS.to("Google Sheets"):
            return super().request(method, endpoint.replace(GOOGLE, self.root, 1), *args, **more)

    def spreadsheet(self, spreadsheet_id: str, fields: str, ranges: Sequence[str] = ()) -> JSON:
        """The spreadsheet, or ranges of it, through a field mask: one read. Raises SheetFault."""
        path = f"/v4/spreadsheets/{spreadsheet_id}"
        params = {"fields": fields, **COMPACT, **({"ranges": list(ranges)} if ranges else {})}
        return self._patiently(self._reads, True, "get", path, parsed, params=params)

    def whole(self, spreadsheet_id: str, fields: str) -> Envelope:
        """All tabs of the spreadsheet through a field mask, their cells unread as yet: one read. Raises SheetFault."""
        path = f"/v4/spreadsheets/{spreadsheet_id}"
        return self._patiently(self._reads, True, "get", path, opened, params={"fields": fields, **COMPACT})

    def values(self, spreadsheet_id: str, ranges: Sequence[str]) -> list[list[list[Any]]]:
        """The typed values of ranges, each as columns: one read. Raises SheetFault."""
        params = {
            "ranges": list(ranges),
            "majorDimension": "COLUMNS",
            "valueRenderOption": "UNFORMATTED_VALUE",
            "dateTimeRenderOption": "SERIAL_NUMBER",
            **COMPACT,
        }
        path = f"/v4/spreadsheets/{spreadsheet_id}/values:batchGet"
        answer = self._patiently(self._reads, True, "get", path, parsed, params=params)
        return [found.get("values", []) for found in answer.get("valueRanges", [])]

    def change(self, spreadsheet_id: str, body: Mapping[str, Any], fields: str, repeatable: bool) -> JSON:
        """All changes at once or none: one write. Raises SheetFault."""
        path = f"/v4/spreadsheets/{spreadsheet_id}:batchUpdate"
        headers = {"Content-Type": "application/json"}
        sent = {"params": {"fields": fields, **COMPACT}, "data": orjson.dumps(body), "headers": headers}
        return self._patiently(self._writes, repeatable, "post", path, parsed, **sent)

    def _patiently(
        self, pace: Pace, repeatable: bool, method: str, path: str, reading: Callable[[bytes], T], **more: Any
    ) -> T:
        """The answer, asked for again while the trouble may pass and a repetition does no harm."""
        pace.take()
        end, wait = self._clock() + self._patience, FIRST_WAIT
        while True:
            try:
                return answered(self.request(method, GOOGLE + path, **more), reading)
            except (APIError, requests.RequestException, TransportError, Unreadable) as trouble:
                pause = max(asked_wait(trouble), random.uniform(0, wait))
                if not passes(trouble, repeatable) or self._clock() + pause > end:
                    raise self._fault(trouble, repeatable) from trouble
                if is_spent(trouble):
                    pace.hold(pause)
            except GoogleAuthError as trouble:
                raise SheetRefused(say("google.credentials")) from trouble
            self._sleep(pause)
            pace.take()
            wait = min(LONGEST_WAIT, 2 * wait)

    def _fault(self, trouble: Exception, repeatable: bool) -> SheetFault:
        if isinstance(trouble, APIError) and trouble.response.status_code < 500:
            return fault_of(trouble.response.status_code, trouble.error, self.account)
        return unreachable("" if repeatable else say("google.maybeChanged"))


def answered(response: requests.Response, reading: Callable[[bytes], T]) -> T:
    """What an answer says. Raises Unreadable."""
    try:
        return reading(response.content)
    except (ValueError, TypeError) as problem:
        raise Unreadable from problem


def parsed(content: bytes) -> JSON:
    """The JSON object of an answer. Raises ValueError and TypeError."""
    answer = orjson.loads(content)
    if not isinstance(answer, dict):
        raise TypeError
    return answer


def passes(trouble: Exception, repeatable: bool) -> bool:
    """Whether the trouble may be over soon, and whether asking again can do nothing twice."""
    if isinstance(trouble, APIError):
        status = trouble.response.status_code
        return status == NOT_DONE or (repeatable and status in PASSING)
    return repeatable or isinstance(trouble, requests.ConnectTimeout)


def is_spent(trouble: Exception) -> bool:
    """Whether Google says that the quota is used up, which concerns everybody and not this request alone."""
    return isinstance(trouble, APIError) and trouble.response.status_code == NOT_DONE


def asked_wait(trouble: Exception) -> float:
    """The seconds that Google asks us to wait, 0 where it does not say."""
    said = trouble.response.headers.get("Retry-After", "") if isinstance(trouble, APIError) else ""
    return float(said) if said.isdecimal() else 0.0
