"""What is far beyond the usual: such drafts wait until a second approver has asked for them too."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from service.domain.invoicing.export import Export
from service.domain.invoicing.invoice import DraftInvoice
from service.domain.money import money
from service.domain.phrase import Saying, phrase


class Bounds(NamedTuple):
    """How far beyond the usual is too far."""

    times_the_most: Decimal = Decimal(5)
    """A draft over so many times the most that was ever billed to the client waits."""
    known_after: int = 3
    """Invoices of a client before anything counts as its usual."""
    most_drafts: int = 100
    """Drafts in one run."""


def beyond(draft: DraftInvoice, drafts: int, made: Sequence[Export], bounds: Bounds) -> Saying:
    """Why a draft needs a second yes; blank where it is within the usual."""
    if drafts > bounds.most_drafts:
        return phrase(
            "{count} drafts in one run are more than {most}. "
            "Another approver has to choose Generate invoices too before they are made.",
            count=drafts, most=bounds.most_drafts,
        )  # fmt: skip
    usual = [one.total for one in made if (one.client, one.currency) == (draft.client, draft.currency)]
    if len(usual) < bounds.known_after or draft.total <= max(usual) * bounds.times_the_most:
        return ""
    most, total = (money(figure, draft.currency) for figure in (max(usual), draft.total))
    return phrase(
        "{total} is more than {times} times the most that was ever billed to this client ({most}). "
        "Another approver has to choose Generate invoices too before it is made.",
        total=total, times=bounds.times_the_most, most=most,
    )  # fmt: skip
