"""What a reading may rely on beside the cells: locale, zone, whose names are known, and what people decided."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from types import MappingProxyType

from service.adapters.tabs.rowids import Forgetful, Mint, Recall, mint

Decisions = Mapping[str, Mapping[str, str]]
"""What people decided about tabs: by title, then by what was asked."""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything of a reading that does not stand in the workbook's cells."""

    locale: str = ""
    zone: tzinfo | None = None
    """Where the agency is; moments of other zones are read as its days and hours."""
    names: Callable[[str], str] | None = None
    """Tells of a name whether it is a `person`, `client` or `project`; empty for one that nobody knows."""
    decisions: Decisions = field(default_factory=lambda: MappingProxyType({}))
    fresh: Mint = mint
    recall: Recall = field(default_factory=Forgetful)
    closely: bool = True
    """Whether a tab without a known header is worth a long look."""

    def decided(self, title: str) -> Mapping[str, str]:
        """What was decided about a tab."""
        return self.decisions.get(title) or {}
