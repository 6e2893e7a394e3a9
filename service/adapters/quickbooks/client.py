"""python-quickbooks with one hook through which every call goes: where to, how long, and what came of it."""

import logging
from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import Any, Self

import requests
from quickbooks.client import QuickBooks
from requests.auth import AuthBase

from service.adapters.calls import CALLS
from service.adapters.quickbooks.answers import read
from service.adapters.quickbooks.outcomes import judge, unknown
from service.adapters.quickbooks.settings import is_safe
from service.faults import TooLate, WrongHost
from service.words import say

log = logging.getLogger(__name__)

CONNECT_SECONDS = 5
READ_SECONDS = 130
"""QuickBooks itself gives up after 120 seconds, so a slow success is never taken for silence."""

MINOR_VERSION = 75


class Letter(str):
    """A body that asks whether it may still go, once the connection stands and the head of the request is out.

    A process can be put to sleep at any moment, and much lies between a look at the clock and the wire: a token, a
    connection, a handshake. Here nothing does. What has sent its head alone has asked for nothing.
    """

    __slots__ = ("may_go",)
    may_go: Callable[[], bool]

    def __new__(cls, text: str, may_go: Callable[[], bool]) -> Self:
        letter = super().__new__(cls, text)
        letter.may_go = may_go
        return letter


class Envelope(BytesIO):
    """The bytes of a letter, for whoever sends them."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(letter.encode())
        self._may_go = letter.may_go

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes, about to be sent. Raises TooLate."""
        if not self._may_go():
            raise TooLate(say("books.tooLate"))
        return super().read(size)


class Bearer(AuthBase):
    """The access token on each request. Given as `auth`, so that no .netrc can put another in its place."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Client(QuickBooks):  # type: ignore[misc]  # the library is published without annotations
    """The library's client for one company, one access token and one host. It never refreshes and never retries."""

    timeout: tuple[int, int] = (CONNECT_SECONDS, READ_SECONDS)
    base_url = ""
    trace = ""

    @property
    def api_url(self) -> str:
        """The host that was set: the library would choose one by the name of the environment."""
        return self.base_url

    def _start_session(self) -> None:
        # A plain session: the OAuth one of the library writes tokens to the log and refuses http on loopback.
        self.session = requests.Session()
        self.session.auth = Bearer(self.auth_client.access_token)

    def process_request(
        self, request_type: str, url: str, headers: Any = "", params: Any = "", data: Any = ""
    ) -> requests.Response:
        """The answer, where the call was carried out and can be read; a QuickBooksFault otherwise."""
        self._check(url)
        sent = Envelope(data) if isinstance(data, Letter) else data.encode() if isinstance(data, str) else data
        try:
            with CALLS.to("QuickBooks"):
                answer = self.session.request(
                    request_type,
                    url,
                    headers=headers,
                    params=params,
                    data=sent,
                    timeout=self.timeout,
                    allow_redirects=False,
                )
        except requests.RequestException as problem:
            # Its text would hold the address with the whole query.
            log.warning("QuickBooks %s %s: %s", request_type, self._place(url), type(problem).__name__)
            raise unknown(say("books.silent")) from None
        answer.encoding = "utf-8"
        self.trace = answer.headers.get("intuit_tid", "")
        log.info("QuickBooks %s %s: %s, trace %s", request_type, self._place(url), answer.status_code, self.trace)
        judge(answer.status_code, read(answer.text), self.trace, answer.headers.get("Retry-After", ""))
        return answer

    def upload(self, body: bytes, content_type: str, request_id: str) -> dict[str, Any]:
        """Files in one multipart body. The library writes its own by hand, with bare line feeds."""
        place = f"{self.base_url}/company/{self.company_id}/upload"
        params = {"minorversion": self.minorversion, "requestid": request_id}
        headers = {"Content-Type": content_type, "Accept": "application/json"}
        answer: dict[str, Any] = self.process_request("POST", place, headers, params, body).json()
        return answer

    def _check(self, url: str) -> None:
        if not is_safe(self.base_url) or not url.startswith(f"{self.base_url}/company/{self.company_id}/"):
            raise WrongHost(
                "A call to QuickBooks would have gone to another address than the one that is set:"
                " set QUICKBOOKS_URL to the https address of the API, with nothing behind /v3."
            )

    def _place(self, url: str) -> str:
        return url.removeprefix(f"{self.base_url}/company/")


def client_for(url: str, company: str, token: str, timeout: tuple[int, int] | None = None) -> Client:
    """A client that speaks to one company with one access token; figures with decimals are read as Decimal."""
    signed_in = SimpleNamespace(access_token=token, environment="")
    client = Client(auth_client=signed_in, company_id=company, minorversion=MINOR_VERSION, use_decimal=True)
    client.base_url = url.rstrip("/")
    client.timeout = timeout or Client.timeout
    return client
