"""Words for people on the terminal: results on standard output, everything else beside it."""

import json
import sys
from collections.abc import Iterable
from typing import Any

from tqdm import tqdm


class Bar:
    """A progress bar for the reading of texts, on standard error."""

    def __init__(self, *, shown: bool) -> None:
        self._bar: tqdm[Any] | None = None
        self._shown = shown

    def __call__(self, done: int, of: int) -> None:
        """Show that `done` of `of` texts have been read."""
        if self._bar is None:
            hidden = None if self._shown else True  # None hides it only where nobody sits at a terminal
            self._bar = tqdm(total=of, desc="Reading texts", unit=" texts", file=sys.stderr, disable=hidden)
        self._bar.update(done - self._bar.n)
        if done >= of:
            self.close()

    def close(self) -> None:
        """Leave the bar as it is."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def say(lines: Iterable[str]) -> None:
    """Lines for a person."""
    for line in lines:
        sys.stdout.write(f"{line}\n")


def warn(sentence: str) -> None:
    """A sentence beside the results; nothing where it is blank."""
    if sentence:
        sys.stderr.write(f"{sentence}\n")


def hand_over(result: dict[str, Any]) -> None:
    """One JSON object for a program."""
    sys.stdout.write(f"{json.dumps(result, ensure_ascii=False, indent=1)}\n")
