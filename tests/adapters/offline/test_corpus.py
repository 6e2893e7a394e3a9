"""The labelled lines: enough of every kind, by several authors, and the unseen ones unseen."""

import csv
from collections import Counter
from pathlib import Path

from service.domain.category import Category
from service.domain.spelling import normal

CORPUS = Path(__file__).parents[2] / "data" / "descriptions"
SAMPLE = Path(__file__).parents[3] / "sandbox" / "sample" / "timesheets"


def lines(name: str) -> list[dict[str, str]]:
    """The lines of one file."""
    with (CORPUS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


LEARNED, UNSEEN = lines("learned.csv"), lines("unseen.csv")


def test_every_category_has_lines_to_learn_from_and_lines_to_be_asked_about() -> None:
    learned, unseen = (Counter(line["label"] for line in some) for some in (LEARNED, UNSEEN))
    assert set(learned) == set(unseen) == {category.code for category in Category}
    assert min(learned.values()) >= 50 and min(unseen.values()) >= 10


def test_no_author_of_unseen_lines_wrote_a_learned_one() -> None:
    learned, unseen = ({line["author"] for line in some} for some in (LEARNED, UNSEEN))
    assert len(learned) >= 5 and len(unseen) >= 2 and not learned & unseen


def test_no_unseen_text_is_learned_in_other_letters() -> None:
    assert not {normal(line["description"]) for line in LEARNED} & {normal(line["description"]) for line in UNSEEN}


def test_no_line_stands_in_the_sample_month() -> None:
    cells = {normal(cell) for file in SAMPLE.glob("*.csv") for row in csv.reader(file.open()) for cell in row}
    telling = {text for line in LEARNED + UNSEEN if len((text := normal(line["description"])).split()) > 1}
    assert len(cells) > 100 and not telling & cells


def test_the_other_labels_of_a_line_are_other_categories() -> None:
    for line in LEARNED + UNSEEN:
        others = [Category[code] for code in line["also"].split()]
        assert Category[line["label"]] not in others
