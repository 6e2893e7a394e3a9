"""Tokens: who was given which, for which scopes, until when."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any

from google.auth import exceptions, jwt

from sandbox.google.errors import scope_insufficient, unauthenticated
from sandbox.google.keys import Key
from sandbox.google.spreadsheet_json import CALLER

LIFE = 3599

AUDIENCE = "https://oauth2.googleapis.com/token"
"""What google-auth writes into an assertion, wherever the key file sends it."""

SHEETS_SCOPES = (
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/drive",
    "https://www.googleapis.com/auth/drive.file",
)

READING_SCOPES = (
    *SHEETS_SCOPES,
    "https://www.googleapis.com/auth/spreadsheets.readonly",
    "https://www.googleapis.com/auth/drive.readonly",
)


class RefusedGrant(Exception):
    """A grant that is not given, with OAuth's word for it and a sentence."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.body = {"error": error, "error_description": description}


@dataclass(frozen=True, slots=True)
class Token:
    """What a token stands for."""

    owner: str
    scopes: tuple[str, ...]
    until: float


class Tokens:
    """Tokens that were given out. One that was not has every scope, and a quota of its own."""

    def __init__(self, key: Key) -> None:
        self._key = key
        self._given: dict[str, Token] = {}
        self._lock = threading.Lock()

    def give(self, owner: str, scopes: tuple[str, ...]) -> dict[str, Any]:
        """A new token, in the shape of the token endpoint."""
        text = "ya29." + secrets.token_urlsafe(48)
        with self._lock:
            self._given[text] = Token(owner, scopes, time.time() + LIFE)
        return {"access_token": text, "expires_in": LIFE, "token_type": "Bearer"}

    def from_assertion(self, assertion: str, audience: str) -> dict[str, Any]:
        """A token for a service account that signed what it asks for."""
        try:
            certificates = {self._key.id: self._key.certificate}
            claims = jwt.decode(assertion, certs=certificates, audience=[AUDIENCE, audience])  # type: ignore[no-untyped-call]  # google-auth
        except (exceptions.GoogleAuthError, ValueError) as problem:
            raise RefusedGrant("invalid_grant", f"Invalid JWT: {problem}") from problem
        if claims.get("iss") != CALLER:
            raise RefusedGrant("invalid_grant", "Invalid grant: account not found")
        scopes = tuple(str(claims.get("scope") or "").split())
        if not scopes:
            raise RefusedGrant("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
        return self.give(CALLER, scopes)

    def from_refresh(self, refresh_token: str, scope: str) -> dict[str, Any]:
        """A token for a person who signed in earlier."""
        if not refresh_token or refresh_token == "revoked":
            raise RefusedGrant("invalid_grant", "Token has been expired or revoked.")
        scopes = tuple(scope.split()) or SHEETS_SCOPES[:1]
        return {**self.give(CALLER, scopes), "scope": " ".join(scopes)}

    def owner(self, text: str, write: bool) -> str:
        """Whose quota a call counts against; a token that is too old or for other things is refused."""
        token = self._given.get(text)
        if token is None:
            return text
        if token.until < time.time():
            raise unauthenticated()
        if not set(token.scopes) & set(SHEETS_SCOPES if write else READING_SCOPES):
            raise scope_insufficient()
        return token.owner

    def expire(self) -> None:
        """Every token that was given out is too old from now on."""
        with self._lock:
            self._given = {text: Token(one.owner, one.scopes, 0.0) for text, one in self._given.items()}

    def clear(self) -> None:
        """No token was given out."""
        with self._lock:
            self._given.clear()
