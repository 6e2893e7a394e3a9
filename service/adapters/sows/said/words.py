"""Names, days and figures as sentences write them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from service.domain.category import Category
from service.domain.money import exact, money
from service.domain.period import Period
from service.domain.terms.agency import Agency
from service.domain.terms.sow import Sow

WINDOWS = {
    "day": "a day", "week": "a week", "half_month": "a half month", "month": "a month", "quarter": "a quarter",
    "contract_month": "a month of the contract", "rolling_24h": "within any 24 hours", "term": "over the whole term",
}  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TWO = 2
TOO_SHORT = 3
"""Words of so few letters are abbreviations or numerals, which have no plural."""


@dataclass(frozen=True, slots=True)
class Names:
    """What people and things of one SOW are called."""

    sow: Sow
    agency: Agency

    def client(self) -> str:
        """The client's name."""
        client = self.agency.client_of(self.sow.client)
        return client.name if client else self.sow.client

    def person(self, one: str) -> str:
        """A person's name."""
        return next((person.name for person in self.agency.people if person.id == one), one)

    def project(self, one: str) -> str:
        """A project's name."""
        return next((project.name for project in self.agency.projects() if project.id == one), one)

    def projects(self, ids: Iterable[str]) -> str:
        """Projects by name."""
        return listed(self.project(one) for one in ids)

    def line(self, one: str) -> str:
        """A line by name and id."""
        return next((f"{line.name} ({line.id})" if line.name != line.id else line.id
                     for line in self.sow.lines if line.id == one), one)  # fmt: skip

    def money(self, amount: Decimal | None) -> str:
        """An amount in the SOW's currency."""
        return money(amount or Decimal(0), self.sow.currency)


def span(days: Period) -> str:
    """From one day to another."""
    if not days.first and days.last:
        return f"until {day_of(days.last)}"
    start = f"from {day_of(days.first)}" if days.first else "from the beginning"
    return f"{start} to {day_of(days.last)}" if days.last else f"{start} on"


def day_of(day: date) -> str:
    """1 September 2026."""
    return f"{day.day} {day:%B %Y}"


def hours_of(figure: Decimal | None) -> str:
    """1 hour, 7.5 hours."""
    figure = figure or Decimal(0)
    return f"{exact(figure)} hour{'' if figure == 1 else 's'}"


def percent(share: Decimal) -> str:
    """0.05 as 5 %."""
    return f"{exact(share * 100)} %"


def count(number: int, noun: str) -> str:
    """1 day, 30 days."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def several(role: str) -> str:
    """Everybody in a role: senior developers."""
    words = role.replace("_", " ").replace("-", " ")
    plural = len(words.split()[-1]) > TOO_SHORT and not words.endswith(("s", "ion"))
    return f"{words}s" if plural else f"people in the role {words}"


def kind(category: Category) -> str:
    """A kind of work in small letters."""
    return {Category.OFF: "time off", Category.MTG: "meetings"}.get(category, category.value.lower())


def kinds(categories: Iterable[Category], last: str = "and") -> str:
    """Kinds of work, in their usual order."""
    chosen = set(categories)
    return listed((kind(category) for category in Category if category in chosen), last)


def one_of(role: str) -> str:
    """Somebody in a role: a senior developer."""
    words = role.replace("_", " ").replace("-", " ")
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def weekdays(days: Iterable[int]) -> list[str]:
    """Days of the week; three and more in a row as Mondays to Fridays."""
    run = sorted(days)
    if len(run) > TWO and run[-1] - run[0] == len(run) - 1:
        return [f"{DAYS[run[0]]}s to {DAYS[run[-1]]}s"]
    return [f"{DAYS[day]}s" for day in run]


def upper(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def listed(words: Iterable[str], last: str = "and") -> str:
    """a, b and c."""
    *most, final = [*words] or [""]
    return f"{', '.join(most)} {last} {final}" if most else final


def closed(sentence: str, clause: str = "") -> str:
    """A sentence with the clause it rests on, and its full stop."""
    return f"{sentence} ({clause})." if clause else f"{sentence}."
