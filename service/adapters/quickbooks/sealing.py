"""Secrets as they are written down: each under a key of its own, bound to the company and the field it stands in."""

import base64
import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from service.faults import NeedsReconnect, SettingFault
from service.words import say

FORM = b"\x01"
SALT, NONCE = 16, 12
KEY_BYTES = 32
PURPOSE = b"tickmark: one stored QuickBooks token"
OLDER_FORM = b"gAAAA"
"""How a Fernet token begins; such a one says nothing of where it belongs."""

NO_KEY = "QUICKBOOKS_TOKEN_KEY holds no key: make one with `python -m service key`."


class Seal:
    """The master keys: the first one seals, each opens what it has sealed."""

    def __init__(self, token_key: str) -> None:
        self._keys = {_version(key): _bytes(key) for key in _listed(token_key)}
        self._older = [Fernet(key) for key in _listed(token_key)]
        self.version = next(iter(self._keys))
        """A short name of the key that seals."""

    def close(self, secret: str, realm: str, field: str) -> bytes:
        """The secret as it may be written down in this field of this company, and opened nowhere else."""
        salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
        own = _own_key(self._keys[self.version], salt)
        place = _place(realm, field, self.version)
        return FORM + salt + nonce + AESGCM(own).encrypt(nonce, secret.encode(), place)

    def open(self, written: bytes, realm: str, field: str, version: str) -> str:
        """The secret again; blank where none was written. Raises NeedsReconnect where it does not belong here."""
        if not written:
            return ""
        try:
            return self._older_plain(written) if is_older(written) else self._plain(written, realm, field, version)
        except (InvalidTag, InvalidToken, KeyError, ValueError):
            raise NeedsReconnect(say("connection.sealed")) from None

    def _plain(self, written: bytes, realm: str, field: str, version: str) -> str:
        form, salt, rest = written[:1], written[1 : SALT + 1], written[SALT + 1 :]
        nonce, sealed = rest[:NONCE], rest[NONCE:]
        if form != FORM:
            raise InvalidTag
        own = _own_key(self._keys[version], salt)
        return AESGCM(own).decrypt(nonce, sealed, _place(realm, field, version)).decode()

    def _older_plain(self, written: bytes) -> str:
        for cipher in self._older:
            try:
                return cipher.decrypt(written).decode()
            except InvalidToken:
                continue
        raise InvalidToken


def is_older(written: bytes) -> bool:
    """Whether this was written before secrets were bound to their place."""
    return written.startswith(OLDER_FORM)


def fresh_key() -> str:
    """A key for QUICKBOOKS_TOKEN_KEY."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _listed(token_key: str) -> list[str]:
    keys = [key.strip() for key in token_key.split(",") if key.strip()]
    if not keys:
        raise SettingFault(NO_KEY)
    return keys


def _bytes(key: str) -> bytes:
    try:
        read = base64.urlsafe_b64decode(key)
    except ValueError:
        raise SettingFault(NO_KEY) from None
    if len(read) != KEY_BYTES:
        raise SettingFault(NO_KEY)
    return read


def _version(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:8]


def _own_key(master: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt, PURPOSE).derive(master)


def _place(realm: str, field: str, version: str) -> bytes:
    return f"{realm}/{field}/{version}".encode()
