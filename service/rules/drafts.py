"""INV: approvals, and the draft as a whole."""

from collections.abc import Iterator
from decimal import Decimal

from service.domain.invoicing.invoice import Line
from service.domain.judging.case import Case, Earlier
from service.domain.judging.finding import Flag, Risk
from service.domain.money import ZERO, exact, half_up, hundredths, money
from service.domain.phrase import Phrase, joined, phrase
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
    named = [*(row.place for row in case.left[:MOST_NAMED]), *(["…"] if count > MOST_NAMED else [])]
    yield Flag(
        _name(case),
        phrase(
            "{rows} billable {rows?row stays:rows stay} behind: {hours} h, {money} ({places}).",
            rows=count, hours=hundredths(hours), money=money(stake, case.draft.currency), places=joined(", ", named),
        ),
        phrase("Approve what is right before the draft is made, or bill it with a later one."), stake,
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
                phrase(
                    "Line {number} shows {quantity} x {price} and {amount}: that would be {product}.",
                    number=number, quantity=exact(line.quantity or ZERO), price=exact(line.unit_price or ZERO),
                    amount=money(line.amount, draft.currency), product=money(product, draft.currency),
                ),
                phrase("Give the hours fewer decimals in the SOW."), abs(product - line.amount),
            )  # fmt: skip
    shown = sum((half_up(line.amount, line.step) for line in draft.lines), ZERO)
    if shown != draft.total:
        yield Flag(
            _name(case),
            phrase(
                "The lines shown sum to {sum} and not {total}.",
                sum=money(shown, draft.currency), total=money(draft.total, draft.currency),
            ),
            phrase("Tell whoever looks after Tickmark."), shown,
        )  # fmt: skip


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
        numbers = joined(", ", [_called(one, draft.currency) for one in same])
        yield Flag(
            _name(case),
            phrase(
                "{sow} has an invoice for {period} already: {invoices}.",
                sow=draft.sow, period=draft.period_text, invoices=numbers,
            ),
            phrase("This draft bills only what is on none of them. Make sure that the client expects a second one."),
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
            _name(case), phrase("The draft comes to {total}.", total=money(draft.total, draft.currency)),
            phrase("Bill more with it, or write a credit memo in QuickBooks by hand."), -draft.total, Level.BLOCK,
        )  # fmt: skip
    elif draft.total == ZERO:
        yield Flag(
            _name(case), phrase("The draft comes to {total}.", total=money(ZERO, draft.currency)),
            phrase("Write “INV006: why” into the Reason of one of its rows to have it made all the same."),
        )  # fmt: skip


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
            phrase(
                "{total} is {percent} % off the mean of the last {last} invoices, {mean}.",
                total=money(draft.total, draft.currency), percent=exact(half_up(off * HUNDRED, Decimal(1))),
                last=last, mean=money(mean, draft.currency),
            ),
            phrase("See that nothing is missing or billed twice."), abs(draft.total - mean),
            numbers=(("mean", half_up(mean)), ("total", draft.total)),
        )  # fmt: skip


def _called(one: Earlier, currency: str) -> Phrase:
    """An invoice by its number, where it has one, and its total."""
    return phrase("{invoice} ({total})", invoice=one.number or phrase("one"), total=money(one.total, currency))


def _name(case: Case) -> str:
    """What the finding is about, where there is no row."""
    return " ".join(filter(None, (case.draft.sow, case.draft.period_text, case.draft.part)))
