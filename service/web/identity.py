"""Who is calling: Google's identity tokens, checked for signature, audience, issuer, expiry and a verified address."""

import hashlib
import time
from collections.abc import Mapping
from typing import Any

from google.auth import exceptions
from google.auth.transport import Response
from google.auth.transport.requests import Request
from google.oauth2 import id_token

from service.faults import NotAllowed, SettingFault
from service.words import say

ISSUERS = ("accounts.google.com", "https://accounts.google.com")
KEEP_SECONDS = 600
SKEW_SECONDS = 10
TIMEOUT_SECONDS = 10
MOST_TOKENS = 1000


class Doorkeeper:
    """Lets in whoever shows a token that Google made for one of our audiences; `domains` narrows whose accounts."""

    def __init__(self, audiences: tuple[str, ...], certificates_url: str, domains: tuple[str, ...] = ()) -> None:
        if not audiences:
            raise SettingFault("ADDON_CLIENT_IDS is empty: any Google account in the world would be let in.")
        self._audiences = list(audiences)
        self._certificates_url = certificates_url
        self._domains = domains
        self._fetch = Certificates()
        self._good: dict[bytes, tuple[str, float]] = {}

    def who(self, authorization: str) -> str:
        """The verified e-mail address of the caller, in lower case, out of the Authorization header."""
        kind, _, token = authorization.partition(" ")
        if kind != "Bearer" or not token:
            raise NotAllowed(say("refused.unsigned"))
        mark = hashlib.sha256(token.strip().encode()).digest()
        known, until = self._good.get(mark, ("", 0.0))
        return known if time.time() < until else self._looked_at(token.strip(), mark)

    def _looked_at(self, token: str, mark: bytes) -> str:
        """The address in a token, which is remembered for a while by its hash: the script sends one for an hour."""
        claims = self._claims(token)
        email = str(claims["email"]).casefold()
        if len(self._good) >= MOST_TOKENS:
            self._good.clear()
        self._good[mark] = email, min(float(claims["exp"]), time.time() + KEEP_SECONDS)
        return email

    def _claims(self, token: str) -> Mapping[str, Any]:
        """What a token says, once all of it has been checked."""
        try:
            claims: Mapping[str, Any] = id_token.verify_token(
                token, self._fetch, self._audiences, self._certificates_url, SKEW_SECONDS
            )
        except (exceptions.GoogleAuthError, ValueError, TypeError, AttributeError, KeyError):
            # The last three are the library's stumbles over heads and claims of odd kinds, not of ours.
            raise NotAllowed(say("refused.badToken")) from None
        if claims.get("iss") not in ISSUERS:
            raise NotAllowed(say("refused.strangeToken"))
        if self._domains and claims.get("hd") not in self._domains:
            raise NotAllowed(say("refused.otherDomain"))
        email = claims.get("email")
        if not isinstance(email, str) or not email or claims.get("email_verified") is not True:
            raise NotAllowed(say("refused.noAddress"))
        return claims


class Certificates(Request):
    """Google's transport, remembering each answer for ten minutes: certificates change rarely."""

    def __init__(self) -> None:
        super().__init__()
        self._answers: dict[str, tuple[float, Response]] = {}

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: int | None = TIMEOUT_SECONDS,
        **more: Any,
    ) -> Response:
        """Fetch, or give what was fetched before."""
        made, answer = self._answers.get(url, (0.0, None))
        if answer is None or time.monotonic() - made > KEEP_SECONDS:
            answer = super().__call__(  # type: ignore[no-untyped-call]  # google-auth leaves it without annotations
                url, method, body, headers, timeout or TIMEOUT_SECONDS, **more
            )
            if answer.status == 200:
                self._answers[url] = (time.monotonic(), answer)
        return answer
