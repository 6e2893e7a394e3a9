"""Only a token that Google made for us, for a verified address, that has not expired, says who is calling."""

import base64
import hmac
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from google.auth import crypt, jwt

from service.faults import NotAllowed, SettingFault
from service.web.identity import Doorkeeper

OURS = "ours.apps.example"


class Issuer(NamedTuple):
    """Somebody who signs tokens, and the certificate that proves it."""

    signer: crypt.RSASigner
    certificate: str

    def token(self, **claims: object) -> str:
        now = int(time.time())
        usual = {
            "iss": "https://accounts.google.com", "aud": OURS, "sub": "1", "email": "PM@row.example",
            "email_verified": True, "iat": now, "exp": now + 3600,
        }  # fmt: skip
        return str(jwt.encode(self.signer, {**usual, **claims}).decode())


def issuer() -> Issuer:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "issuer")])
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = crypt.RSASigner.from_string(private, key_id="k1")
    return Issuer(signer, certificate.public_bytes(serialization.Encoding.PEM).decode())


@pytest.fixture(scope="module")
def google() -> Issuer:
    return issuer()


@pytest.fixture(scope="module")
def stranger() -> Issuer:
    return issuer()


class Certificates(NamedTuple):
    address: str
    asked: list[str]


@pytest.fixture(scope="module")
def certificates(google: Issuer):  # type: ignore[no-untyped-def]  # a fixture that yields
    """Google's certificates over HTTP, counting how often they are asked for."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = json.dumps({"k1": google.certificate}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Certificates(f"http://127.0.0.1:{server.server_port}/certs", asked)
    server.shutdown()


@pytest.fixture
def door(certificates: Certificates) -> Doorkeeper:
    return Doorkeeper((OURS,), certificates.address)


def without_signature(token: str) -> str:
    head, body, _ = token.split(".")
    return f"{head}.{body}.{base64.urlsafe_b64encode(b'SIGNATURE_REMOVED_BY_GOOGLE').decode().rstrip('=')}"


def forged(google: Issuer, head: dict[str, object], seal: Callable[[bytes], bytes]) -> str:
    """A token with a head and a seal of its own around claims that are good."""
    claims = google.token().split(".")[1]
    opening = base64.urlsafe_b64encode(json.dumps(head).encode()).decode().rstrip("=")
    signed = f"{opening}.{claims}"
    return f"Bearer {signed}.{base64.urlsafe_b64encode(seal(signed.encode())).decode().rstrip('=')}"


def sealed_with_the_certificate(google: Issuer) -> Callable[[bytes], bytes]:
    """The old trick: what everybody may know taken for a shared secret."""
    return lambda signed: hmac.digest(google.certificate.encode(), signed, "sha256")


def test_a_good_token_names_its_owner_in_lower_case(door: Doorkeeper, google: Issuer) -> None:
    assert door.who(f"Bearer {google.token()}") == "pm@row.example"


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda google, _: f"Bearer {google.token(aud='theirs.apps.example')}", id="another audience"),
        pytest.param(lambda google, _: f"Bearer {google.token(exp=int(time.time()) - 60)}", id="expired"),
        pytest.param(lambda google, _: f"Bearer {google.token(iss='https://evil.example')}", id="another issuer"),
        pytest.param(lambda google, _: f"Bearer {google.token(email_verified=False)}", id="address not verified"),
        pytest.param(lambda google, _: f"Bearer {google.token(email_verified='true')}", id="verified as text"),
        pytest.param(lambda google, _: f"Bearer {google.token(email='')}", id="no address"),
        pytest.param(lambda _, stranger: f"Bearer {stranger.token()}", id="signed by a stranger"),
        pytest.param(lambda google, _: f"Bearer {without_signature(google.token())}", id="signature removed"),
        pytest.param(lambda google, _: forged(google, {"alg": "none", "typ": "JWT"}, lambda _: b""), id="alg none"),
        pytest.param(lambda google, _: forged(google, {"alg": "none", "kid": "k1"}, lambda _: b""), id="alg none, kid"),
        pytest.param(
            lambda google, _: forged(google, {"alg": "HS256", "kid": "k1"}, sealed_with_the_certificate(google)),
            id="HS256 with the certificate",
        ),
        pytest.param(
            lambda google, _: forged(google, {"alg": "RS256", "kid": "k2"}, google.signer.sign), id="unknown kid"
        ),
        pytest.param(
            lambda google, _: forged(google, {"alg": "RS256", "kid": ["k1"]}, google.signer.sign), id="kid as a list"
        ),
        pytest.param(lambda google, _: forged(google, [], google.signer.sign), id="head as a list"),  # type: ignore[arg-type]  # on purpose
        pytest.param(lambda google, _: forged(google, {"alg": ["RS256"]}, google.signer.sign), id="alg as a list"),
        pytest.param(lambda google, _: f"Bearer {google.token(aud=['theirs', 'others'])}", id="audiences, none ours"),
        pytest.param(lambda google, _: f"Bearer {google.token(iat=int(time.time()) + 600)}", id="not made yet"),
        pytest.param(lambda google, _: f"Bearer {google.token(exp=None)}", id="never expires"),
        pytest.param(lambda google, _: f"Bearer {google.token(email=['pm@row.example'])}", id="address as a list"),
        pytest.param(lambda google, _: f"Basic {google.token()}", id="another kind"),
        pytest.param(lambda google, _: google.token(), id="no kind"),
        pytest.param(lambda google, _: "Bearer ", id="no token"),
        pytest.param(lambda google, _: "Bearer not.a.token", id="no token at all"),
        pytest.param(lambda google, _: "", id="no header"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(
    door: Doorkeeper, google: Issuer, stranger: Issuer, spoil: Callable[[Issuer, Issuer], str]
) -> None:
    with pytest.raises(NotAllowed) as refused:
        door.who(spoil(google, stranger))
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("domain", [None, "", "other.example", "row.example.evil.example", ["row.example"]])
def test_where_a_domain_is_set_an_account_of_another_is_refused(
    certificates: Certificates, google: Issuer, domain: object
) -> None:
    door = Doorkeeper((OURS,), certificates.address, ("row.example",))
    assert door.who(f"Bearer {google.token(hd='row.example')}") == "pm@row.example"
    with pytest.raises(NotAllowed, match="another organisation"):
        door.who(f"Bearer {google.token(hd=domain)}")


def test_certificates_are_fetched_once_in_ten_minutes(
    certificates: Certificates, door: Doorkeeper, google: Issuer
) -> None:
    certificates.asked.clear()
    for _ in range(5):
        door.who(f"Bearer {google.token()}")
    assert len(certificates.asked) == 1


def test_no_audience_is_no_door(certificates: Certificates) -> None:
    with pytest.raises(SettingFault):
        Doorkeeper((), certificates.address)
