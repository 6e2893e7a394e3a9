"""What mail takes: a server, a sender and readers, read from the environment and refused early."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import SplitResult, urlsplit

from service.faults import SettingFault

SCHEMES = ("smtp", "smtps")
EXAMPLE = "smtps://name:password@mail.example.com"


@dataclass(frozen=True, slots=True)
class Postage:
    """Where mail is handed over, in whose name, and who reads it."""

    server: str = field(default="", repr=False)
    """smtps:// is encrypted from the start, smtp:// before anything is said; the address may hold name and password."""
    sender: str = ""
    readers: tuple[str, ...] = ()
    """Without any, the approvers in agency.yaml."""

    @classmethod
    def read(cls, env: Mapping[str, str]) -> "Postage":
        """What an environment says of mail. Raises SettingFault."""
        readers = tuple(one.strip() for one in env.get("DIGEST_TO", "").split(",") if one.strip())
        made = cls(env.get("SMTP_URL", ""), env.get("DIGEST_FROM", ""), readers)
        if made.server and not _is_server(urlsplit(made.server)):
            raise SettingFault(f"SMTP_URL is no address of a mail server: set it to one such as {EXAMPLE}.")
        for name, address in (("DIGEST_FROM", made.sender), *(("DIGEST_TO", one) for one in made.readers)):
            if address and "@" not in parseaddr(address)[1]:
                raise SettingFault(f"{name} is {address!r}: set it to a mail address.")
        return made

    def for_sending(self) -> "Postage":
        """This, fit for sending mail. Raises SettingFault for what is missing."""
        if not self.server:
            raise SettingFault(f"SMTP_URL is missing: set it to the address of your mail server, such as {EXAMPLE}.")
        if not self.sender:
            raise SettingFault("DIGEST_FROM is missing: set it to the address that the digest comes from.")
        return self


def _is_server(parts: SplitResult) -> bool:
    try:
        return parts.scheme in SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number
        return False
