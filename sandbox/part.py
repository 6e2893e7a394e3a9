"""What every part of the sandbox offers to the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from flask import Blueprint, Response


class Part(Protocol):
    """One stand-in: it answers its own paths, forgets on request and words its own errors."""

    name: str

    def blueprint(self) -> Blueprint:
        """The routes of this part, with full paths and no prefix."""

    def reset(self) -> None:
        """Everything is as it was at the start."""

    def environment(self, root: str) -> dict[str, str]:
        """The variables with which a service talks to this part under `root`."""

    def fault_body(self, status: int, kind: str, headers: Mapping[str, str]) -> Response | None:
        """An error worded as the real service words it; None where the plain wording will do.

        `kind` is the "as" of the fault ("xml", "json", "html", "fault", …) or empty.
        `headers` (such as Retry-After) are added by the server; they are here to be read.
        """


SERVICES = (
    ("/v4/", "sheets"),
    ("/drive/", "drive"),
    ("/upload/drive/", "drive"),
    ("/token", "google"),
    ("/oauth2/", "google"),
    ("/computeMetadata/", "google"),
    ("/quickbooks/", "quickbooks"),
    ("/claude/", "claude"),
    ("/harvest/", "harvest"),
    ("/clockify/", "clockify"),
    ("/__person/", "person"),
)

PART_OF = {
    "sheets": "google",
    "drive": "google",
    "google": "google",
    "person": "google",
    "harvest": "trackers",
    "clockify": "trackers",
}

READ_VERBS = (":getByDataFilter", ":batchGetByDataFilter", "/developerMetadata:search")


def service_of(path: str) -> str:
    """The service a raw path belongs to, empty for the sandbox's own pages."""
    return next((service for start, service in SERVICES if path.startswith(start)), "")


def is_write(method: str, path: str) -> bool:
    """Whether a request can change something at the service."""
    return method not in ("GET", "HEAD", "OPTIONS") and not path.endswith(READ_VERBS)
