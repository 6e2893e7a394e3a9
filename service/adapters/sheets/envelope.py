"""An answer of spreadsheets.get, opened down to its cells, each of which stays in the bytes it came in.

A sheet says few things very often: whoever reads a cell by its bytes reads each of those things once.
"""

from typing import Any

import msgspec

JSON = dict[str, Any]


class Row(msgspec.Struct, frozen=True, gc=False):
    """The cells of a row, each as JSON."""

    values: list[msgspec.Raw] = []


class Data(msgspec.Struct, frozen=True):
    """What stands in a tab, and the marks of its columns."""

    rows: list[Row] = msgspec.field(default_factory=list, name="rowData")
    columns: list[JSON] = msgspec.field(default_factory=list, name="columnMetadata")


class Sheet(msgspec.Struct, frozen=True, rename="camel"):
    """One tab."""

    properties: JSON
    data: list[Data] = []
    merges: list[JSON] = []
    tables: list[JSON] = []
    charts: list[JSON] = []
    protected_ranges: list[JSON] = []
    conditional_formats: list[JSON] = []


class Envelope(msgspec.Struct, frozen=True):
    """A spreadsheet."""

    properties: JSON = {}
    sheets: list[Sheet] = []


OPENER = msgspec.json.Decoder(Envelope)


def opened(content: bytes) -> Envelope:
    """The envelope of an answer. Raises ValueError where it is none, or only half of one."""
    str(content, "utf-8")  # what is skipped over is not looked at so closely
    return OPENER.decode(content)
