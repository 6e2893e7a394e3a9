"""The line to Claude: one request, and everything that can go wrong with it in one place."""

import json
import threading
from typing import TYPE_CHECKING, Any

from service.adapters.claude.answer import UNREADABLE, Answer, read_reply
from service.adapters.claude.packet import Packet
from service.adapters.claude.prompt import Lists, prompt, turn_for
from service.adapters.claude.schema import SCHEMA
from service.adapters.claude.settings import ClaudeSettings
from service.adapters.claude.usage import Usage

if TYPE_CHECKING:
    from anthropic import Anthropic, APIError

CONNECT_SECONDS = 5
TOKENS_A_REQUEST = 300
TOKENS_A_TEXT = 120


class LineDown(Exception):
    """No answer. The text is a sentence for people; `for_good` means that trying again cannot help."""

    def __init__(self, message: str, for_good: bool = False) -> None:
        super().__init__(message)
        self.for_good = for_good


class WaitTooLong(Exception):
    """The server asks for a longer pause than anybody would sit through."""


WHY = {
    400: "Claude refused the request as malformed ({told}): this is a fault of Tickmark or of its Claude settings.",
    401: "Claude does not accept the API key: check ANTHROPIC_API_KEY.",
    402: "The Claude account has no credit left: top it up, then check again.",
    403: "The API key may not use this model: check its permissions in the Claude console.",
    404: "Claude does not know the model {model}: check the model name in the settings.",
}
"""What a status means that will not go away by itself."""


class Line:
    """One client for the whole process; the package behind it is loaded with the first request."""

    def __init__(self, settings: ClaudeSettings) -> None:
        self._settings = settings
        self._client: Anthropic | None = None
        self._lock = threading.Lock()
        self.usage = Usage()

    def ask(self, packet: Packet, lists: Lists) -> Answer:
        """The answer to one packet; LineDown where there is none."""
        longest = TOKENS_A_REQUEST + TOKENS_A_TEXT * len(packet.questions)
        return self.question(prompt()[1], turn_for(packet, lists), SCHEMA, longest)

    def question(self, words: str, turn: str, schema: dict[str, Any], longest: int) -> Answer:
        """The answer to a question: the fixed words, what is asked about, and the shape of the answer."""
        from anthropic import AnthropicError, APIError

        try:
            reply = self._create(words, turn, schema, longest)
        except json.JSONDecodeError:
            return UNREADABLE
        except APIError as problem:
            return self._explained(problem)
        except WaitTooLong as problem:
            raise LineDown(f"Claude is busy and asks for a long pause ({problem}).") from problem
        except (AnthropicError, TypeError) as problem:
            raise LineDown(f"The Claude client cannot be used: {problem}", for_good=True) from problem
        self.usage.add(getattr(reply, "usage", None))
        return read_reply(reply)

    def _create(self, words: str, turn: str, schema: dict[str, Any], longest: int) -> Any:
        settings = self._settings
        effort: Any = settings.effort
        thinking: Any = {"type": settings.small_thinking}
        self.usage.called()
        return self._connected().messages.create(
            model=settings.small_model,
            max_tokens=longest,
            system=[{"type": "text", "text": words, "cache_control": {"type": "ephemeral"}}],
            messages=[{"role": "user", "content": turn}],
            thinking=thinking,
            output_config={"effort": effort, "format": {"type": "json_schema", "schema": schema}},
        )

    def _connected(self) -> "Anthropic":
        from anthropic import Anthropic, Timeout

        with self._lock:
            if self._client is None:
                self._client = Anthropic(
                    api_key=self._settings.key,
                    base_url=self._settings.url or None,
                    max_retries=self._settings.retries,
                    timeout=Timeout(self._settings.timeout_seconds, connect=CONNECT_SECONDS),
                    middleware=[self._refuse_long_waits],
                )
            return self._client

    def _refuse_long_waits(self, request: Any, call_next: Any) -> Any:
        """The client obeys any pause it is told, an hour too; a longer one than ours ends the request instead."""
        response = call_next(request)
        if response.status_code >= 400 and not self._is_short(response.headers):
            raise WaitTooLong(f"status {response.status_code}")
        return response

    def _is_short(self, headers: Any) -> bool:
        """Whether the pause a server asks for is one we take; a date counts as too long."""
        longest = self._settings.longest_wait_seconds
        try:
            return (
                float(headers.get("retry-after", "0")) <= longest
                and float(headers.get("retry-after-ms", "0")) <= longest * 1000
            )
        except ValueError:
            return False

    def _explained(self, problem: "APIError") -> Answer:
        """A failure of the API as a sentence; a request that was too big is cut in two like an unreadable answer."""
        status = getattr(problem, "status_code", None)
        if status == 413 or (status is not None and status < 400):
            return UNREADABLE
        if status in WHY:
            told = getattr(problem, "api_message", None) or "no reason given"
            sentence = WHY[status].format(told=told, model=self._settings.small_model)
            raise LineDown(sentence, for_good=True) from problem
        if status is None:
            raise LineDown(f"Claude cannot be reached ({type(problem).__name__}).") from problem
        raise LineDown(f"Claude is not available just now (status {status}).") from problem
