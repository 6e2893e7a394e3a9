"""What changes the sum of a draft: discounts, minimum spend, retention and deposits set off, in that order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from service.domain.invoicing.account import Account
from service.domain.invoicing.batch import Batch
from service.domain.invoicing.fees import deposit_claim
from service.domain.invoicing.invoice import Line, Share
from service.domain.money import ZERO, exact, half_up, money, step_of
from service.domain.period import DAY, Period, text_of
from service.domain.phrase import Phrase, phrase
from service.domain.terms.cadence import billed_with, end, named, overlap, windows
from service.domain.terms.charge import Commitment, Deposit, Discount

HUNDRED = Decimal(100)


class Adjusted(NamedTuple):
    """A draft's lines with what changes their sum, and what was not given and why."""

    lines: tuple[Line, ...]
    notes: tuple[Phrase, ...]


def adjusted(batch: Batch, lines: Sequence[Line], account: Account) -> Adjusted:
    """The lines, then discounts, minimum spend, retention and deposits set off."""
    made, notes = list(lines), list(_not_given(batch))
    made += [line for line in (_discount(batch, one, lines, account) for one in batch.sow.discounts) if line]
    if batch.closes:
        for one in batch.sow.commitments:
            line, note = _true_up(batch, one, made, account)
            made += [line] if line else []
            notes += [note] if note else []
    made += _retention(batch, made, account)
    for deposit in batch.sow.deposits:
        made += _set_off(batch, deposit, made, account)
    return Adjusted(tuple(made), tuple(notes))


def _not_given(batch: Batch) -> Iterator[Phrase]:
    """Discounts that hang on something nobody has confirmed: they are not given, and that is said."""
    for one in batch.sow.discounts:
        if not one.confirmed and overlap(one.days, batch.period):
            yield phrase(
                "Discount {discount} ({worth}) is not given: nobody has confirmed “{condition}”.", discount=one.id,
                worth=_worth(one, batch.sow.currency), condition=one.condition or one.id,
            )  # fmt: skip


def _worth(discount: Discount, currency: str) -> str:
    return money(discount.amount, currency) if discount.amount is not None else f"{_percent(discount.share)} %"


def _percent(share: Decimal | None) -> str:
    return exact((share or ZERO) * HUNDRED)


def _discount(batch: Batch, discount: Discount, lines: Iterable[Line], account: Account) -> Line | None:
    """A discount on what lies within its days: a share each time, an amount once a period, or once at all."""
    currency = batch.sow.currency
    claim = f"discount/{batch.sow.id}/{discount.id}/{'once' if discount.once else text_of(batch.period)}"
    again = account.holds(claim)
    base = _discounted(batch, discount, lines)
    if not discount.confirmed or not base or (again and (discount.once or discount.amount is not None)):
        return None
    if discount.amount is not None:
        off = discount.amount
        how = phrase("Discount {discount}: {amount} as agreed.", discount=discount.id, amount=money(off, currency))
    else:
        off = half_up(base * (discount.share or ZERO), step_of(currency))
        how = phrase(
            "Discount {discount}: {percent} % of {base} = {amount}.", discount=discount.id,
            percent=_percent(discount.share), base=money(base, currency), amount=money(off, currency),
        )  # fmt: skip
    if not off:
        return None
    text = phrase("Discount · {condition}", condition=discount.condition or discount.id)
    return _line(batch, "discount", text, -off, account.next(claim), how)


def _discounted(batch: Batch, discount: Discount, lines: Iterable[Line]) -> Decimal:
    """The money that a discount is worked out of: what it is given on, as far as it lies within its days."""
    days = {piece.claim: piece.day for piece in batch.pieces}
    days |= {row.work.id: row.work.entry.day for row in batch.rows if row.work.id not in days}
    fitting = (line for line in lines if _is_on(discount, line))
    return sum((_within(line, discount.days, days) for line in fitting), ZERO)


def _is_on(discount: Discount, line: Line) -> bool:
    of_hours = line.kind in ("work", "correction")
    if discount.on == "role":
        return of_hours and line.role == discount.role
    return discount.on == "invoice" or of_hours


def _within(line: Line, days: Period, worked: Mapping[str, date]) -> Decimal:
    return sum((share.amount for share in line.shares if worked.get(share.claim, line.day) in days), ZERO)


