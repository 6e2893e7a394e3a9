"""OAuth: codes, access tokens and refresh tokens, with when they end."""

import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import NamedTuple

from sandbox.quickbooks.switches import Switches
from sandbox.quickbooks.wire import Body

CLIENT_ID = "sandbox-quickbooks-app"
CLIENT_SECRET = "sandbox-quickbooks-secret"
CODE_SECONDS = 600
REFRESH_SECONDS = 8_726_400
HARD_SECONDS = 157_680_000
OVERLAP_SECONDS = 86_400


class Code(NamedTuple):
    """A code that is exchanged once for a pair of tokens."""

    realm: str
    redirect_uri: str
    ends: float


@dataclass(slots=True)
class Grant:
    """One authorisation of one company; it lasts five years at most, however often it is refreshed."""

    realm: str
    hard_end: float
    revoked: bool = False


class Held(NamedTuple):
    """A token, and until when it is good."""

    grant: Grant
    ends: float


@dataclass(slots=True)
class Grants:
    """Everything that was ever authorised."""

    codes: dict[str, Code] = field(default_factory=dict)
    access: dict[str, Held] = field(default_factory=dict)
    refresh: dict[str, Held] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def code(self, realm: str, redirect_uri: str) -> str:
        """A new code for a company that a person has connected."""
        code = f"XAB11{secrets.token_urlsafe(32)}"
        self.codes[code] = Code(realm, redirect_uri, time.time() + CODE_SECONDS)
        return code

    def exchange(self, code: str, redirect_uri: str, switches: dict[str, Switches]) -> Body | None:
        """The first pair of tokens for a code; None when it was used, is old, or came from elsewhere."""
        with self.lock:
            known = self.codes.pop(code, None)
            if known is None or known.redirect_uri != redirect_uri or known.ends < time.time():
                return None
            grant = Grant(known.realm, time.time() + HARD_SECONDS)
            return self.pair(grant, self.new_refresh(grant), switches[known.realm])

    def connect(self, realm: str, switches: Switches) -> Body:
        """A pair of tokens without a person at the page."""
        with self.lock:
            grant = Grant(realm, time.time() + HARD_SECONDS)
            return {**self.pair(grant, self.new_refresh(grant), switches), "realmId": realm}

    def renew(self, token: str, switches: dict[str, Switches]) -> Body | None:
        """A new pair for a refresh token; None when it is dead."""
        with self.lock:
            held = self.refresh.get(token)
            if held is None or held.grant.revoked or min(held.ends, held.grant.hard_end) < time.time():
                return None
            rules = switches[held.grant.realm]
            return self.pair(held.grant, self.rotated(token, held, rules), rules)

    def rotated(self, token: str, held: Held, rules: Switches) -> str:
        """The refresh token to use from now on; the old one dies at once or lives on for a day."""
        if not rules.rotate_refresh_token:
            self.refresh[token] = Held(held.grant, time.time() + REFRESH_SECONDS)
            return token
        if rules.old_refresh_token == "dies":
            del self.refresh[token]
        else:
            self.refresh[token] = Held(held.grant, min(held.ends, time.time() + OVERLAP_SECONDS))
        return self.new_refresh(held.grant)

    def new_refresh(self, grant: Grant) -> str:
        """A refresh token nobody has seen."""
        token = f"AB11{secrets.token_urlsafe(36)}"
        self.refresh[token] = Held(grant, time.time() + REFRESH_SECONDS)
        return token

    def pair(self, grant: Grant, refresh_token: str, rules: Switches) -> Body:
        """An access token beside a refresh token, as the token endpoint answers."""
        access = f"eyJ{secrets.token_urlsafe(60)}"
        self.access[access] = Held(grant, time.time() + rules.access_token_seconds)
        return {
            "token_type": "bearer", "access_token": access, "expires_in": rules.access_token_seconds,
            "refresh_token": refresh_token, "x_refresh_token_expires_in": REFRESH_SECONDS,
            "x_refresh_token_hard_expires_in": int(grant.hard_end - time.time()),
        }  # fmt: skip

    def realm(self, access_token: str) -> str | None:
        """The company an access token is good for; None when it is good for nothing."""
        held = self.access.get(access_token)
        return held.grant.realm if held and not held.grant.revoked and held.ends > time.time() else None

    def revoke(self, token: str) -> bool:
        """An authorisation ends, with every token of it."""
        held = self.refresh.get(token) or self.access.get(token)
        if held is None:
            return False
        held.grant.revoked = True
        return True

    def disconnect(self, realm: str) -> None:
        """A person disconnects the app from a company."""
        for held in [*self.access.values(), *self.refresh.values()]:
            held.grant.revoked = held.grant.revoked or held.grant.realm == realm

    def expire(self, realm: str) -> None:
        """The access tokens of a company have run out."""
        self.access = {token: held for token, held in self.access.items() if held.grant.realm != realm}
