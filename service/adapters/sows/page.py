"""One SOW file, read and held against the schema, and what is wrong in it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from service.adapters.sows.document import Keyed, Mistake, Unreadable, read
from service.adapters.sows.fitting import fits
from service.adapters.sows.shape import Schema, Steps, shaped


class Page:
    """A file: its values where they fit the schema, the lines they stand on, and its mistakes."""

    def __init__(self, path: Path, root: Path, kind: str) -> None:
        self.name = f"{root.name}/{path.relative_to(root).as_posix()}"
        self.node = Keyed((), 0)
        self.values: dict[str, Any] = {}
        self.broken: set[str | int] = set()
        """Keys under which something does not fit the schema; they are left out, so that the others can be judged."""
        self._kind = kind
        self._mistakes: list[Mistake] = []
        self._lines: Mapping[Steps, int] = {}
        try:
            self._fill(read(path))
        except Unreadable as error:
            self._mistakes.append(error.mistake)
            self.broken.add(kind)

    def _fill(self, node: object) -> None:
        if not isinstance(node, Keyed):
            line = getattr(node, "line", 0)
            raise Unreadable(line, f"holds no keys; a file of this kind begins with `{self._kind}:`")
        wanted = {"$ref": f"#/$defs/{self._kind}-file"}
        self.node = node
        self.values, self._lines = shaped(node, wanted)
        self.broken = set()
        if not fits(self.values, wanted):
            self._take_out(wanted)

    def _take_out(self, wanted: Schema) -> None:
        """Say what does not fit the schema, and keep the rest."""
        from service.adapters.sows.sentences import broken

        for steps, message in broken(self.values, wanted):
            self.say(message, *steps)
            self.broken.add(steps[0] if steps else self._kind)
        self.values = {key: value for key, value in self.values.items() if key not in self.broken}

    def reading(self, node: Keyed) -> "Page":
        """The same file with other terms in it, such as those of an amendment; its mistakes are this page's."""
        other = object.__new__(Page)
        other.name, other._kind, other._mistakes = self.name, self._kind, self._mistakes
        other._fill(node)
        return other

    @property
    def usable(self) -> bool:
        """Whether its first part can be read, without which the others mean nothing."""
        return self._kind not in self.broken

    def line(self, *steps: str | int) -> int:
        """The line on which a value stands, or else the nearest thing around it; 0 where it stands in another file."""
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

    def each(self, *steps: str | int) -> Iterator[tuple[Steps, Any]]:
        """The entries of a list, each with its place."""
        for place, value in enumerate(self.at(*steps) or ()):
            yield (*steps, place), value

    def say(self, message: str, *steps: str | int) -> None:
        """Note a mistake at a value; one that stands in another file is noted there."""
        if line := self.line(*steps):
            self._mistakes.append(Mistake(line, message))

    def sentences(self) -> Iterator[str]:
        """Each mistake as people read it, once, from the top of the file to its end."""
        for line, message in sorted(set(self._mistakes)):
            yield f"{self.name}, line {line}: {message}." if line else f"{self.name} {message}."
