"""Sums that are due by a date and not by the hour: retainers, prepaid blocks, milestones, deposits."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from service.domain.hours.work import Work
from service.domain.invoicing.account import Account
from service.domain.invoicing.batch import Batch
from service.domain.invoicing.invoice import Line, Share
from service.domain.money import ZERO, exact, half_up, money, step_of
from service.domain.period import Period, text_of
from service.domain.phrase import Phrase, Saying, phrase
from service.domain.terms.cadence import begin, end, length, named, overlap, window, windows
from service.domain.terms.retainer import Retainer

ONE = Decimal(1)


def fee_lines(batch: Batch, account: Account) -> Iterator[Line]:
    """Every sum that falls due with this draft and is not billed yet."""
    yield from _retainer(batch, account)
    if batch.is_due:
        yield from _prepaid(batch, account)
        yield from _milestones(batch, account)
        yield from _deposits(batch, account)


def retainer_claim(sow: str, period: Period) -> str:
    """What the fee of a period is claimed as."""
    return f"fee/{sow}/retainer/{text_of(period)}"


def fees_behind(work: Work) -> Iterator[str]:
    """The claims of the fees that may have paid for a row: its retainer's for the period, and of blocks paid ahead."""
    sow = work.sow
    if sow is None:
        return
    if sow.retainer is not None:
        yield retainer_claim(sow.id, window(sow, sow.retainer.period, work.entry.day))
    yield from (prepaid_claim(sow.id, block.id) for block in sow.prepaid)


def prepaid_claim(sow: str, block: str) -> str:
    """What the price of a block is claimed as."""
    return f"fee/{sow}/prepaid/{block}"


def _retainer(batch: Batch, account: Account) -> Iterator[Line]:
    """The retainer's fee, once a period: at its beginning or its end; the rows it covers ride along at nothing.

    It is due with the period that is billed, and with any approved row that draws on it; where there is an invoice a
    project, with that of a project it covers.
    """
    retainer = batch.sow.retainer
    drawn = any(row.bill.in_fee for row in batch.rows)
    if retainer is None or not retainer.fee or not (drawn or (batch.is_due and _is_for(retainer, batch))):
        return
    for period in windows(batch.sow, retainer.period, batch.period):
        claim, days = retainer_claim(batch.sow.id, period), overlap(period, batch.sow.days)
        if days is None or account.holds(claim):
            continue
        day = begin(days) if retainer.in_advance else end(days)
        if day in batch.period and (retainer.in_advance or day <= batch.today):
            yield _fee_of(batch, retainer, period, days, day)


def _is_for(retainer: Retainer, batch: Batch) -> bool:
    """Whether a draft is the one to bear the fee: of a project it covers, else the last of the period."""
    return batch.closes or not batch.part or batch.part in retainer.projects


def _fee_of(batch: Batch, retainer: Retainer, period: Period, days: Period, day: date) -> Line:
    fee, currency = retainer.fee or ZERO, batch.sow.currency
    how = phrase("{retainer} for {period}: {fee}.", retainer=retainer.name, period=named(period),
                 fee=money(fee, currency))  # fmt: skip
    if retainer.prorated and days != period:
        full, fee = fee, half_up(fee * length(days) / length(period), step_of(currency))
        how = phrase(
            "{retainer} for {days} of {all} days of {period}: {full} x {days} / {all} = {fee}.", retainer=retainer.name,
            days=length(days), all=length(period), period=named(period), full=money(full, currency),
            fee=money(fee, currency),
        )  # fmt: skip
    text = phrase("{retainer} · {period}", retainer=retainer.name, period=named(period))
    if retainer.hours:
        text = phrase("{fee} ({used} of {hours} h used)", fee=text, used=exact(_used(batch, period)),
                      hours=exact(retainer.hours))  # fmt: skip
    return _fee(batch, text, fee, retainer_claim(batch.sow.id, period), day, how, "retainer")


def _used(batch: Batch, period: Period) -> Decimal:
    """How much of the retainer's hours the rows of this draft use."""
    return sum((row.bill.in_fee for row in batch.rows if row.work.entry.day in period), ZERO)


def _prepaid(batch: Batch, account: Account) -> Iterator[Line]:
    for block in batch.sow.prepaid:
        claim = prepaid_claim(batch.sow.id, block.id)
        if not block.billed and block.bought <= batch.last_day and not account.holds(claim):
            text = phrase("{hours} hours paid ahead ({block})", hours=exact(block.hours), block=block.id)
            how = phrase("Block {block} of {hours} h: {price}, once.", block=block.id, hours=exact(block.hours),
                         price=money(block.price, batch.sow.currency))  # fmt: skip
            yield _fee(batch, text, block.price, claim, block.bought, how)


def _milestones(batch: Batch, account: Account) -> Iterator[Line]:
    """Parts of the fixed fee that are due by date; by acceptance or by hand, once somebody has written the day."""
    for one in batch.sow.fixed.milestones if batch.sow.fixed else ():
        claim = f"fee/{batch.sow.id}/milestone/{one.id}"
        if one.due is not None and one.due <= batch.last_day and not account.holds(claim):
            fee = batch.sow.fixed.fee if batch.sow.fixed else ZERO
            whole, part = money(fee, batch.sow.currency), money(one.amount, batch.sow.currency)
            how = phrase("Milestone {milestone}, {due}: {part} of the fixed fee of {whole}.", milestone=one.id,
                         due=_since(one.trigger, one.due), part=part, whole=whole)  # fmt: skip
            yield _fee(batch, f"{batch.sow.title} · {one.name or one.id}", one.amount, claim, one.due, how)


def _since(trigger: str, due: date) -> Phrase:
    if trigger == "acceptance":
        return phrase("accepted on {day:%d %b %Y}", day=due)
    return phrase("released on {day:%d %b %Y}" if trigger == "by_hand" else "due on {day:%d %b %Y}", day=due)


def _deposits(batch: Batch, account: Account) -> Iterator[Line]:
    for one in batch.sow.deposits:
        claim = deposit_claim(batch.sow.id, one.id)
        if one.due is not None and one.due <= batch.last_day and not account.holds(claim):
            how = phrase("Deposit {deposit}, due on {day:%d %b %Y}: {amount}.", deposit=one.id, day=one.due,
                         amount=money(one.amount, batch.sow.currency))  # fmt: skip
            text = phrase("{title} · deposit", title=batch.sow.title)
            yield _fee(batch, text, one.amount, claim, one.due, how)


def deposit_claim(sow: str, deposit: str) -> str:
    """What a deposit is claimed as."""
    return f"fee/{sow}/deposit/{deposit}"


def _fee(batch: Batch, text: Saying, amount: Decimal, claim: str, day: date, how: Phrase, item: str = "fee") -> Line:
    share = Share(claim, claim, ONE, amount)
    return Line(
        text, ONE, amount, batch.sow.invoicing.item_for(item), day, (share,), step=step_of(batch.sow.currency),
        kind="fee", steps=(how,),
    )  # fmt: skip
