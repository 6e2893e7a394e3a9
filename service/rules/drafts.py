"""INV: approvals, and the draft as a whole."""

from collections.abc import Iterator
from decimal import Decimal

from service.domain.invoicing.invoice import Line
from service.domain.judging.case import Case
from service.domain.judging.finding import Flag, Risk
from service.domain.money import ZERO, exact, half_up, hundredths, money
from service.domain.terms.check import Level, Terms
from service.rules.draftrule import draft_rule

HUNDRED = Decimal(100)
MOST_NAMED = 5


@draft_rule("INV001", "unapproved-rows-left-behind", Level.WARN, mode="partial")
def unapproved_rows_left_behind(case: Case, terms: Terms) -> Iterator[Flag]:
    """Billable rows of the period stay behind. With the mode `hold` the draft waits for them.

    left behind          | total    | finding
    3 x 2.50 h, 350.00   | 6,200.00 | INV001
                         | 6,200.00 |

    With `mode` hold:

    left behind          | total    | finding
    1 x 2.50 h, 350.00   | 6,200.00 | INV001 block
                         | 6,200.00 |
    """
    if not case.left:
        return
    hours, stake = sum((row.hours for row in case.left), ZERO), sum((row.money for row in case.left), ZERO)
    count = len(case.left)
    rows = "1 billable row stays" if count == 1 else f"{count} billable rows stay"
    places = ", ".join(row.place for row in case.left[:MOST_NAMED]) + (", …" if count > MOST_NAMED else "")
    yield Flag(
        _name(case), f"{rows} behind: {hundredths(hours)} h, {money(stake, case.draft.currency)} ({places}).",
        "Approve what is right before the draft is made, or bill it with a later one.", stake,
        Level.BLOCK if terms["mode"] == "hold" else None, Risk.UNBILLED,
        (("rows", Decimal(count)), ("hours", hours)),
    )  # fmt: skip


@draft_rule("INV004", "figures-not-adding-up", Level.BLOCK, fixed=True)
def figures_not_adding_up(case: Case, terms: Terms) -> Iterator[Flag]:
    """A shown quantity times a shown price is not the shown amount, or shown amounts are not the shown total.

    line                 | finding
    8.3333333 x 1,000.00 | INV004
    8.33 x 1,000.00      |
    """
    draft = case.draft
    for number, line in enumerate(draft.lines, 1):
        product = shown_product(line)
        if product is not None and product != line.amount:
            yield Flag(
                _name(case),
                f"Line {number} shows {exact(line.quantity or ZERO)} x {exact(line.unit_price or ZERO)} and "
                f"{money(line.amount, draft.currency)}: that would be {money(product, draft.currency)}.",
                "Give the hours fewer decimals in the SOW.", abs(product - line.amount),
            )  # fmt: skip
    shown = sum((half_up(line.amount, line.step) for line in draft.lines), ZERO)
    if shown != draft.total:
        both = f"{money(shown, draft.currency)} and not {money(draft.total, draft.currency)}"
        yield Flag(_name(case), f"The lines shown sum to {both}.", "Tell whoever looks after Tickmark.", shown)


def shown_product(line: Line) -> Decimal | None:
    """The product of the two figures as people see them; None for a line that is no product."""
    if line.quantity is None or line.unit_price is None:
        return None
    return half_up(Decimal(exact(line.quantity)) * line.unit_price, line.step)


@draft_rule("INV005", "draft-already-made-for-period", Level.WARN)
def draft_already_made_for_period(case: Case, terms: Terms) -> Iterator[Flag]:
    """The SOW has an invoice for this period already; this draft bills what came later.

    made before | period  | finding
    2026-09     | 2026-09 | INV005
    2026-08     | 2026-09 |
    """
    draft = case.draft
    same = [one for one in case.earlier if (one.period, one.part) == (draft.period_text, draft.part)]
    if same:
        numbers = ", ".join(f"{one.number or 'one'} ({money(one.total, draft.currency)})" for one in same)
        yield Flag(
            _name(case), f"{draft.sow} has an invoice for {draft.period_text} already: {numbers}.",
            "This draft bills only what is on none of them. Make sure that the client expects a second one.",
            draft.total,
        )  # fmt: skip


@draft_rule("INV006", "empty-or-negative-draft", Level.ACKNOWLEDGE)
def empty_or_negative_draft(case: Case, terms: Terms) -> Iterator[Flag]:
    """The total is zero; or below, which QuickBooks takes as a credit memo only.

    total   | finding
    -600.00 | INV006 block
    0.00    | INV006
    900.00  |
    """
    draft = case.draft
    if draft.total < ZERO:
        yield Flag(
            _name(case), f"The draft comes to {money(draft.total, draft.currency)}.",
            "Bill more with it, or write a credit memo in QuickBooks by hand.", -draft.total, Level.BLOCK,
        )  # fmt: skip
    elif draft.total == ZERO:
        remedy = "Write “INV006: why” into the Reason of one of its rows to have it made all the same."
        yield Flag(_name(case), f"The draft comes to {money(ZERO, draft.currency)}.", remedy)


@draft_rule("INV007", "amount-unlike-recent-invoices", Level.WARN, share=Decimal("0.30"), last=3)
def amount_unlike_recent_invoices(case: Case, terms: Terms) -> Iterator[Flag]:
    """The total differs from the mean of the SOW's last invoices by more than a share of it.

    made before            | total     | finding
    7,500; 8,000; 8,500    | 11,200.00 | INV007
    7,500; 8,000; 8,500    | 9,000.00  |
    8,000; 8,000           | 90,000.00 |
    """
    draft, last = case.draft, int(terms["last"])
    totals = [one.total for one in case.earlier if one.period != draft.period_text][:last]
    mean = sum(totals, ZERO) / len(totals) if len(totals) == last else ZERO
    if mean <= ZERO:
        return
    off = draft.total / mean - 1
    if abs(off) > Decimal(terms["share"]):
        yield Flag(
            _name(case),
            f"{money(draft.total, draft.currency)} is {exact(half_up(off * HUNDRED, Decimal(1)))} % off the mean of "
            f"the last {last} invoices, {money(mean, draft.currency)}.",
            "See that nothing is missing or billed twice.", abs(draft.total - mean),
            numbers=(("mean", half_up(mean)), ("total", draft.total)),
        )  # fmt: skip


def _name(case: Case) -> str:
    """What the finding is about, where there is no row."""
    return " ".join(filter(None, (case.draft.sow, case.draft.period_text, case.draft.part)))
