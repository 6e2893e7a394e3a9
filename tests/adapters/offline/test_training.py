"""The model that is shipped is the one that the labelled lines make."""

import json

import pytest

from service.adapters.offline.features import features, words
from service.adapters.offline.model import SHIPPED, Model
from service.adapters.offline.training import Line, lines_of, trained
from service.domain.category import Category
from tests.adapters.offline.test_corpus import CORPUS

FEW = [
    Line("weekly call with the client", Category.MTG),
    Line("call about prices", Category.MTG, (Category.SAL,)),
    Line("icons for the menu", Category.DES),
    Line("new icons, second round", Category.DES),
] * 10


@pytest.mark.slow
def test_the_shipped_model_is_made_again_bit_for_bit() -> None:
    assert trained(lines_of(CORPUS / "learned.csv")) == SHIPPED.read_text(encoding="utf-8")


def test_the_shipped_model_is_small() -> None:
    assert SHIPPED.stat().st_size < 1_000_000


def test_what_was_learned_is_known_and_the_shares_make_one() -> None:
    model = Model.read(json.loads(trained(FEW)))
    shares = model.shares("icons, and a call")
    assert {category for category, _ in shares[:2]} == {Category.DES, Category.MTG}
    assert model.shares("weekly call about prices")[0][0] is Category.MTG
    assert sum(share for _, share in shares) == pytest.approx(1)


def test_a_model_of_other_categories_is_refused() -> None:
    old = {**json.loads(trained(FEW)), "categories": ["DES", "DEV"]}
    with pytest.raises(ValueError, match="train it again"):
        Model.read(old)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Réunion d'équipe, 14 h", ["reunion", "d", "equipe", "0", "h"]),
        ("ABC-123: Größe geändert", ["ticketid", "grosse", "geandert"]),
        ("#88 Łódź", ["ticketid", "lodz"]),
        ("", []),
    ],
)
def test_words_are_seen_without_accents_numbers_and_case(text: str, seen: list[str]) -> None:
    assert words(text) == seen


def test_a_feature_is_seen_once_however_often_it_stands_there() -> None:
    assert len(features("call call call")) == len(set(features("call call call")))
