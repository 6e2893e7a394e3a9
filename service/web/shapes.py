"""What goes in and out at each address, as types; docs/openapi.json is written from them."""

from typing import Any, NotRequired, TypedDict


class Said(TypedDict):
    """A refusal or a failure, in one sentence for people."""

    error: str


class OfSheet(TypedDict):
    """Which spreadsheet is meant, and who asks as far as the script knows."""

    spreadsheetId: str
    by: NotRequired[str]
    challenge: NotRequired[str]


class Given(TypedDict):
    """A word for the developer metadata `tickmark.challenge`: whoever may edit the sheet can write it there."""

    challenge: str


class Deciding(OfSheet):
    """What a person says about tabs, by tab and key."""

    decisions: NotRequired[dict[str, dict[str, str]]]
    watch: NotRequired[str]


class Checking(OfSheet):
    """All rows, or some of a tab; `goesOn` where texts were left by the call before.

    Who sends a word as `watch` hears each second how far the work is, and asks again with the same word.
    """

    tab: NotRequired[str]
    firstRow: NotRequired[int]
    lastRow: NotRequired[int]
    goesOn: NotRequired[bool]
    watch: NotRequired[str]


class OfSow(OfSheet):
    """One SOW, or all of them."""

    sow: NotRequired[str]


class Displayed(TypedDict):
    """What rows displayed when their boxes were touched: by Row ID, the name of the texts in these columns, from 1."""

    columns: list[int]
    rows: dict[str, str]


class Edited(OfSheet):
    """The rows that somebody has changed; `waits` where whoever asks has waited, and will not come again."""

    tab: str
    firstRow: NotRequired[int]
    lastRow: NotRequired[int]
    firstColumn: NotRequired[int]
    lastColumn: NotRequired[int]
    tabId: NotRequired[int]
    seen: NotRequired[Displayed]
    waits: NotRequired[bool]


class OfRow(OfSheet):
    """A row of a tab."""

    tab: str
    row: int


class Splitting(OfRow):
    """The row that was offered to be split, by its id."""

    rowId: str


class Confirming(OfSheet):
    """A yes to what was asked before."""

    confirmed: NotRequired[bool]


class Asking(TypedDict):
    """A question to be answered with a yes, or the sentence at the end."""

    question: NotRequired[str]
    message: NotRequired[str]


class Told(TypedDict):
    """A sentence for a toast, blank where there is nothing to say; or the seconds that a look would have to wait."""

    message: str
    wait: NotRequired[int]


class Working(TypedDict):
    """How far the work is that somebody watches: it goes on."""

    working: str


class Heard(Told):
    """What came of an edit; `later` where the sheet is looked at in a minute, because now there is no room for it."""

    later: NotRequired[bool]


class UnderstoodTab(TypedDict):
    """How a tab was read, or why not."""

    tab: str
    columns: list[list[str]]
    program: NotRequired[str]
    settled: NotRequired[dict[str, Any]]
    decided: NotRequired[dict[str, Any]]
    problem: NotRequired[str]


class SetUp(Told):
    """What was understood of a sheet, and the address to share it with."""

    tabs: list[UnderstoodTab]
    shareWith: str


class Checked(Told):
    """A review, and how many texts are still to be read: ask again while there are any."""

    remaining: int


class Line(TypedDict):
    """A line of a draft, and how its amount came about."""

    description: str
    quantity: str
    unitPrice: str
    amount: str
    how: list[str]


class Invoice(TypedDict):
    """A draft invoice; amounts are exact decimals as text."""

    sow: str
    client: str
    number: str
    total: str
    currency: str
    url: str
    lines: list[Line]
    notes: list[str]


class Held(TypedDict):
    """A row that stays behind, and why."""

    tab: str
    row: int
    reason: str


class Billed(Told):
    """What was or would be drafted."""

    invoices: list[Invoice]
    held: list[Held]
    notice: NotRequired[str]


class Found(TypedDict):
    """What a rule says of a row."""

    code: str
    name: str
    level: str
    message: str
    suggestion: str
    answer: str


class Explained(TypedDict):
    """Everything that is known about a row."""

    title: str
    facts: list[list[str]]
    findings: list[Found]
    steps: list[str]


class OfMonth(TypedDict):
    """A month such as 2026-10; the one before this one where it is left out."""

    month: NotRequired[str]


class Worked(TypedDict):
    """How many rounds of work there were."""

    rounds: NotRequired[int]
    next: NotRequired[int | None]


class MonthEnded(TypedDict):
    """How many drafts each sheet came to."""

    month: str
    sheets: dict[str, dict[str, Any]]


class Mailed(TypedDict):
    """The name of the mail that was sent; blank where none was due."""

    mail: str


class Connected(TypedDict):
    """How the connection to QuickBooks stands."""

    status: str
    message: str
    realm: NotRequired[str]


class Nothing(TypedDict):
    """Heard, and nothing to add."""


class Alive(TypedDict):
    """The service answers."""

    status: str
