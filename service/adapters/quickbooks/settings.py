"""What has to be known of QuickBooks before the first call."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")
DOC_TYPES = ("Invoice", "Estimate")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickBooksSettings:
    """Addresses, keys and the kind of document that a draft becomes."""

    url: str
    """Where the API is: https://quickbooks.api.intuit.com/v3."""
    app_url: str
    """Where people see the company: https://app.qbo.intuit.com/app."""
    discovery_url: str
    """The document that names Intuit's sign-in addresses."""
    client_id: str
    client_secret: str = field(repr=False)
    redirect_url: str
    """Our own /quickbooks/callback, as registered with Intuit."""
    token_key: str = field(repr=False)
    """Keys with commas between them; the first one seals, each opens what it has sealed."""
    doc_type: str = "Invoice"
    """Invoice (unsent), or Estimate (pending, nothing is posted)."""

    def __post_init__(self) -> None:
        if self.doc_type not in DOC_TYPES:
            raise ValueError(f"{self.doc_type!r} is no kind of document for a draft: choose Invoice or Estimate.")

    def page_of(self, document: str, doc_type: str = "") -> str:
        """The address at which a person sees the document with this id."""
        return f"{self.app_url.rstrip('/')}/{(doc_type or self.doc_type).lower()}?txnId={document}"


def is_safe(address: str) -> bool:
    """Whether a secret may be sent there: over https, or without leaving this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
