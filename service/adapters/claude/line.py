"""The line to Claude: one request, and everything that can go wrong with it in one place."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from service.adapters.calls import CALLS
from service.adapters.claude.answer import UNREADABLE, Answer, read_reply
from service.adapters.claude.doors import client_for
from service.adapters.claude.meter import Clock, Meter, now
from service.adapters.claude.record import Forgetful, Record
from service.adapters.claude.settings import ClaudeSettings, Voice
from service.adapters.claude.usage import Usage
from service.words import say

if TYPE_CHECKING:
    from anthropic import APIError

    from service.adapters.claude.doors import Client


class LineDown(Exception):
    """No answer. The text is a sentence for people; `for_good` means that trying again cannot help."""

    def __init__(
        self, message: str, for_good: bool = False, is_gone: bool = False, may_have_worked: bool = False
    ) -> None:
        super().__init__(message)
        self.may_have_worked = may_have_worked
        """Whether what was asked for may have been done, and only its answer was lost."""
        self.for_good = for_good
        self.is_gone = is_gone
        """Whether what was asked for is not there (any more)."""


class Garbled(Exception):
    """An answer came that cannot be read, or the request was too large: half of it may fare better."""


class WaitTooLong(Exception):
    """The server asks for a longer pause than anybody would sit through."""


WHY = {400: "malformed", 401: "badKey", 402: "noCredit", 403: "notThisModel", 404: "noModel"}
"""What a status means that will not go away by itself."""


class Request(NamedTuple):
    """What is asked: the fixed words, the turn, the shape of the answer, and how long it may be."""

    words: str
    turn: str
    schema: dict[str, Any]
    longest: int

    def parameters(self, voice: Voice, effort: str) -> dict[str, Any]:
        """The body of the request, for a call of its own or as one of a batch."""
        return {
            "model": voice.model,
            "max_tokens": self.longest,
            "system": [{"type": "text", "text": self.words, "cache_control": {"type": "ephemeral"}}],
            "messages": [{"role": "user", "content": self.turn}],
            "thinking": {"type": voice.thinking},
            "output_config": {"effort": effort, "format": {"type": "json_schema", "schema": self.schema}},
        }


class Line:
    """One client for the whole process; the package behind it is loaded with the first request."""

    def __init__(
        self, settings: ClaudeSettings, record: Record | None = None, clock: Clock = now, purpose: str = "descriptions"
    ) -> None:
        self.settings = settings
        self.purpose = purpose
        self.usage = Usage()
        self.meter = Meter(self.usage, record or Forgetful(), settings.monthly_limit, clock)
        self._client: Client | None = None
        self._lock = threading.Lock()

    def ask(self, request: Request, voice: Voice) -> Answer:
        """The answer to a question; LineDown where there is none."""
        if self.meter.is_spent:
            raise LineDown(self.meter.refusal, for_good=True)
        self.usage.called(self.purpose, voice.model)
        try:
            with self.explained(voice), CALLS.to("Claude"):
                reply = self.client().messages.create(**request.parameters(voice, self.settings.effort))
        except Garbled:
            return UNREADABLE
        self.usage.add(getattr(reply, "usage", None), self.purpose, voice.model)
        return read_reply(reply)

    @contextmanager
    def explained(self, voice: Voice) -> Iterator[None]:
        """Whatever goes wrong with a call inside becomes LineDown with a sentence, or Garbled."""
        from anthropic import AnthropicError, APIError
        from google.auth.exceptions import GoogleAuthError

        try:
            yield
        except json.JSONDecodeError as problem:
            raise Garbled from problem
        except APIError as problem:
            raise _told(problem, voice) from problem
        except WaitTooLong as problem:
            raise LineDown(say("claude.busy", told=problem)) from problem
        except GoogleAuthError as problem:
            raise LineDown(say("claude.noAccount", kind=type(problem).__name__)) from problem
        except (AnthropicError, TypeError, ValueError, RuntimeError) as problem:
            raise LineDown(say("claude.noClient", told=problem), for_good=True) from problem

    def client(self) -> "Client":
        """The client, made when it is first needed."""
        with self._lock:
            if self._client is None:
                self._client = client_for(self.settings, [self._refuse_long_waits])
            return self._client

    def _refuse_long_waits(self, request: Any, call_next: Any) -> Any:
        """The client obeys any pause it is told, an hour too; a longer one than ours ends the request instead."""
        response = call_next(request)
        if response.status_code >= 400 and not self._is_short(response.headers):
            raise WaitTooLong(f"status {response.status_code}")
        return response

    def _is_short(self, headers: Any) -> bool:
        """Whether the pause a server asks for is one we take; a date counts as too long."""
        longest = self.settings.longest_wait_seconds
        try:
            return (
                float(headers.get("retry-after", "0")) <= longest
                and float(headers.get("retry-after-ms", "0")) <= longest * 1000
            )
        except ValueError:
            return False


def _told(problem: "APIError", voice: Voice) -> Exception:
    """A failure of the API as a sentence; a request that was too big is cut in two like an unreadable answer."""
    status = getattr(problem, "status_code", None)
    if status == 413 or (status is not None and status < 400):
        return Garbled()
    if status in WHY:
        told = getattr(problem, "api_message", None) or say("claude.noReason")
        why = say(f"claude.{WHY[status]}", told=told, model=voice.model)
        return LineDown(why, for_good=True, is_gone=status == 404)
    if status is None:
        return LineDown(say("claude.unreachable", kind=type(problem).__name__), may_have_worked=True)
    lost = status in (408, 500, 502, 503, 504)
    return LineDown(say("claude.unavailable", status=status), may_have_worked=lost)
