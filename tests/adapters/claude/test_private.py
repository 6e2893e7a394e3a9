"""Names, addresses and rates stay in the house, whichever field of a request might carry them."""

from datetime import UTC, date, datetime
from typing import Any

from sandbox.serving import Running
from service.adapters.claude import Claude
from service.adapters.claude.notes import ClaudeNotes
from service.adapters.claude.record import Forgetful
from service.domain.category import Category
from service.domain.hours.description import Ask
from service.domain.texts.decision import Decision, decision_key
from service.domain.texts.notes import Known, Line
from tests.adapters.claude.conftest import settings
from tests.adapters.claude.leaks import secrets_in, turns

PEOPLE = ["Anna Kowalska", "Tomáš Novák", "Ines Duarte"]
LOOSE = "with anna, TOMAS NOVÁK and Duarte (ines.duarte@agency.example), 140 EUR/h or $95 an hour, +49 30 1234 5678"


def test_a_leak_would_be_noticed() -> None:
    names = ["anna", "duarte", "ines", "novak", "tomas"]
    assert secrets_in(LOOSE, PEOPLE) == [*names, "ines.duarte@agency.example", "140 EUR", "$9"]


def test_whatever_field_holds_them_names_addresses_and_rates_stay_here(sandbox: Running, sent: Any) -> None:
    decided = Decision(decision_key("Penhallow", "Site", LOOSE), f"Wireframes {LOOSE}", f"Penhallow {LOOSE}",
                       f"Site {LOOSE}", Category.DES, "ana@a.example", datetime(2026, 11, 1, tzinfo=UTC))  # fmt: skip
    asks = [
        Ask(f"{n}", f"Penhallow {LOOSE}", f"Site {LOOSE}", f"Wireframes, screen {n} {LOOSE}", "1.5", (f"App {LOOSE}",),
            (f"Hosting {LOOSE}",), (f"Drawing {LOOSE}",), costly=True)
        for n in range(12)
    ]  # fmt: skip
    reader = Claude(settings(sandbox, large_model="claude-sonnet-5-5"), Forgetful([decided]))
    assert len(reader.describe(asks, 30, people=PEOPLE)) == 12
    known = Known(date(2026, 10, 5), ((f"Bakery {LOOSE}",),), (), tuple(PEOPLE))
    ClaudeNotes(settings(sandbox)).read([Line("Notes", 1, "3h homepage with Anna Kowalska at 140 EUR/h")], known)
    requests = sent()
    assert len(requests) >= 3 and any("<decided>" in turn for turn in turns(requests))
    assert {secret for turn in turns(requests) for secret in secrets_in(turn, PEOPLE)} == set()
