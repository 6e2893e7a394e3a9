"""The stand-in for Claude's Messages API: real request checks, and a fixed program in place of the model."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import Blueprint, Response

if TYPE_CHECKING:
    from sandbox.claude.desk import Desk


class Part:
    """Answers below /claude; the SDK is loaded with the first request, because that takes a second."""

    name = "claude"

    def __init__(self) -> None:
        self._desk: Desk | None = None
        self._lock = threading.Lock()

    def desk(self) -> Desk:
        """What stands behind the addresses."""
        from sandbox.claude.desk import Desk

        with self._lock:
            self._desk = self._desk or Desk()
        return self._desk

    def blueprint(self) -> Blueprint:
        """The addresses of the Messages API, and those that script it."""
        from sandbox.claude.addresses import addresses

        return addresses(self.desk)

    def reset(self) -> None:
        """No script, no batch, an empty prompt cache."""
        with self._lock:
            self._desk = None

    def environment(self, root: str) -> dict[str, str]:
        """Where a service finds this part, and with which key."""
        return {
            "CLAUDE_BACKEND": "anthropic",
            "CLAUDE_URL": f"{root}/claude",
            "ANTHROPIC_API_KEY": "sandbox-key",
        }

    def fault_body(self, status: int, kind: str, headers: Mapping[str, str]) -> Response | None:  # noqa: ARG002  # the signature is the same for all parts
        """An error in the shape Anthropic gives it."""
        from sandbox.claude.errors import error_response

        return None if kind in ("xml", "html") else error_response(status, "switched-on fault")
