"""A mail server of our own, which keeps what it is given."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, Session

PASSWORD = b"a p@ss:word"


class Mailroom:
    """Mails as they came, newest last; `refused` are readers that nobody here knows."""

    def __init__(self, refused: tuple[str, ...] = (), *, locked: bool = False) -> None:
        self.mails: list[EmailMessage] = []
        self.refused, self.locked = refused, locked
        self._line = OnFreePort(self, hostname="127.0.0.1", port=0, authenticator=_knows, auth_require_tls=False)

    def __enter__(self) -> Mailroom:
        self._line.start()
        return self

    def __exit__(self, *how: object) -> None:
        self._line.stop()

    @property
    def address(self) -> str:
        """Where mail is handed over."""
        return f"127.0.0.1:{self._line.port}"

    async def handle_RCPT(self, line: Any, session: Session, envelope: Envelope, to: str, how: list[str]) -> str:
        """A reader is named."""
        if self.locked and not session.authenticated:
            return "530 nobody said who this is"
        if to in self.refused:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(to)
        return "250 known"

    async def handle_DATA(self, line: Any, session: Session, envelope: Envelope) -> str:
        """A mail comes."""
        mail = message_from_bytes(envelope.content or b"", policy=policy.default)
        mail["X-Handed-To"] = ", ".join(envelope.rcpt_tos)
        self.mails.append(mail)
        return "250 taken"


class OnFreePort(Controller):
    """It listens where there is room, and knows where that is."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def _knows(line: Any, session: Session, envelope: Envelope, how: str, told: Any) -> AuthResult:
    return AuthResult(success=(told.login, told.password) == (b"tickmark", PASSWORD), handled=False)
