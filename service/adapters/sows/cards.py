"""What work costs, out of a file: the rate cards, the order in which they are tried, and tiers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from service.adapters.sows.people import days, overlap
from service.adapters.sows.register import Register
from service.adapters.sows.shape import Steps
from service.domain.category import Category
from service.domain.period import Period
from service.domain.terms.ratecard import NOTHING, RESOLVE, RateCard, Step, Tier

PARTS = ("person", "role", "category", "line", "project")
"""What a card may name, in the order in which `resolve` joins them."""


class Prices(NamedTuple):
    """The cards of a file, how the right one is found, and which day's price counts."""

    cards: tuple[RateCard, ...] = ()
    resolve: tuple[str, ...] = RESOLVE
    rate_by: str = "work_date"


def prices(register: Register, term: Period) -> Prices:
    """What the `rates:` of a file say."""
    page = register.page
    places = [(where, _card(register, where, said, term)) for where, said in page.each("rates", "cards")]
    _refuse_rivals(register, places)
    resolve = _resolve(register, places)
    return Prices(tuple(card for _, card in places), resolve, page.at("rates", "by_date") or "work_date")


def _card(register: Register, where: Steps, said: Mapping[str, Any], term: Period) -> RateCard:
    named = {part: said[part] for part in PARTS if part in said}
    if bool(named) == ("scope" in said):
        why = (
            f"a rate is for a {', '.join(PARTS[:-1])} or {PARTS[-1]}, some of these together, or (scope: sow) everybody"
        )
        register.page.say(f"{why}; name one of these", *where)
    for part in ("person", "line", "project"):
        if part in named:
            register.checked(part, named[part], *where, part)
    unit = register.only_one_of(said, ("rate", "factor"), *where)
    if unit == "factor" and "per" in said:
        register.page.say("a factor has no unit of its own; take `per` away", *where, "per")
    span = days(register.page, said, "from", "to", *where)
    return RateCard(
        said.get("rate", NOTHING.rate),
        Period(span.first or term.first, span.last),
        named.get("role", ""),
        named.get("person", ""),
        Category[named["category"]] if "category" in named else None,
        named.get("line", ""),
        named.get("project", ""),
        said.get("per", "hour"),
        said.get("factor"),
        "requires" in said,
        said.get("clause", ""),
    )


def _refuse_rivals(register: Register, places: Sequence[tuple[Steps, RateCard]]) -> None:
    """Two cards for the same thing on one day: the price would hang on their order."""
    for number, (where, card) in enumerate(places):
        for first, other in places[:number]:
            if _whose(card) == _whose(other) and overlap(card.days, other.days):
                line = register.page.line(*first)
                both = f"{_whose(card)} has this price and the one of line {line} on the same days"
                register.page.say(f"{both}; end one of them with `to:`", *where)


def _whose(card: RateCard) -> str:
    names = [(part, getattr(card, part)) for part in PARTS if getattr(card, part)]
    said = [f"the {part} {name.code if isinstance(name, Category) else name}" for part, name in names]
    return " with ".join(said) or "everybody"


def _resolve(register: Register, places: Sequence[tuple[Steps, RateCard]]) -> tuple[str, ...]:
    """The order that the file states, or the usual one with whatever else its cards name put first."""
    words = {"+".join(card.named): where for where, card in reversed(places)}
    stated = register.page.at("rates", "resolve")
    if stated is None:
        narrower = sorted((word for word in words if word not in RESOLVE), key=lambda word: -word.count("+"))
        return (*narrower, *RESOLVE)
    order = tuple("+".join(sorted(word.split("+"), key=[*PARTS, "sow"].index)) for word in stated)
    for word in sorted(set(words) - set(order)):
        why = f"a card for {word} is never tried, because `resolve` does not name {word}; add it there"
        register.page.say(why, *words[word])
    for place, word in enumerate(order):
        if word in order[:place]:
            register.page.say(f"resolve names {word} twice; keep the first", "rates", "resolve", place)
    return order


def tiers(register: Register) -> tuple[Tier, ...]:
    """What the `tiers:` of a file say."""
    register.refuse_twins("tier", "tiers")
    return tuple(_tier(register, where, said) for where, said in register.page.each("tiers"))


def _tier(register: Register, where: Steps, said: Mapping[str, Any]) -> Tier:
    steps = tuple(Step(one.get("up_to"), one["factor"]) for one in said["steps"])
    ends = [step.up_to for step in steps[:-1]]
    rising = all(end is not None and end > before for end, before in zip(ends, [Decimal(0), *ends], strict=False))  # type: ignore[operator]  # an open end has ended the run
    if not rising or steps[-1].up_to is not None:
        why = "steps go from the lowest `up_to` to the highest, and only the last has none; put them in order"
        register.page.say(why, *where, "steps")
    return Tier(
        said["id"],
        steps,
        said.get("measure", "billed_hours"),
        said["window"],
        said["mode"],
        said.get("scope", "sow"),
        said.get("clause", ""),
    )
