"""What code can tell about a text without understanding it."""

import pytest

from service.adapters.offline import facts


@pytest.mark.parametrize(
    ("text", "durations"),
    [
        ("review 1h, call 2.5 h", ("1h", "2.5 h")),
        ("Call (45 min), Doku 1,5 Std.", ("45 min", "1,5 Std.")),
        ("2h30 rédaction", ("2h30",)),
        ("1h 15m notes", ("1h 15m",)),
        ("appel 2 heures", ("2 heures",)),
        ("Version 2.1 for 30 users, 1140", ()),
        ("meeting at 10:30", ()),
    ],
)
def test_durations_are_quoted_as_they_stand(text: str, durations: tuple[str, ...]) -> None:
    assert facts.durations(text) == durations


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("Footer fixed; call with Anna; icons", ("Footer fixed", "call with Anna", "icons")),
        ("1. retest bugs 2. close tickets", ("retest bugs", "close tickets")),
        ("• invoices\n• filing", ("invoices", "filing")),
        ("review 1h, call 2h", ("review 1h", "call 2h")),
        ("Texts, pictures and captions for the shop", ()),
        ("review 1h, then a call", ()),
        ("Release 3.1; ", ()),
        ("Footer; 12; ...", ()),
    ],
)
def test_tasks_are_parted_by_their_own_signs_alone(text: str, tasks: tuple[str, ...]) -> None:
    assert facts.tasks(text) == tasks


@pytest.mark.parametrize(
    ("text", "specific"),
    [
        ("Footer fixed", True),
        ("Angebot für Neukunden", True),
        ("stuff", False),
        ("work on project", False),
        ("ABX-77 and ABX-78", False),
        ("diverses / Kleinigkeiten", False),
        ("Seatmap", False),
    ],
)
def test_a_specific_text_has_two_words_that_tell_something(text: str, specific: bool) -> None:
    assert facts.is_specific(text) is specific


@pytest.mark.parametrize(
    ("text", "meeting", "admin"),
    [
        ("Call with the printer", "Call", ""),
        ("Kundenbesprechung Startseite", "Kundenbesprechung", ""),
        ("Réunion d'équipe", "Réunion", ""),
        ("Spotkanie z klientem", "Spotkanie", ""),
        ("Recall of the old API", "", ""),
        ("Timesheet and expenses", "", "Timesheet"),
        ("Rechnungen geschrieben", "", "Rechnungen"),
    ],
)
def test_meetings_and_administration_are_known_by_plain_words(text: str, meeting: str, admin: str) -> None:
    assert (facts.meeting(text), facts.admin(text)) == (meeting, admin)
