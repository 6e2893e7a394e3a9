"""What a text says, as a closed list of facts. Nothing in it is about money or approval."""

from dataclasses import dataclass

from service.domain.category import Category


@dataclass(frozen=True, slots=True)
class Ask:
    """A text to be described, with what a reader needs to understand it: no names, no rates."""

    key: str
    """Identifies the question, so that an answer finds its way back."""
    client: str
    project: str
    text: str
    hours: str
    """Decimal hours as text, for judging whether durations in the text add up."""
    projects: tuple[str, ...] = ()
    """Projects of the agency that the text might speak of instead."""
    exclusions: tuple[str, ...] = ()
    """What the SOW of the row says it does not include."""
    labels: tuple[str, ...] = ()
    """Task and tags as a tracker shows them beside the text: hints, for a default label stands on all sorts of work."""
    costly: bool = False
    """Whether so much money hangs on the row that a second reading is worth its price."""


@dataclass(frozen=True, slots=True)
class Description:
    """Facts about one text, each of which a rule may use and none of which changes hours, money or an approval."""

    category: Category
    confidence: float = 0
    """From 0 to 1: how likely a manager keeps this category, as far as past decisions tell."""
    second_category: Category | None = None
    specific: bool = True
    """Whether the text names an action and an object that a client could recognise."""
    tasks: tuple[str, ...] = ()
    """The distinct tasks, quoted from the text."""
    durations: tuple[str, ...] = ()
    """Durations written in the text, quoted."""
    admin: bool = False
    """Whether the text is about timesheets, invoices, scheduling or filing."""
    rework: bool = False
    meeting: bool = False
    project_hint: str = ""
    """The project of the given list that the text fits better than its own."""
    project_margin: float = 1
    """By how much it fits better, from 0 to 1; 1 where the reader names no figure."""
    scope_hint: str = ""
    """The exclusion of the SOW that the text may fall under."""
    sensitive: bool = False
    other_client: str = ""
    instruction_like: bool = False
    """Whether the text speaks to the software instead of describing work."""
    quote: str = ""
    """The words of the text that the facts rest on."""
    wording: str = ""
    """A clearer text for the same work, for a person to accept or not."""
    source: str = "claude"
    """Who says so: claude, memory, or offline."""
    model: str = ""
    version: str = ""
    """Which prompt and which model said so: confidence is calibrated for each of them."""
    stated: float = 0
    """The confidence as the reader stated it."""

    @property
    def is_for_now(self) -> bool:
        """Whether it was made offline: the text is still to be read."""
        return self.source == "offline"
