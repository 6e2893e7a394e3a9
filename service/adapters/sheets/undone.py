"""What an undo came to."""

from dataclasses import dataclass, field


@dataclass
class Undone:
    """Cells that went back, what was taken away, and what was left to people since they had changed it."""

    cells: int = 0
    made: list[str] = field(default_factory=list)
    """Tabs that had our columns and have them no more."""
    tabs: list[str] = field(default_factory=list)
    """Tabs of ours that are gone or are as they were."""
    kept: list[str] = field(default_factory=list)
    """Places where a person has written since."""
    ticks: int = 0
    """Ticks that we had taken back, and that stay so."""
    unboxed: list[str] = field(default_factory=list)
    """Rows whose ticked box went away with its column."""
    categories: dict[str, str] = field(default_factory=dict)
    """What the Category cells of rows hold again."""
