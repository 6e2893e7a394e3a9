"""The one stored connection: its tokens encrypted, its changes by compare-and-set on `version`."""

import hashlib
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Engine, Row, Update, and_, insert, select, update

from service.adapters.quickbooks.tokens import Access, Pair
from service.adapters.store.clock import epoch
from service.adapters.store.connection import connection_table
from service.faults import NeedsReconnect, SettingFault, WrongCompany

OK, NEEDS_REAUTH, DISCONNECTED = "ok", "needs_reauth", "disconnected"

c = connection_table.c


@dataclass(frozen=True, slots=True)
class Stored:
    """The connection as it is written down, its tokens readable."""

    realm: str
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    version: int
    status: str
    seconds_left: int
    """How long the access token is still good, by the database's clock."""
    refresh_expires_at: int
    ends_at: int | None
    """When a person has to sign in again at the latest, in seconds since 1970."""

    @property
    def access(self) -> Access:
        """What a call needs."""
        return Access(self.realm, self.access_token, self.version)


class ConnectionStore:
    """The row of the connection. No transaction of it is ever open while somebody waits for Intuit."""

    def __init__(self, engine: Engine, token_key: str) -> None:
        self._engine = engine
        self._cipher, self._key_version = cipher_of(token_key)

    def read(self) -> Stored | None:
        """The connection, or None where there never was one."""
        with self._engine.connect() as connection:
            row = connection.execute(select(connection_table, epoch().label("now"))).one_or_none()
        return None if row is None else self._stored(row)

    def realm(self) -> str:
        """The company whose invoices we keep, connected or not; blank where there never was one."""
        with self._engine.connect() as connection:
            return connection.execute(select(c.realm_id)).scalar_one_or_none() or ""

    def connect(self, realm: str, pair: Pair) -> None:
        """Write down a fresh sign-in. Another company than the one we know is refused."""
        with self._engine.begin() as connection:
            known = connection.execute(select(c.realm_id)).scalar_one_or_none()
            if known is None:
                first = insert(connection_table).values(realm_id=realm, version=1, **self._written(pair))
                connection.execute(first)
            elif known == realm:
                connection.execute(self._next(pair))
            else:
                raise WrongCompany(
                    f"Tickmark keeps the invoices of QuickBooks company {known}, and this sign-in was to company"
                    f" {realm}: sign in again and choose company {known}; another company needs a Tickmark of its own."
                )

    def lease(self, version: int, holder: str, seconds: int) -> bool:
        """Whether `holder` may refresh this version now, alone, for so many seconds."""
        free = and_(c.version == version, c.status == OK, c.lease_until <= epoch())
        return self._changed(update(connection_table).where(free).values(lease=holder, lease_until=epoch() + seconds))

    def release(self, holder: str) -> None:
        """Give the lease back before its time, so that nobody waits for it in vain."""
        self._changed(update(connection_table).where(c.lease == holder).values(lease="", lease_until=0))

    def replace(self, version: int, pair: Pair) -> bool:
        """Write the pair that follows `version`; False where somebody else has written one."""
        return self._changed(self._next(pair).where(c.version == version))

    def mark_ended(self, version: int) -> bool:
        """Note that a person has to sign in again; False where somebody has renewed it meanwhile."""
        ended = update(connection_table).where(c.version == version)
        return self._changed(ended.values(status=NEEDS_REAUTH, lease="", lease_until=0))

    def disconnect(self) -> None:
        """Forget the tokens and keep the company: its invoices stay ours."""
        values = {"refresh_ct": b"", "access_ct": b"", "access_expires_at": 0, "status": DISCONNECTED}
        self._changed(update(connection_table).values(version=c.version + 1, lease="", lease_until=0, **values))

    def _changed(self, statement: Update) -> bool:
        with self._engine.begin() as connection:
            return connection.execute(statement).rowcount == 1

    def _next(self, pair: Pair) -> Update:
        return update(connection_table).values(version=c.version + 1, **self._written(pair))

    def _written(self, pair: Pair) -> dict[str, object]:
        return {
            "refresh_ct": self._cipher.encrypt(pair.refresh.encode()),
            "access_ct": self._cipher.encrypt(pair.access.encode()),
            "key_version": self._key_version,
            "access_expires_at": epoch() + pair.access_seconds,
            "refresh_expires_at": epoch() + pair.refresh_seconds,
            "ends_at": None if pair.until_the_end is None else epoch() + pair.until_the_end,
            "status": OK,
            "lease": "",
            "lease_until": 0,
        }

    def _stored(self, row: Row[tuple[object, ...]]) -> Stored:
        return Stored(
            realm=row.realm_id,
            access_token=self._plain(row.access_ct),
            refresh_token=self._plain(row.refresh_ct),
            version=row.version,
            status=row.status,
            seconds_left=row.access_expires_at - row.now,
            refresh_expires_at=row.refresh_expires_at,
            ends_at=row.ends_at,
        )

    def _plain(self, written: bytes) -> str:
        if not written:
            return ""
        try:
            return self._cipher.decrypt(written).decode()
        except InvalidToken:
            raise NeedsReconnect(
                "The stored QuickBooks tokens cannot be read with the token key that is set: put the old key back"
                " (behind the new one, with a comma), or open /quickbooks/connect and sign in again."
            ) from None


def cipher_of(token_key: str) -> tuple[MultiFernet, str]:
    """The cipher for one or several keys, and a short name of the one that encrypts."""
    keys = [key.strip() for key in token_key.split(",") if key.strip()]
    try:
        ciphers = [Fernet(key) for key in keys]
        return MultiFernet(ciphers), hashlib.sha256(keys[0].encode()).hexdigest()[:8]
    except (ValueError, IndexError):
        raise SettingFault("QUICKBOOKS_TOKEN_KEY holds no key: make one with `python -m service key`.") from None
