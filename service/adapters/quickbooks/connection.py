"""The one stored connection: its tokens sealed, its changes by compare-and-set on `version`."""

from dataclasses import dataclass, field

from sqlalchemy import Engine, Row, Update, and_, insert, select, update

from service.adapters.quickbooks.sealing import Seal, is_older
from service.adapters.quickbooks.tokens import Access, Pair
from service.adapters.store.clock import epoch
from service.adapters.store.connection import connection_table
from service.faults import WrongCompany
from service.words import say

REFRESH, ACCESS = "refresh_ct", "access_ct"
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
        self._seal = Seal(token_key)

    def read(self) -> Stored | None:
        """The connection, or None where there never was one."""
        with self._engine.connect() as connection:
            row = connection.execute(select(connection_table, epoch().label("now"))).one_or_none()
        return None if row is None else self._resealed(row)

    def realm(self) -> str:
        """The company whose invoices we keep, connected or not; blank where there never was one."""
        with self._engine.connect() as connection:
            return connection.execute(select(c.realm_id)).scalar_one_or_none() or ""

    def connect(self, realm: str, pair: Pair) -> None:
        """Write down a fresh sign-in. Another company than the one we know is refused."""
        with self._engine.begin() as connection:
            known = connection.execute(select(c.realm_id)).scalar_one_or_none()
            if known is None:
                first = insert(connection_table).values(realm_id=realm, version=1, **self._written(realm, pair))
                connection.execute(first)
            elif known == realm:
                connection.execute(self._next(realm, pair))
            else:
                raise WrongCompany(say("connection.otherCompany", known=known, other=realm))

    def lease(self, version: int, holder: str, seconds: int) -> bool:
        """Whether `holder` may refresh this version now, alone, for so many seconds."""
        free = and_(c.version == version, c.status == OK, c.lease_until <= epoch())
        return self._changed(update(connection_table).where(free).values(lease=holder, lease_until=epoch() + seconds))

    def release(self, holder: str) -> None:
        """Give the lease back before its time, so that nobody waits for it in vain."""
        self._changed(update(connection_table).where(c.lease == holder).values(lease="", lease_until=0))

    def replace(self, version: int, pair: Pair) -> bool:
        """Write the pair that follows `version`; False where somebody else has written one."""
        return self._changed(self._next(self.realm(), pair).where(c.version == version))

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

    def _next(self, realm: str, pair: Pair) -> Update:
        return update(connection_table).values(version=c.version + 1, **self._written(realm, pair))

    def _sealed(self, realm: str, refresh: str, access: str) -> dict[str, object]:
        sealed = {name: self._seal.close(token, realm, name) for name, token in ((REFRESH, refresh), (ACCESS, access))}
        return {**sealed, "key_version": self._seal.version}

    def _written(self, realm: str, pair: Pair) -> dict[str, object]:
        return {
            **self._sealed(realm, pair.refresh, pair.access),
            "access_expires_at": epoch() + pair.access_seconds,
            "refresh_expires_at": epoch() + pair.refresh_seconds,
            "ends_at": None if pair.until_the_end is None else epoch() + pair.until_the_end,
            "status": OK,
            "lease": "",
            "lease_until": 0,
        }

    def _resealed(self, row: Row[tuple[object, ...]]) -> Stored:
        """The connection; tokens under an older key, or of the older form, are written afresh in passing."""
        stored = self._stored(row)
        behind = row.key_version != self._seal.version or is_older(row.refresh_ct) or is_older(row.access_ct)
        if stored.refresh_token and behind:
            # Only over the very bytes that were read: whoever has renewed the tokens meanwhile has sealed them too.
            same = and_(c.version == row.version, c.refresh_ct == row.refresh_ct)
            fresh = self._sealed(stored.realm, stored.refresh_token, stored.access_token)
            self._changed(update(connection_table).where(same).values(**fresh))
        return stored

    def _stored(self, row: Row[tuple[object, ...]]) -> Stored:
        return Stored(
            realm=row.realm_id,
            access_token=self._seal.open(row.access_ct, row.realm_id, ACCESS, row.key_version),
            refresh_token=self._seal.open(row.refresh_ct, row.realm_id, REFRESH, row.key_version),
            version=row.version,
            status=row.status,
            seconds_left=row.access_expires_at - row.now,
            refresh_expires_at=row.refresh_expires_at,
            ends_at=row.ends_at,
        )
