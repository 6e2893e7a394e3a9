"""The terms of one SOW, out of its file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from service.adapters.sows import advances, cards, charges, hours, invoices, limits, multipliers, orders
from service.adapters.sows.amendments import Amended
from service.adapters.sows.checks import Known, layer
from service.adapters.sows.hours import day_of
from service.adapters.sows.page import Page
from service.adapters.sows.people import days, look_at_timezone
from service.adapters.sows.register import Register
from service.domain.period import Period
from service.domain.terms.agency import Agency, Client
from service.domain.terms.sow import Scope, Signature, Sow


@dataclass(frozen=True, slots=True)
class Terms:
    """A SOW file on its way to a SOW, with whom its ids speak of."""

    page: Page
    amended: Sequence[Amended]
    client: Client
    agency: Agency
    known: Known | None

    def sow(self) -> Sow:
        """The SOW as first signed, with the versions that its amendments make; what does not hold together is noted."""
        first, later = self._version(self.page), [self._amended(*one) for one in self.amended]
        starts = [day_of(said["effective_from"]) or date.min for said, _ in self.amended]
        ends = [start - timedelta(days=1) for start in starts]
        spans = [Period(start, end) for start, end in zip(starts, [*ends[1:], None], strict=False)]
        versions = tuple(replace(one, in_force=span) for one, span in zip(later, spans, strict=True))
        return replace(first, later=versions, in_force=Period(None, ends[0])) if versions else first

    def _amended(self, said: Mapping[str, Any], page: Page) -> Sow:
        sow = self._version(page)
        if sow.id != self.page.at("sow", "id"):
            page.say("an amendment never changes the id of its SOW; leave it as it is", "sow", "id")
        return replace(sow, version=said["number"], signed=signature(said["signed"]), reason=said.get("reason", ""))

    def _version(self, page: Page) -> Sow:
        """The terms of a page, as first signed or as amended."""
        register = Register(page, self.client, self.agency.people)
        sow = self._first_page(register)
        return self._sums(register, self._limits(register, self._prices(register, sow)))

    def _first_page(self, register: Register) -> Sow:
        page = register.page
        said, scope = page.values["sow"], page.at("scope") or {}
        if page.at("timezone"):
            look_at_timezone(page, page.at("timezone"), "timezone")
        return Sow(
            said["id"],
            said["title"],
            self.client.id,
            days(page, said, "starts", "ends", "sow"),
            said.get("currency", self.agency.currency),
            register.all("project", "sow", "projects"),
            said.get("status", "active"),
            said.get("priority", 0),
            layer=layer(page, f"SOW {said['id']}", self.known),
            source=page.name,
            agreement=said.get("agreement", self.client.agreement),
            scope=Scope(
                scope.get("text", ""),
                tuple(scope.get("deliverables", ())),
                tuple(scope.get("exclusions", ())),
                scope.get("warranty_days"),
            ),
            team=frozenset(register.all("person", "team")),
            key_people=frozenset(register.all("person", "key_people")),
            timezone=page.at("timezone") or "",
            hours_decimals=self.agency.hours_decimals,
            signed=signature(said["signed"]) if "signed" in said else None,
            renewal=said.get("renewal", ""),
        )

    def _prices(self, register: Register, sow: Sow) -> Sow:
        found = cards.prices(register, sow.days)
        rounding = hours.roundings(register)
        return replace(
            sow,
            rates=found.cards,
            resolve=found.resolve,
            rate_by=found.rate_by,
            hours_per_day=register.page.at("rates", "hours_per_day") or self.agency.hours_per_day,
            tiers=cards.tiers(register),
            rounding=rounding,
            minimums=hours.minimums(register, rounding),
            multipliers=multipliers.multipliers(register),
            holidays=multipliers.holidays(register, self.agency.holidays, sow.days),
            non_billable=hours.unpaid(register),
            exemptions=hours.exemptions(register),
        )

    def _limits(self, register: Register, sow: Sow) -> Sow:
        usual = limits.usual_thresholds(register)
        caps = limits.caps(register, usual)
        return replace(
            sow,
            lines=limits.lines(register),
            caps=caps,
            change_orders=orders.change_orders(register, caps),
            purchase_orders=orders.purchase_orders(register),
            purchase_order_required=orders.order_required(register),
            retainer=advances.retainer(register, usual),
            prepaid=advances.prepaid(register, sow.days, usual),
        )

    def _sums(self, register: Register, sow: Sow) -> Sow:
        return replace(
            sow,
            fixed=charges.fixed(register, sow.currency),
            deposits=charges.deposits(register),
            discounts=charges.discounts(register),
            retention=charges.retention(register),
            commitments=charges.commitments(register),
            expenses=invoices.expenses(register),
            invoicing=invoices.invoicing(register, sow.currency),
        )


def signature(said: Mapping[str, Any]) -> Signature:
    """Who signed, and when."""
    return Signature(day_of(said.get("at")), said.get("by", ""), said.get("document_sha256", ""))


def look_at_usual(page: Page, client: Client, agency: Agency) -> None:
    """Note what does not hold together in the terms that an outer file says for every SOW."""
    register = Register(page, client, agency.people)
    cards.prices(register, Period(None, None))
    hours.minimums(register, hours.roundings(register))
    hours.exemptions(register)
    invoices.expenses(register)
    invoices.invoicing(register, agency.currency)
