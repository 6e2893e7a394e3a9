"""The stored connection: unreadable without its key, one company only, one refresher at a time."""

from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, select, update

from service.adapters.quickbooks.connection import ConnectionStore
from service.adapters.quickbooks.sealing import fresh_key, is_older
from service.adapters.quickbooks.tokens import Pair
from service.adapters.store.connection import connection_table
from service.faults import NeedsReconnect, SettingFault, WrongCompany

c = connection_table.c
KEY, NEXT_KEY = fresh_key(), fresh_key()
FIRST, SECOND = Pair("access-one", "refresh-one"), Pair("access-two", "refresh-two")


@pytest.fixture
def store(engine: Engine) -> ConnectionStore:
    return ConnectionStore(engine, KEY)


def test_there_is_no_connection_at_first(store: ConnectionStore) -> None:
    assert store.read() is None and store.realm() == ""


def test_tokens_are_not_readable_in_the_file(store: ConnectionStore, tmp_path: Path) -> None:
    store.connect("1", FIRST)
    written = b"".join(file.read_bytes() for file in tmp_path.glob("tickmark.db*"))
    assert b"qbo_connection" in written and b"access-one" not in written and b"refresh-one" not in written


def test_no_token_is_in_a_dump_of_the_database(store: ConnectionStore, engine: Engine) -> None:
    store.connect("1", FIRST)
    with engine.connect() as connection:
        dump = "\n".join(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]  # sqlite's own
    assert "qbo_connection" in dump
    for token in ("access-one", "refresh-one"):
        assert token not in dump and token.encode().hex() not in dump.lower()


MOVED: list[tuple[str, dict[str, Any]]] = [
    # what somebody who can write to the database does with the sealed tokens
    ("the two tokens change places", {"refresh_ct": c.access_ct, "access_ct": c.refresh_ct}),
    ("one token stands in both places", {"refresh_ct": c.access_ct}),
    ("they are given to another company", {"realm_id": "2"}),
    ("they are said to be under another key", {"key_version": "00000000"}),
    ("a bit is turned", {"access_ct": b"\x01" + b"\x00" * 60}),
    ("one is cut short", {"access_ct": b"\x01\x02"}),
]


@pytest.mark.parametrize("change", [change for _, change in MOVED], ids=[what for what, _ in MOVED])
def test_a_sealed_token_opens_only_where_it_was_put(
    store: ConnectionStore, engine: Engine, change: dict[str, Any]
) -> None:
    store.connect("1", FIRST)
    with engine.begin() as connection:
        connection.execute(update(connection_table).values(**change))
    with pytest.raises(NeedsReconnect, match="sign in again"):
        store.read()


def test_the_same_token_is_never_written_the_same_way(store: ConnectionStore, engine: Engine) -> None:
    store.connect("1", Pair("same", "same"))
    with engine.connect() as connection:
        refresh, access = connection.execute(select(c.refresh_ct, c.access_ct)).one()
    assert refresh[:17] != access[:17] and refresh != access


@pytest.mark.parametrize("key", [KEY, f"{NEXT_KEY},{KEY}"], ids=["one key", "a newer key before it"])
def test_tokens_of_the_older_form_are_read_and_sealed_anew(store: ConnectionStore, engine: Engine, key: str) -> None:
    store.connect("1", FIRST)
    cipher = Fernet(KEY)
    older = {"access_ct": cipher.encrypt(b"access-old"), "refresh_ct": cipher.encrypt(b"refresh-old")}
    with engine.begin() as connection:
        connection.execute(update(connection_table).values(**older))
    for _ in range(2):
        stored = ConnectionStore(engine, key).read()
        assert stored is not None
        assert (stored.access_token, stored.refresh_token, stored.version) == ("access-old", "refresh-old", 1)
    with engine.connect() as connection:
        row = connection.execute(select(connection_table)).one()
    assert not is_older(row.access_ct) and not is_older(row.refresh_ct) and row.status == "ok"


def test_tokens_do_not_show_when_the_connection_is_printed(store: ConnectionStore) -> None:
    store.connect("1", FIRST)
    stored = store.read()
    assert stored is not None and "-one" not in f"{stored!r}{stored.access!r}{FIRST!r}"


def test_a_pair_is_written_down_once_for_each_version(store: ConnectionStore) -> None:
    store.connect("1", FIRST)
    assert store.replace(1, SECOND) and not store.replace(1, FIRST)
    stored = store.read()
    assert stored is not None and (stored.version, stored.refresh_token) == (2, "refresh-two")


def test_only_one_holds_the_lease_until_it_ends(store: ConnectionStore, engine: Engine) -> None:
    store.connect("1", FIRST)
    assert store.lease(1, "me", 60) and not store.lease(1, "you", 60)
    with engine.begin() as connection:
        connection.execute(update(connection_table).values(lease_until=connection_table.c.lease_until - 61))
    assert store.lease(1, "you", 60)
    store.release("me")
    assert not store.lease(1, "me", 60)
    store.release("you")
    assert store.lease(1, "me", 60) and not store.lease(2, "you", 60)


def test_another_company_is_refused_and_the_known_one_stays(store: ConnectionStore) -> None:
    store.connect("1", FIRST)
    store.disconnect()
    with pytest.raises(WrongCompany, match=r"company 1, and this sign-in was to company 2.*choose company 1"):
        store.connect("2", SECOND)
    store.connect("1", SECOND)
    stored = store.read()
    assert stored is not None and (stored.realm, stored.status, stored.access_token) == ("1", "ok", "access-two")


def test_a_disconnected_company_has_no_tokens_left(store: ConnectionStore) -> None:
    store.connect("1", FIRST)
    store.disconnect()
    stored = store.read()
    assert stored is not None and (stored.access_token, stored.refresh_token) == ("", "")
    assert stored.status == "disconnected" and not store.replace(1, SECOND)


def test_a_connection_that_was_renewed_meanwhile_is_not_marked_as_ended(store: ConnectionStore) -> None:
    store.connect("1", FIRST)
    store.replace(1, SECOND)
    assert not store.mark_ended(1) and store.mark_ended(2)


def test_a_new_key_is_put_before_the_old_one(store: ConnectionStore, engine: Engine) -> None:
    store.connect("1", FIRST)
    both = ConnectionStore(engine, f"{NEXT_KEY},{KEY}")
    stored = both.read()
    assert stored is not None and stored.access_token == "access-one"
    both.replace(1, SECOND)
    with pytest.raises(NeedsReconnect, match="put the old key back"):
        store.read()


@pytest.mark.parametrize("key", ["", " , ", "short", "not base64 at all!", "c2hvcnQ="])
def test_a_key_that_is_none_is_refused_with_the_way_to_make_one(engine: Engine, key: str) -> None:
    with pytest.raises(SettingFault, match=r"python -m service key"):
        ConnectionStore(engine, key)
