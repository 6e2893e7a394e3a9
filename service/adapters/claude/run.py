"""One run over many packets: the first alone, the next side by side, bad ones halved, all within one deadline."""

import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from service.adapters.claude.answer import Answer, Fate, Row
from service.adapters.claude.facts import described
from service.adapters.claude.line import Line, LineDown, Request
from service.adapters.claude.lore import Lore
from service.adapters.claude.names import Names
from service.adapters.claude.packet import Packet, Question
from service.adapters.claude.prompt import Lists, prompt, request_for
from service.adapters.claude.settings import Voice
from service.domain.hours.description import Ask, Description
from service.domain.texts.reader import Progress
from service.words import say

SPARE_CALLS = 20
CALLS_A_PACKET = 3
"""More calls than this means that halving does not help; the rest stays undescribed."""
FAILURES_IN_A_ROW = 2


class Matter(NamedTuple):
    """What a run needs to know beside its packets."""

    lists: Lists
    names: Names
    lore: Lore

    def request(self, packet: Packet) -> Request:
        """The request that asks about a packet."""
        return request_for(packet, self.lists, self.lore.examples(packet, self.names))

    def said(self, row: Row, ask: Ask, question: Question, answer: Answer, voice: Voice) -> Description | None:
        """What a row of an answer says about a text, as far as it can be believed."""
        said = described(row, ask, self.names, answer.model or voice.model, version_of(voice))
        if said is None:
            return None
        if question.suspicious:
            said = replace(said, instruction_like=True, wording="")
        return self.lore.weighed(said, ask)


def version_of(voice: Voice) -> str:
    """Which prompt and which model: answers and confidences of another version are not comparable."""
    return f"{prompt()[0]} {voice.model}"


class Run:
    """Packets on their way. Threads take them from one queue; who started the run waits for the end or the deadline."""

    def __init__(self, line: Line, voice: Voice, matter: Matter) -> None:
        self.found: dict[str, Description] = {}
        self.problem = ""
        self.is_broken = False
        """Whether failures of Claude have ended it, so that another run would not fare better just now."""
        self._line, self._voice, self._matter = line, voice, matter
        self._waiting: deque[Packet] = deque()
        self._busy = self._calls = self._ceiling = self._failures = self._done = self._end = 0
        self._warm = self._closed = False
        self._changed = threading.Condition()
        self._until = 0.0

    def go(self, packets: Sequence[Packet], until: float, progress: Progress | None = None) -> None:
        """Everything that can be found out about the packets before that moment of the monotonic clock."""
        self._waiting.extend(packets)
        self._ceiling = SPARE_CALLS + CALLS_A_PACKET * len(packets)
        self._end = sum(packet.asks for packet in packets)
        self._until = until
        for number in range(min(self._line.settings.requests_at_once, len(packets))):
            threading.Thread(target=self._work, name=f"claude-{number}", daemon=True).start()
        self._wait(progress or (lambda _done, _all: None))

    def _wait(self, progress: Progress) -> None:
        """Sit until all is done or the time is over, and say how far it is; late answers are not taken."""
        told = -1
        while not self._is_over() and self._left() > 0:
            with self._changed:
                if told == self._done:
                    self._changed.wait(min(self._left(), 1.0))
                done = self._done
            if done != told:
                told = done
                progress(done, self._end)
        with self._changed:
            if not self._is_over():
                self.problem = self.problem or say("claude.late")
            self._closed = True
            self._changed.notify_all()
        if told != self._done:
            progress(self._done, self._end)

    def _left(self) -> float:
        return max(0.0, self._until - time.monotonic())

    def _is_over(self) -> bool:
        return self._closed or (not self._waiting and not self._busy)

    def _work(self) -> None:
        while (packet := self._next()) is not None:
            try:
                answer = self._line.ask(self._matter.request(packet), self._voice)
                with self._changed:
                    self._take(packet, answer)
            except LineDown as down:
                with self._changed:
                    self._fail(packet, down)
            finally:
                with self._changed:
                    self._busy -= 1
                    self._changed.notify_all()

    def _next(self) -> Packet | None:
        """The next packet; until the first answer is here only one is on its way, so that it warms the cache."""
        with self._changed:
            while not self._is_over() and not self._may_start():
                self._changed.wait(self._left() or 0.1)
                if self._left() <= 0:
                    return None
            if self._is_over():
                return None
            if self._calls >= self._ceiling:
                self._close(say("claude.useless"))
                return None
            self._calls += 1
            self._busy += 1
            return self._waiting.popleft()

    def _may_start(self) -> bool:
        return bool(self._waiting) and (self._warm or self._busy == 0)

    def _close(self, problem: str) -> None:
        self.problem = problem
        self._closed = True
        self._changed.notify_all()

    def _fail(self, packet: Packet, down: LineDown) -> None:
        """A packet without an answer waits for one more try, unless it is clear that none can help."""
        if self._closed:
            return
        self._failures += 1
        if down.for_good or self._failures >= FAILURES_IN_A_ROW:
            self.is_broken = True
            self._close(str(down))
        elif packet.tries:
            self.problem = str(down)
            self._done += packet.asks
        else:
            self._waiting.append(packet.again(packet.questions))

    def _take(self, packet: Packet, answer: Answer) -> None:
        """Believe what can be believed of an answer, and ask again for the rest."""
        if self._closed:
            return
        self._failures, self._warm = 0, True
        if answer.fate in (Fate.REFUSED, Fate.UNREADABLE) or packet.has_slipped(answer.rows, answer.fate is Fate.WHOLE):
            self._halve(packet)
            return
        open_questions = self._believed(packet, answer)
        cut_off = answer.fate is Fate.CUT
        if cut_off and len(open_questions) == len(packet.questions):
            self._halve(packet)
        elif cut_off:
            self._put(packet.rest(open_questions))
        elif packet.tries == 0:
            self._put(packet.again(open_questions))
        else:
            self._done += sum(len(question.asks) for question in open_questions)

    def _believed(self, packet: Packet, answer: Answer) -> list[Question]:
        """Keep every row that holds; the questions that are still open."""
        still_open = []
        for n, question in enumerate(packet.questions, 1):
            missing = [ask for ask in question.asks if not self._keep(ask, question, answer, n)]
            self._done += len(question.asks) - len(missing)
            if missing:
                still_open.append(question.only(missing))
        return still_open

    def _keep(self, ask: Ask, question: Question, answer: Answer, n: int) -> bool:
        row = answer.rows.get(n)
        said = self._matter.said(row, ask, question, answer, self._voice) if row is not None else None
        if said is None:
            return False
        self.found[ask.key] = said
        return True

    def _put(self, packet: Packet) -> None:
        if packet.questions:
            self._waiting.append(packet)

    def _halve(self, packet: Packet) -> None:
        """Two halves in place of a bad packet; a single text is tried once more, then left."""
        if len(packet.questions) > 1:
            self._waiting.extend(packet.halves())
        elif packet.tries == 0:
            self._waiting.append(packet.again(packet.questions))
        else:
            self._done += packet.asks
