"""One SOW file, read and held against the schema, and what is wrong in it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from service.adapters.sows.document import Keyed, Mistake, Unreadable, read
from service.adapters.sows.sentences import broken
from service.adapters.sows.shape import Steps, shaped


class Page:
    """A file: its values where they fit the schema, the lines they stand on, and its mistakes."""

    def __init__(self, path: Path, root: Path, kind: str) -> None:
        self.name = f"{root.name}/{path.relative_to(root).as_posix()}"
        self.values: dict[str, Any] = {}
        self.mistakes: list[Mistake] = []
        self._lines: Mapping[Steps, int] = {}
        try:
            self._fill(path, kind)
        except Unreadable as error:
            self.mistakes.append(error.mistake)

    def _fill(self, path: Path, kind: str) -> None:
        node = read(path)
        if not isinstance(node, Keyed):
            raise Unreadable(node.line, f"holds no keys; a file of this kind begins with `{kind}:`")
        wanted = {"$ref": f"#/$defs/{kind}-file"}
        self.values, self._lines = shaped(node, wanted)
        self.mistakes += [Mistake(self.line(*steps), message) for steps, message in broken(self.values, wanted)]

    def line(self, *steps: str | int) -> int:
        """The line on which a value stands, or else the nearest thing around it."""
        while steps and steps not in self._lines:
            steps = steps[:-1]
        return self._lines.get(steps, 0)

    def at(self, *steps: str | int) -> Any:
        """The value at a place; None where the file says nothing there."""
        value: Any = self.values
        for step in steps:
            if isinstance(value, list) and isinstance(step, int):
                value = value[step]
            else:
                value = value.get(step) if isinstance(value, dict) else None
        return value

    def say(self, message: str, *steps: str | int) -> None:
        """Note a mistake at a value."""
        self.mistakes.append(Mistake(self.line(*steps), message))

    def sentences(self) -> Iterator[str]:
        """Each mistake as people read it, from the top of the file to its end."""
        for line, message in sorted(self.mistakes):
            yield f"{self.name}, line {line}: {message}." if line else f"{self.name} {message}."
