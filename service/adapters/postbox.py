"""Mail handed over by SMTP, encrypted wherever it leaves this machine, with faults in words for people."""

import logging
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from service.faults import MailFault

LOOPBACK = ("127.0.0.1", "localhost", "::1")
PORTS = {"smtp": 587, "smtps": 465}
WAIT = 30

log = logging.getLogger("tickmark")


class Postbox:
    """A mail server by its address, smtp:// or smtps://, which may hold a name and a password."""

    def __init__(self, address: str) -> None:
        self._parts = urlsplit(address)

    def send(self, mail: EmailMessage) -> None:
        """Hand a mail over to its readers. Raises MailFault where none of them got it."""
        with self._line() as line:
            refused = line.send_message(mail)
        if refused:  # those who were taken have the mail: sending it again would give it to them twice
            log.warning("the mail server refused %d of the digest's readers", len(refused))

    def look(self) -> str:
        """Reach the server and sign in, and send nothing; the server's name. Raises MailFault."""
        with self._line() as line:
            line.noop()
        return self._host

    @property
    def _host(self) -> str:
        return self._parts.hostname or ""

    @contextmanager
    def _line(self) -> Iterator[smtplib.SMTP]:
        try:
            with self._opened() as line:
                if self._parts.scheme == "smtp" and self._host not in LOOPBACK:
                    line.starttls(context=ssl.create_default_context())
                if self._parts.username:
                    line.login(unquote(self._parts.username), unquote(self._parts.password or ""))
                yield line
        except smtplib.SMTPAuthenticationError as trouble:
            raise MailFault("The mail server refuses name and password: see to SMTP_URL.") from trouble
        except smtplib.SMTPRecipientsRefused as trouble:
            raise MailFault("The mail server refuses every reader: see to DIGEST_TO.") from trouble
        except smtplib.SMTPSenderRefused as trouble:
            raise MailFault("The mail server refuses the sender: see to DIGEST_FROM.") from trouble
        except (smtplib.SMTPException, OSError) as trouble:
            raise MailFault(f"The mail server {self._host} took no mail: see to SMTP_URL, or wait.") from trouble

    def _opened(self) -> smtplib.SMTP:
        port = self._parts.port or PORTS[self._parts.scheme]
        if self._parts.scheme == "smtps":
            return smtplib.SMTP_SSL(self._host, port, timeout=WAIT, context=ssl.create_default_context())
        return smtplib.SMTP(self._host, port, timeout=WAIT)
