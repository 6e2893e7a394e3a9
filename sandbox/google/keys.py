"""The keys of the sandbox: made when it starts, valid for nobody else."""

from __future__ import annotations

import json
import secrets
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from google.auth import crypt, jwt

from sandbox.google.spreadsheet_json import CALLER

HOUR = 3600


class Key:
    """An RSA key with its certificate."""

    def __init__(self) -> None:
        self.id = secrets.token_hex(20)
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.certificate = _certificate(self._key)

    @property
    def private(self) -> str:
        """The key as PEM."""
        return self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()

    def signed(self, claims: dict[str, Any]) -> str:
        """A token that says these things."""
        signer = crypt.RSASigner.from_string(self.private, key_id=self.id)  # type: ignore[no-untyped-call]  # google-auth
        token: bytes = jwt.encode(signer, claims)  # type: ignore[no-untyped-call]  # google-auth has no annotations here
        return token.decode()


def _certificate(key: rsa.RSAPrivateKey) -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sandbox.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM).decode()


def identity(key: Key, email: str, audience: str) -> str:
    """An OpenID token for a person, good for an hour."""
    now = int(time.time())
    domain = email.rpartition("@")[2]
    claims = {
        "iss": "https://accounts.google.com",
        "aud": audience,
        "azp": audience,
        "sub": str(100000000000000000000 + int.from_bytes(email.encode()) % 10**20),
        "email": email,
        "email_verified": True,
        "iat": now,
        "exp": now + HOUR,
    }
    return key.signed({**claims, "hd": domain} if domain != "gmail.com" else claims)


def account_file(key: Key, root: str) -> Path:
    """A service-account key file whose tokens come from this sandbox."""
    told = {
        "type": "service_account",
        "project_id": "sandbox",
        "private_key_id": key.id,
        "private_key": key.private,
        "client_email": CALLER,
        "client_id": "100000000000000000001",
        "token_uri": f"{root}/token",
        "universe_domain": "googleapis.com",
    }
    path = Path(mkdtemp(prefix="tickmark-sandbox-")) / "service-account.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(told, indent=1))
    return path
