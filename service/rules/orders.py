"""CAP: purchase orders that drafts have to name."""

from collections.abc import Iterator

from service.domain.judging.case import Case
from service.domain.judging.finding import Flag
from service.domain.money import ZERO, money
from service.domain.phrase import phrase
from service.domain.terms.check import Level, Terms
from service.rules.draftrule import draft_rule


@draft_rule("CAP011", "purchase-order-missing", Level.BLOCK)
def purchase_order_missing(case: Case, terms: Terms) -> Iterator[Flag]:
    """The SOW asks for a purchase order, and none is in force on the draft's last day of work.

    order | required | total    | finding
          | yes      | 6,200.00 | CAP011
    PO-7  | yes      | 6,200.00 |
          | no       | 6,200.00 |
    """
    draft = case.draft
    if case.sow.purchase_order_required and not draft.order:
        yield Flag(
            draft.sow,
            phrase(
                "{sow} may be billed only on a purchase order, and none is in force for this draft of {total}.",
                sow=draft.sow, total=money(draft.total, draft.currency),
            ),
            phrase("Ask the client for an order, and write it into the SOW file."),
            draft.total,
        )  # fmt: skip


@draft_rule("CAP012", "purchase-order-exceeded", Level.ACKNOWLEDGE)
def purchase_order_exceeded(case: Case, terms: Terms) -> Iterator[Flag]:
    """The draft is more than what is left on its purchase order: asked before it is made, and no other draft waits.

    order | limit     | used     | total    | finding
    PO-7  | 10,000.00 | 9,400.00 | 1,200.00 | CAP012
    PO-7  | 10,000.00 | 9,400.00 | 600.00   |
    PO-7  |           | 9,400.00 | 600.00   |
    """
    draft, left = case.draft, case.left_on_order
    if left is None or case.order is None or draft.total <= left:
        return
    over, limit = draft.total - max(left, ZERO), money(case.order.limit or ZERO, draft.currency)
    yield Flag(
        draft.sow,
        phrase(
            "{total} is {over} more than what is left on {order}: {left} of {limit}.",
            total=money(draft.total, draft.currency), over=money(over, draft.currency), order=draft.order,
            left=money(max(left, ZERO), draft.currency), limit=limit,
        ),
        phrase(
            "Ask the client for a higher order, leave this client out, or write “CAP012: who agreed” into the Reason "
            "of one of its rows."
        ),
        over,
        numbers=(("left", left), ("total", draft.total)),
    )  # fmt: skip
