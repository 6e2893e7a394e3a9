"""Connects the one company, keeps its tokens fresh, and lets it go again."""

import logging
import secrets
import time
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Engine

from service.adapters.quickbooks.beginnings import Beginnings
from service.adapters.quickbooks.connection import DISCONNECTED, NEEDS_REAUTH, ConnectionStore, Stored
from service.adapters.quickbooks.settings import QuickBooksSettings
from service.adapters.quickbooks.signin import TIMEOUT, GrantRefused, SignIn
from service.adapters.quickbooks.tokens import Access, Pair
from service.faults import Fault, NeedsReconnect, NotAllowed, NotConnected, SignInUnanswered, WrongCompany
from service.words import say

log = logging.getLogger(__name__)

SOON = 120
"""An access token with fewer seconds than this is renewed before it is used: a call may take as long."""
LEASE = 90
"""Two tries at Intuit with their time limits fit in."""
LONGEST_REALM = 20


class Status(NamedTuple):
    """How the connection stands, and the sentence that says so."""

    state: str
    """ok, needs_reauth, disconnected or never."""
    realm: str
    message: str


class Connector:
    """The port to the connection: sign-in for the web, tokens for the books."""

    def __init__(
        self, settings: QuickBooksSettings, engine: Engine, poll: int = 200, timeout: tuple[int, int] = TIMEOUT
    ) -> None:
        self._store = ConnectionStore(engine, settings.token_key)
        self._beginnings = Beginnings(engine)
        self._sign_in = SignIn(settings, timeout)
        self._poll_milliseconds = poll
        self.over_https = settings.redirect_url.startswith("https:")

    @property
    def realm(self) -> str:
        """The company whose invoices we keep, connected or not; blank where there never was one."""
        return self._store.realm()

    def start(self, browser: str) -> str:
        """Intuit's address for a person who signs in with this browser."""
        return self._sign_in.address(self._beginnings.begin(browser))

    def finish(self, browser: str, state: str, code: str, realm: str) -> str:
        """Take the person back from Intuit: the company is connected, and named."""
        self._beginnings.finish(state, browser)
        if not realm.isdecimal() or len(realm) > LONGEST_REALM or not code:
            raise NotAllowed(say("connection.whichCompany"))
        try:
            pair = self._sign_in.exchange(code)
        except GrantRefused:
            raise NotAllowed(say("connection.usedBefore")) from None
        self._keep(realm, pair)
        log.info("QuickBooks company %s is connected", realm)
        return realm

    def cancel(self, browser: str, state: str) -> None:
        """The person said no at Intuit: the state is used up."""
        self._beginnings.finish(state, browser)

    def status(self) -> Status:
        """How the connection stands."""
        try:
            stored = self._store.read()
        except NeedsReconnect as unreadable:
            return Status(NEEDS_REAUTH, self._store.realm(), str(unreadable))
        if stored is None:
            return Status("never", "", say("connection.notYet"))
        return Status(stored.status, stored.realm, _sentence(stored))

    def disconnect(self) -> str:
        """Take the tokens back at Intuit and forget them; the sentence says how it went."""
        try:
            stored = self._store.read()
            gone = stored is None or not stored.refresh_token or self._revoked(stored.refresh_token)
            told = say("connection.disconnected" if gone else "connection.unconfirmed")
        except NeedsReconnect:
            told = say("connection.unreadableTokens")
        self._store.disconnect()
        return told

    def access(self) -> Access:
        """A token that is good for long enough, renewed first where it is not."""
        stored = self._usable()
        return stored.access if stored.seconds_left > SOON else self._renew(stored)

    def renewed(self, refused: Access) -> Access:
        """Another token than the refused one; one that somebody else has fetched meanwhile will do."""
        stored = self._usable()
        return stored.access if stored.version != refused.version else self._renew(stored)

    def _usable(self) -> Stored:
        stored = self._store.read()
        if stored is None or stored.status == DISCONNECTED:
            raise NotConnected(say("connection.notYet"))
        if stored.status == NEEDS_REAUTH:
            raise NeedsReconnect(say("books.reconnect"))
        return stored

    def _renew(self, stored: Stored) -> Access:
        """One of all processes asks Intuit, the others wait for what it writes down."""
        holder, deadline = secrets.token_hex(16), time.monotonic() + LEASE + 10
        while not self._store.lease(stored.version, holder, LEASE):
            now = self._usable()
            if now.version != stored.version:
                return now.access
            if time.monotonic() > deadline:
                raise SignInUnanswered(say("connection.renewing"))
            time.sleep(self._poll_milliseconds / 1000)
        try:
            return self._renew_alone(stored)
        finally:
            self._store.release(holder)

    def _renew_alone(self, stored: Stored) -> Access:
        try:
            pair = self._asked_twice(stored.refresh_token)
        except GrantRefused:
            return self._somebody_elses(stored)
        # Written before it is used: a token that only this process knows dies with it.
        self._store.replace(stored.version, pair)
        log.info("QuickBooks tokens of company %s are renewed", stored.realm)
        return self._usable().access

    def _asked_twice(self, refresh_token: str) -> Pair:
        """The next pair. An answer that got lost is asked for again at once, while the old token may still live."""
        try:
            return self._sign_in.refresh(refresh_token)
        except SignInUnanswered:
            return self._sign_in.refresh(refresh_token)

    def _somebody_elses(self, stored: Stored) -> Access:
        """Intuit refused our refresh token: either another process has the next one, or it is over."""
        # Only the version that was refused is marked: where a sibling has renewed it meanwhile, its pair is taken.
        if self._store.mark_ended(stored.version):
            log.warning("QuickBooks company %s has to be connected again", stored.realm)
        return self._usable().access

    def _keep(self, realm: str, pair: Pair) -> None:
        try:
            self._store.connect(realm, pair)
        except WrongCompany:
            self._revoked(pair.refresh)
            raise

    def _revoked(self, refresh_token: str) -> bool:
        """Whether Intuit confirmed it."""
        try:
            self._sign_in.revoke(refresh_token)
        except (Fault, GrantRefused):
            return False
        return True


def _sentence(stored: Stored) -> str:
    if stored.status == DISCONNECTED:
        return say("connection.ended", realm=stored.realm)
    if stored.status == NEEDS_REAUTH:
        return say("books.reconnect")
    ends = min(filter(None, (stored.ends_at, stored.refresh_expires_at)))
    day = datetime.fromtimestamp(ends, UTC).date()
    return say("connection.stands", realm=stored.realm, day=day)
