"""The terms of one SOW, out of its file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service.adapters.sows.checks import LIKE_ENOUGH, Known, layer
from service.adapters.sows.page import Page
from service.adapters.sows.people import days, overlap
from service.domain.agency import Agency, Client, nearest
from service.domain.cap import Cap
from service.domain.category import Category
from service.domain.period import Period
from service.domain.ratecard import RateCard, Rounding
from service.domain.retainer import Retainer
from service.domain.sow import Invoicing, Sow

UNPAID = frozenset({Category.ADM, Category.SAL, Category.TRN, Category.OFF})
"""What a client does not pay for where the file says nothing."""


@dataclass(frozen=True, slots=True)
class Terms:
    """A SOW file on its way to a SOW, with whom its ids speak of."""

    page: Page
    client: Client
    agency: Agency
    known: Known | None

    def sow(self) -> Sow:
        """The SOW; what does not hold together is noted on the page."""
        said = self.page.values["sow"]
        term = days(self.page, said, "starts", "ends", "sow")
        cards = self._cards(term)
        return Sow(
            said["id"],
            said["title"],
            self.client.id,
            term,
            said.get("currency", self.agency.currency),
            self._projects(said.get("projects"), "sow", "projects"),
            said.get("status", "active"),
            int(said.get("priority", 0)),
            cards,
            self._rounding(),
            self._caps(cards),
            self._retainer(),
            self._unpaid(),
            self._invoicing(),
            layer(self.page, f"SOW {said['id']}", self.known),
            self.page.name,
        )

    def _projects(self, ids: Sequence[str] | None, *where: str | int) -> tuple[str, ...]:
        for place, one in enumerate(ids or ()):
            self._look_up("project", one, [project.id for project in self.client.projects], *where, place)
        return tuple(ids or ())

    def _look_up(self, kind: str, text: str, ids: Sequence[str], *where: str | int) -> None:
        if text not in ids:
            close = nearest(text, ids, LIKE_ENOUGH)
            known = f"known here: {', '.join(dict.fromkeys(ids)) or 'none'}"
            perhaps = f"perhaps {close} is meant" if close else known
            self.page.say(f"there is no {kind} with the id {text}; {perhaps}", *where)

    def _cards(self, term: Period) -> tuple[RateCard, ...]:
        said = self.page.at("rates", "cards") or ()
        cards = tuple(self._card(place, one, term) for place, one in enumerate(said))
        for place, card in enumerate(cards):
            for first, other in enumerate(cards[:place]):
                if (card.role, card.person) == (other.role, other.person) and overlap(card.days, other.days):
                    line = self.page.line("rates", "cards", first)
                    both = f"{_whose(card)} has this price and the one of line {line} on the same days"
                    self.page.say(f"{both}; end one of them with `to:`", "rates", "cards", place)
        return cards

    def _card(self, place: int, said: Mapping[str, Any], term: Period) -> RateCard:
        where = ("rates", "cards", place)
        if len({"role", "person", "scope"} & said.keys()) != 1:
            self.page.say(
                "a rate is for one role, one person or (scope: sow) everybody; name just one of these", *where
            )
        if "person" in said:
            self._look_up("person", said["person"], [person.id for person in self.agency.people], *where, "person")
        span = days(self.page, said, "from", "to", *where)
        span = Period(span.first or term.first, span.last)
        return RateCard(said["rate"], span, said.get("role", ""), said.get("person", ""))

    def _rounding(self) -> tuple[Rounding, ...]:
        for said in self.page.at("rounding") or ():
            if said["direction"] == "nearest" and "tie" not in said:
                why = "nearest does not say where an exact half goes; ask the client, then add `tie: up`"
                self.page.say(why, "rounding", 0)
            return (Rounding(said["increment"], said["direction"]),)
        return ()

    def _caps(self, cards: Sequence[RateCard]) -> tuple[Cap, ...]:
        caps, lines = [], dict[str, int]()
        for place, said in enumerate(self.page.at("caps") or ()):
            line = self.page.line("caps", place)
            if lines.setdefault(said["id"], line) != line:
                why = f"there is a cap {said['id']} in line {lines[said['id']]} already; give this one another id"
                self.page.say(why, "caps", place)
            if said.get("measure") == "money" and said["action"] == "clip":
                why = "money is not clipped yet: a row would be billed in full; write block, or count hours"
                self.page.say(why, "caps", place)
            scope, subject = self._scope(place, said["scope"], cards)
            if said["limit"] is not None:
                caps.append(Cap(said["id"], scope, said["limit"], said["window"], said["action"],
                                said.get("measure", "billed_hours"), subject))  # fmt: skip
        return tuple(caps)

    def _scope(self, place: int, said: Any, cards: Sequence[RateCard]) -> tuple[str, str]:
        if isinstance(said, str):
            return said, ""
        ((scope, subject),) = said.items()
        people = self.agency.people
        held = [span.role for person in people for span in person.roles]
        ids = {
            "role": [*held, *(card.role for card in cards if card.role)],
            "person": [person.id for person in people],
            "project": [project.id for project in self.client.projects],
        }[scope]
        self._look_up(scope, subject, ids, "caps", place, "scope", scope)
        return scope, subject

    def _unpaid(self) -> frozenset[Category]:
        codes = self.page.at("non_billable", "categories")
        return UNPAID if codes is None else frozenset(Category[code] for code in codes)

    def _retainer(self) -> Retainer | None:
        said = self.page.at("retainer")
        if said is None:
            return None
        projects = self._projects(said.get("projects"), "retainer", "projects")
        return Retainer(said["hours"], said["fee"], said["overage"]["rate"], projects, said.get("name", "Retainer"))

    def _invoicing(self) -> Invoicing:
        said = self.page.at("invoicing") or {}
        return Invoicing(
            tuple(said.get("group_by", Invoicing().group_by)),
            said.get("terms", ""),
            self.page.at("invoicing", "quickbooks", "items"),
            self.page.at("tax", "labour") or Invoicing().tax_code,
        )


def _whose(card: RateCard) -> str:
    return f"the role {card.role}" if card.role else f"the person {card.person}" if card.person else "everybody"