def _true_up(
    batch: Batch, commitment: Commitment, lines: Iterable[Line], account: Account
) -> tuple[Line | None, Phrase | None]:
    """What a window brought in less than was promised, at its end; given back as far as late rows make it up."""
    for window in windows(batch.sow, commitment.window, batch.period):
        if window.last is None or window.last not in batch.period or window.last > batch.today:
            continue
        currency, claim = batch.sow.currency, _claim_of(batch, commitment, window)
        least = money(commitment.minimum, currency)
        left = [day for day in batch.waiting if day in window]
        if left:
            return None, phrase(
                "The minimum of {least} for {period} is not made up yet: {rows} {rows?row waits:rows wait} to "
                "be billed.",
                least=least, period=named(window), rows=len(left),
            )  # fmt: skip
        here = sum((line.amount for line in lines), ZERO)
        spent = here + account.spending(batch.sow.id, _periods_in(batch, window))
        missing = max(ZERO, commitment.minimum - spent) - account.sum(claim)
        if not missing:
            return None, None
        made_up = account.sum(claim)
        how = phrase(
            "Minimum of {least} for {period}, {spent} spent, {before} made up before: {missing}." if made_up
            else "Minimum of {least} for {period}, {spent} spent: {missing}.",
            least=least, period=named(window), spent=money(spent, currency), before=money(made_up, currency),
            missing=money(missing, currency),
        )  # fmt: skip
        text = phrase("Minimum spend · {period}", period=named(window))
        return _line(batch, "trueup", text, missing, account.next(claim), how), None
    return None, None


def _claim_of(batch: Batch, commitment: Commitment, window: Period) -> str:
    return f"trueup/{batch.sow.id}/{commitment.id}.{text_of(window)}/{text_of(batch.period)}"


def _periods_in(batch: Batch, window: Period) -> Iterator[Period]:
    """The invoice periods that end in the window, this one included."""
    day = window.first or batch.sow.days.first
    while day is not None and day in window and day in batch.sow.days:
        period = billed_with(batch.sow, day)
        yield period
        day = period.last + DAY if period.last else None


def _retention(batch: Batch, lines: Iterable[Line], account: Account) -> Iterator[Line]:
    """A share kept back, up to a sum; or what was kept back, once it is released."""
    terms, currency, sow = batch.sow.retention, batch.sow.currency, batch.sow.id
    if terms is None:
        return
    kept = -account.sum(f"retention/{sow}/") - account.sum(f"release/{sow}/")
    if terms.released is not None and terms.released <= batch.last_day:
        if kept > ZERO and batch.is_due:
            how = phrase("Kept back so far and released on {day:%d %b %Y}: {kept}.", day=terms.released,
                         kept=money(kept, currency))  # fmt: skip
            claim = account.next(f"release/{sow}/kept/{text_of(batch.period)}")
            yield _line(batch, "release", phrase("Retention released"), kept, claim, how)
        return
    base = sum((line.amount for line in lines), ZERO)
    share = half_up(max(base, ZERO) * terms.share, step_of(currency))
    off = share if terms.up_to is None else min(share, terms.up_to - kept)
    if off > ZERO:
        how = phrase(
            "{percent} % of {base} kept back, up to {most} in all ({kept} before): {amount}." if terms.up_to
            else "{percent} % of {base} kept back: {amount}.",
            percent=_percent(terms.share), base=money(base, currency), most=money(terms.up_to or ZERO, currency),
            kept=money(kept, currency), amount=money(off, currency),
        )  # fmt: skip
        text = phrase("Retention of {percent} %", percent=_percent(terms.share))
        claim = account.next(f"retention/{sow}/kept/{text_of(batch.period)}")
        yield _line(batch, "retention", text, -off, claim, how)


def _set_off(batch: Batch, deposit: Deposit, lines: Sequence[Line], account: Account) -> Iterator[Line]:
    """A deposit that was billed before, set off by its share of each invoice until it is used up."""
    sow, currency = batch.sow.id, batch.sow.currency
    billed = deposit_claim(sow, deposit.id)
    paid = deposit.amount if deposit.due is None else account.claims.get(billed, ZERO)
    left = paid + account.sum(f"setoff/{sow}/{deposit.id}/")
    base = sum((line.amount for line in lines), ZERO)
    off = min(left, half_up(max(base, ZERO) * deposit.share, step_of(currency)))
    if off > ZERO:
        how = phrase(
            "{percent} % of {base}, with {left} of deposit {deposit} left: {amount}.",
            percent=_percent(deposit.share), base=money(base, currency), left=money(left, currency),
            deposit=deposit.id, amount=money(off, currency),
        )  # fmt: skip
        text = phrase("Deposit set off ({left} left)", left=money(left - off, currency))
        claim = account.next(f"setoff/{sow}/{deposit.id}/{text_of(batch.period)}")
        yield _line(batch, "setoff", text, -off, claim, how)


def _line(batch: Batch, kind: str, text: Phrase, amount: Decimal, claim: str, how: Phrase) -> Line:
    """A line that is an amount alone."""
    item = batch.sow.invoicing.item_for("discount" if kind == "discount" else "fee")
    day = end(batch.period) if batch.period.last else batch.today
    share = Share(claim, claim, ZERO, amount)
    return Line(text, None, None, item, day, (share,), amount, step_of(batch.sow.currency), kind, steps=(how,))
