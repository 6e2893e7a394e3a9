"""Tokens as they travel inside the service: never shown, not even by repr."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Access:
    """What one call needs: the company, the access token, and which refresh it came from."""

    realm: str
    token: str = field(repr=False)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Both tokens of one answer of Intuit's, with the seconds that each is good for."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    access_seconds: int = 3600
    refresh_seconds: int = 8726400
    until_the_end: int | None = None
    """Seconds until a person has to sign in again, whatever is refreshed before."""
