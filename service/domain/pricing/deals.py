"""The deals of one pass over a timesheet, each made when the first row like it comes by."""

from collections.abc import Hashable
from datetime import date
from decimal import Decimal

from service.domain.hours.elsewhere import works_elsewhere
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.period import window_of
from service.domain.pricing.deal import Deal
from service.domain.pricing.letting import Lets
from service.domain.pricing.meter import Gauge, Meter
from service.domain.pricing.paper import Paper
from service.domain.pricing.retaining import Account
from service.domain.pricing.shortcut import shortcut_of
from service.domain.terms.sow import Sow


class Deals:
    """Deals by what rows have in common; and the meter that they share."""

    __slots__ = ("accounts", "deals", "earliest", "elsewhere", "facts", "lets", "meter", "papers", "tiers")

    def __init__(self, sheet: Timesheet) -> None:
        self.facts = sheet.facts
        self.meter = Meter()
        self.lets = Lets(sheet.facts.agency, self.meter)
        self.papers: dict[int, Paper] = {}
        self.accounts: dict[str, Account] = {}
        self.deals: dict[Hashable, Deal] = {}
        self.earliest: dict[str, date] = {}
        """The first day of each client; works come in order, but for those on invoices."""
        known: set[int] = set()
        for work in sheet.works:
            if work.client is not None and id(work.client) not in known:
                self._note(work)
                if work.entry.date is not None and work.entry.id not in sheet.facts.billed:
                    known.add(id(work.client))
                if len(known) >= len(sheet.facts.agency.clients):
                    break  # all of them have been met
        own = [sow for sow in sheet.facts.sows if sow.client in self.earliest]
        self.elsewhere = tuple(works_elsewhere(sheet.facts.elsewhere, own, sheet.facts.agency))
        """What invoices bill of rows that are not in the sheet."""
        for work, _ in self.elsewhere:
            self._note(work)

    def _note(self, work: Work) -> None:
        client, day = work.client, work.entry.date
        if client is not None and day is not None and day < self.earliest.get(client.id, date.max):
            self.earliest[client.id] = day

    def of(self, work: Work) -> Deal:
        """The deal of a row that has a SOW."""
        entry, person, _, project, sow, _, role, category, settled, line, chosen = work
        paper = self.papers.get(id(sow)) or self._paper(work)
        whom = id(person) if paper.by_person else None
        kind = (category, settled, chosen) if paper.categories else None
        key = (id(sow), whom, role, id(project), line, kind, entry.billable)
        return self.deals.get(key) or self._deal(key, paper, work)

    def _deal(self, key: Hashable, paper: Paper, work: Work) -> Deal:
        deal = self.deals[key] = Deal(paper, work)
        deal.short = shortcut_of(deal)
        return deal

    def worked_before(self, work: Work, deal: Deal, window: str) -> Gauge:
        """The hours of a person under the SOW in the day or week of a row, those of earlier rows."""
        days = window_of(work.entry.day, window, self.facts.agency.week_starts)
        return self.meter.gauge(("worked", deal.paper.sow.id, deal.person, window, days.first))

    def totals(self) -> dict[Hashable, Decimal]:
        """What each window of a volume tier comes to; empty where no SOW has such a tier."""
        tiers = {(paper.sow.id, tier.id) for paper in self.papers.values() for tier in paper.sow.tiers
                 if tier.mode == "volume"}  # fmt: skip
        return {
            key: gauge.used
            for key, gauge in self.meter.gauges.items()
            if isinstance(key, tuple) and key[0] == "tier" and key[1:3] in tiers
        }

    def _paper(self, work: Work) -> Paper:
        sow = work.sow
        if sow is None:
            raise ValueError(f"{work.entry.place} has no SOW")
        paper = Paper(sow, work.client, self.facts, self.meter, self._account(sow))
        self.papers[id(sow)] = paper
        return paper

    def _account(self, sow: Sow) -> Account:
        """The retainer's account, one for all versions of a SOW."""
        if sow.id not in self.accounts:
            base = next((base for base in self.facts.sows if base.id == sow.id), sow)
            self.accounts[sow.id] = Account(base, self.earliest.get(sow.client, date.min))
        return self.accounts[sow.id]
