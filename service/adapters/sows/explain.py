"""A SOW said back in sentences, so that whoever signed it can tell whether the file says the same."""

from collections.abc import Iterator

from service.adapters.sows.said import engagement, invoice, limits, prices, sums
from service.adapters.sows.said.words import Names, day_of
from service.domain.terms.agency import Agency
from service.domain.terms.sow import Sow

CHAPTERS = (
    engagement.engagement, engagement.signed, engagement.scope, prices.prices, prices.rounding, limits.caps,
    limits.change_orders, sums.retainer, sums.prepaid, sums.charges, sums.expenses, prices.unpaid,
    limits.purchase_orders, invoice.invoice, invoice.checks,
)  # fmt: skip
"""In the order in which a contract states them."""


def explain(sow: Sow, agency: Agency) -> list[str]:
    """The terms as first signed, then what holds for this client over all its SOWs, then each amendment."""
    client = agency.client_of(sow.client)
    names = Names(sow, agency)
    wide = [sentence for cap in (client.caps if client else ()) for sentence in limits.limit(names, cap)]
    terms = [sentence for chapter in CHAPTERS for sentence in chapter(names)]
    return [*terms, *wide, *_amendments(sow, agency)]


def _terms(sow: Sow, agency: Agency) -> list[str]:
    """What an amendment may change: all but who signed the first paper."""
    names = Names(sow, agency)
    return [sentence for chapter in CHAPTERS if chapter is not engagement.signed for sentence in chapter(names)]


def _amendments(sow: Sow, agency: Agency) -> Iterator[str]:
    """Each amendment as what it says anew and what no longer holds."""
    before = _terms(sow, agency)
    for version in sow.later:
        signed = engagement.signature(version.signed) if version.signed else ""
        why = f" ({version.reason})" if version.reason else ""
        first = version.in_force.first
        since = f"for work from {day_of(first)} on" if first else "from the beginning"
        yield f"Amendment {version.version}{why}, signed{signed}, holds {since}."
        now = _terms(version, agency)
        yield from (f"From then on: {sentence}" for sentence in now if sentence not in before)
        yield from (f"No longer: {sentence}" for sentence in before if sentence not in now)
        before = now
