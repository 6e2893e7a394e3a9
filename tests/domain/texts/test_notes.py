"""What notes seem to say is proposed beside its words, with what does not add up and whom it may be for."""

import pytest

from service.adapters.notes import Grammar
from service.domain.texts.notes import Known, Line, Proposal, proposals
from tests.adapters.notes.test_grammar import WEEK

NAMES = WEEK._replace(
    clients=(("Corner Bakery", "CB"), ("Orchard Bank",), ("Corner Garage",)),
    projects=(("Corner Bakery", "Website"), ("Orchard Bank", "App"), ("Orchard Bank", "Intranet")),
)


def proposed(text: str, known: Known = NAMES) -> list[Proposal]:
    lines = [Line("Notes", number, line) for number, line in enumerate(text.splitlines(), 1)]
    return list(proposals(Grammar().read(lines, known), known, "Mara"))


@pytest.mark.parametrize(
    ("words", "client", "project"),
    [
        ("hero for the bakery", "Corner Bakery", "Website"),
        ("hero for CB", "Corner Bakery", "Website"),
        ("hero at the corner", "", ""),
        ("Orchard Bank login", "Orchard Bank", ""),
        ("intranet search", "Orchard Bank", "Intranet"),
        ("hero", "", ""),
    ],
)
def test_a_client_is_proposed_where_only_one_can_be_meant(words: str, client: str, project: str) -> None:
    (one,) = proposed(f"Mon: 1h {words}")
    assert (one.client, one.project) == (client, project)


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Mon: 3h a, 1.5 b = 4.5", ""),
        ("Mon: 3h a, 1.5 b = 5", "The parts add up to 4.5 h, the line says 5 h."),
        ("Mon (4h): 3h a, b", "The parts add up to 3 h, the line says 4 h."),
        ("Mon: 3h a\n- 2h b\ntotal 5h", ""),
        ("Mon: 3h a\n- 2h b\ntotal 6h", "The parts add up to 5 h, line 3 says 6 h."),
        ("Mon: 3h a\nTue: 2h b\ntotal 2h", ""),
    ],
)
def test_a_sum_that_does_not_add_up_is_said(text: str, check: str) -> None:
    assert str(proposed(text)[-1].check).replace("No time stands beside these words. ", "") == check


def test_a_proposal_is_known_by_its_words_and_nothing_else() -> None:
    before = {one.words: one.key for one in proposed("Mon: 3h a, 1.5 b, 1.5 b")}
    after = proposed("\nMon: 3h a, 1.5 b, 1.5 b")
    assert len({one.key for one in after}) == 3
    assert before.items() <= {(one.words, one.key) for one in after}
    assert not {one.key for one in proposed("Tue: 3h a, 1.5 b, 1.5 b")} & {one.key for one in after}
