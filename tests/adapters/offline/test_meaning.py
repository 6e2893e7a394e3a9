"""Meaning is a second opinion beside the words, for those who install its package and ask for it."""

import importlib.util
import json
import math
from pathlib import Path
from typing import Any

import pytest

from service.adapters.offline import Offline
from service.adapters.offline.meaning import MEANINGS, PACKAGE, Both, Meaning, NotInstalled, both, encoder
from service.adapters.offline.meaning_training import trained
from service.adapters.offline.model import shipped
from service.adapters.offline.training import Line
from service.domain.category import Category
from service.faults import SettingFault
from service.readers import offline_of
from service.settings import Settings
from tests.adapters.offline.test_corpus import CORPUS

README = Path(__file__).parents[3] / "README.md"
PLACES = {"calls": (1.0, 0.0), "pictures": (0.0, 1.0)}


def pointing(text: str) -> tuple[float, float]:
    """An encoder with two directions: towards calls, and towards pictures."""
    return PLACES["calls" if "call" in text or "ring" in text else "pictures"]


@pytest.fixture
def meaning() -> Meaning:
    """Weights learned from four lines in these directions."""
    lines = [
        Line("a call", Category.MTG),
        Line("call, second", Category.MTG),
        Line("icons", Category.DES),
        Line("logo", Category.DES),
    ]
    return Meaning.read(json.loads(trained(lines, pointing)), pointing)


def test_texts_are_judged_by_where_they_point_whatever_their_words(meaning: Meaning) -> None:
    assert meaning.shares("to ring somebody")[0][0] is Category.MTG
    assert meaning.shares("Zeichnung")[0][0] is Category.DES


def test_two_opinions_make_one(meaning: Meaning) -> None:
    pair = Both(shipped(), meaning)
    shares = dict(pair.shares("Weekly call with the client"))
    assert max(shares, key=lambda kind: shares[kind]) is Category.MTG
    assert sum(shares.values()) == pytest.approx(1)
    assert pair.version == f"{shipped().version}+{meaning.version}"


def test_both_describe_as_one_reader_does(meaning: Meaning) -> None:
    from service.domain.hours.description import Ask

    said = Offline(Both(shipped(), meaning)).describe([Ask("1", "", "", "call with the printer", "1")])["1"]
    assert said.category is Category.MTG and said.confidence <= 0.6 and said.is_for_now


def test_the_shipped_weights_fit_the_categories() -> None:
    data: dict[str, Any] = json.loads(MEANINGS.read_text(encoding="utf-8"))
    assert len(data["bias"]) == len(data["weights"]) == len(Category)
    assert {len(row) for row in data["weights"]} == {384} and MEANINGS.stat().st_size < 100_000


def test_without_the_package_the_setting_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.adapters.offline.meaning.PACKAGE", "no_such_package")
    with pytest.raises(NotInstalled):
        encoder()
    with pytest.raises(SettingFault, match=r"no_such_package is not installed: run `pip install -r requirements-meani"):
        offline_of(Settings(offline_model="meaning"))
    assert offline_of(Settings()).version == f"offline {shipped().version}"


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec(PACKAGE) is None, reason=f"{PACKAGE} is not installed")
def test_the_readme_says_how_much_meaning_adds() -> None:
    from service.commands.evaluation import trial
    from service.commands.labelled import labelled
    from service.reports.scores import headline

    made = trial("Offline", Offline(both()), labelled(CORPUS / "unseen.csv"), shown=False)
    assert headline(made.cases) in README.read_text(encoding="utf-8")
    assert math.isfinite(both().shares("")[0][1])
