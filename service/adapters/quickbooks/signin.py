"""Intuit's sign-in over intuit-oauth, with time limits and with nothing of what was said in a fault."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

import requests
from intuitlib.client import AuthClient
from intuitlib.enums import Scopes
from intuitlib.exceptions import AuthClientError

from service.adapters.quickbooks.settings import LOOPBACK, QuickBooksSettings, is_safe
from service.adapters.quickbooks.tokens import Pair
from service.faults import SignInUnanswered, WrongHost
from service.words import say

Result = TypeVar("Result")

TIMEOUT = (5, 15)
UNKNOWN_APP = (
    "Intuit does not know this app: set QUICKBOOKS_CLIENT_ID and QUICKBOOKS_CLIENT_SECRET to the app's keys on"
    " developer.intuit.com."
)
TELL_THE_END = "x-include-refresh-token-hard-expires-in"


class GrantRefused(Exception):
    """Intuit refused a code or a refresh token: `invalid_grant`."""


class Session(AuthClient):  # type: ignore[misc]  # the library is published without annotations
    """The library's client with a time limit on every call, the one in its constructor too."""

    def __init__(self, settings: QuickBooksSettings, timeout: tuple[int, int]) -> None:
        self.timeout = timeout
        super().__init__(
            settings.client_id, settings.client_secret, settings.redirect_url, environment=settings.discovery_url
        )

    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        """A call that ends, goes where it was sent, and carries our own credentials."""
        self.headers[TELL_THE_END] = "true"
        kwargs["timeout"] = self.timeout
        kwargs["allow_redirects"] = False
        # Without an `auth` of its own a session would look for a password in .netrc.
        kwargs["auth"] = _as_it_is
        answer: requests.Response = super().request(method, url, *args, **kwargs)
        return answer


class SignIn:
    """What is asked of Intuit's sign-in. Each question reads the addresses afresh, as Intuit wants it."""

    def __init__(self, settings: QuickBooksSettings, timeout: tuple[int, int] = TIMEOUT) -> None:
        self._settings = settings
        self._timeout = timeout

    def address(self, state: str) -> str:
        """Where a person signs in and chooses the company."""
        return str(_answered(lambda: self._session().get_authorization_url([Scopes.ACCOUNTING], state_token=state)))

    def exchange(self, code: str) -> Pair:
        """The first tokens, for the code that came back with the person."""
        return self._pair(lambda session: session.get_bearer_token(code))

    def refresh(self, refresh_token: str) -> Pair:
        """The next tokens. Raises GrantRefused where Intuit no longer takes this one."""
        return self._pair(lambda session: session.refresh(refresh_token=refresh_token), refresh_token)

    def revoke(self, refresh_token: str) -> None:
        """Make the tokens worthless."""
        _answered(lambda: self._session().revoke(token=refresh_token))

    def _pair(self, ask: Callable[[Session], None], before: str = "") -> Pair:
        session = _answered(self._session)
        _answered(lambda: ask(session))
        access, refresh = session.access_token, session.refresh_token or before
        if not isinstance(access, str) or not isinstance(refresh, str) or not access or not refresh:
            raise _unanswered(say("connection.noTokens"))
        ends = getattr(session, "x_refresh_token_hard_expires_in", None)
        return Pair(
            access,
            refresh,
            access_seconds=_seconds(session.expires_in) or 3600,
            refresh_seconds=_seconds(session.x_refresh_token_expires_in) or 8726400,
            until_the_end=_seconds(ends),
        )

    def _session(self) -> Session:
        settings = self._settings
        _check(settings.discovery_url, settings.discovery_url)
        session = Session(settings, self._timeout)
        for address in (session.auth_endpoint, session.token_endpoint, session.revoke_endpoint):
            _check(address, settings.discovery_url)
        return session


def _seconds(told: object) -> int | None:
    return int(str(told)) if str(told).isdecimal() else None


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _check(address: str, discovery: str) -> None:
    """Secrets go over https; from a sandbox on this machine they go nowhere else."""
    local = urlsplit(discovery).hostname in LOOPBACK
    if not is_safe(address) or (local and urlsplit(address).hostname not in LOOPBACK):
        raise WrongHost(
            "Intuit's sign-in would send secrets where they do not belong: set QUICKBOOKS_DISCOVERY_URL to the https"
            " address of Intuit's discovery document."
        )


def _answered(ask: Callable[[], Result]) -> Result:
    """The answer, with every foreign exception turned into one of ours that holds nothing of what was said."""
    try:
        return ask()
    except AuthClientError as problem:
        if (refusal := _refusal(problem)) == "invalid_grant":
            raise GrantRefused from None
        if refusal == "invalid_client":
            raise SignInUnanswered(UNKNOWN_APP, trace=problem.intuit_tid or "") from None
        raise _unanswered(say("books.failed", status=problem.status_code), problem.intuit_tid or "") from None
    except (requests.RequestException, ValueError, KeyError, TypeError) as problem:
        raise _unanswered(say("connection.odd", kind=type(problem).__name__)) from None


def _refusal(problem: AuthClientError) -> str:
    if problem.status_code >= 500:
        return ""
    try:
        told = problem.response.json()
    except ValueError:
        return ""
    return str(told.get("error") or "") if isinstance(told, dict) else ""


def _unanswered(what: str, trace: str = "") -> SignInUnanswered:
    key = "connection.unansweredTraced" if trace else "connection.unanswered"
    return SignInUnanswered(say(key, what=what, trace=trace), trace=trace)
