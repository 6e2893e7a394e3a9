"""A translator's file holds all that is said, keeps what was translated, and can be filled as English is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from service import words
from service.domain.judging.finding import title_of
from service.rules.rule import promises
from service.words import filled, languages, parted
from sheets_schema import language
from sheets_schema.language import english, main, misfits, rooms_in, titles
from tests.tongue import LISTS


class Two(int):
    """A number that is written the same however it is to be."""

    def __format__(self, how: str) -> str:
        return "2"


PLACES = re.compile(r"\{(\w+)")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for files of languages that is not ours."""
    (tmp_path / "en.toml").write_text((words.FOLDER / "en.toml").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(language, "TEXTS", tmp_path)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.strip()


def test_a_new_file_holds_every_text_in_english_and_is_the_same_when_it_is_made_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fi"]) == 0
    count = sum(map(len, english().values()))
    assert told(capsys) == f"fi.toml holds {count} texts, {count} of them in English."
    first = (folder / "fi.toml").read_text(encoding="utf-8")
    assert rooms_in(first) == english()
    assert tomllib.loads(first)["language"] == "fi"
    assert main(["fi"]) == 0
    assert (folder / "fi.toml").read_text(encoding="utf-8") == first


def test_what_is_translated_stays_and_what_nobody_says_any_more_goes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "fi.toml").write_text(
        '[row]\nplace = "{tab}, rivi {row}"\nbygone = "Ennen"\n[past]\nlong = "Kauan"\n[phrases]\n'
        '"The date is missing." = "Päivä \\"puuttuu\\"."\n"Nobody says this." = "Ei kukaan."\n',
        encoding="utf-8",
    )
    assert main(["fi"]) == 0
    count = sum(map(len, english().values()))
    assert told(capsys) == f"fi.toml holds {count} texts, {count - 2} of them in English."
    text = (folder / "fi.toml").read_text(encoding="utf-8")
    now = rooms_in(text)
    assert (now["row"]["place"], now["phrases"]["The date is missing."]) == ("{tab}, rivi {row}", 'Päivä "puuttuu".')
    assert [(room, [*texts]) for room, texts in sorted(now.items())] == [
        (room, sorted(texts, key=[*now[room]].index)) for room, texts in sorted(english().items())
    ]
    rows = len(now["row"])
    assert f'[row]\nplace = "{{tab}}, rivi {{row}}"\n# {rows - 1} of {rows} in English\n' in text


MISFITS = [
    ("{tab}, rivi {row}", []),
    ("rivi {row}", ["[row] place"]),
    ("{tab}, rivi {riv}", ["[row] place"]),
    ("{tab}, {row?rivi:rivit} {row}", []),
    ("{tab}, {row?rivi:rivit}", []),
]


@pytest.mark.parametrize(("text", "found"), MISFITS)
def test_a_translation_has_the_places_of_english(text: str, found: list[str]) -> None:
    assert list(misfits({"row": {"place": text}})) == found


REFUSED = [([], "Name a language"), (["en"], "Name a language"), (["../de"], "Name a language"), (["de", "fr"], "Name")]


@pytest.mark.parametrize(("arguments", "said"), REFUSED)
def test_a_file_is_written_for_one_language_that_is_not_english(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(arguments) == 2
    assert told(capsys).startswith(said)
    assert [path.name for path in folder.iterdir()] == ["en.toml"]


def test_a_file_that_cannot_be_read_is_left_as_it_is(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "fi.toml").write_text('[row]\nplace = "open', encoding="utf-8")
    assert main(["fi"]) == 2
    assert "nothing was written" in told(capsys)
    assert (folder / "fi.toml").read_text(encoding="utf-8") == '[row]\nplace = "open'


def test_rules_are_called_what_the_code_calls_them() -> None:
    assert titles() == {promise.code: title_of(promise.name) for promise in promises()}


@pytest.mark.parametrize("name", languages())
def test_a_language_fills_its_texts_as_english_does(name: str) -> None:
    there = rooms_in((words.FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    assert list(misfits(there)) == []
    for room, texts in english().items():
        for key, text in texts.items():
            places = PLACES.findall(text)
            theirs = filled(there.get(room, {}).get(key, text), dict.fromkeys(places, Two(2)))
            assert not places or "{" not in theirs, f"[{room}] {key}"


@pytest.mark.parametrize("name", languages())
def test_a_list_has_as_many_words_as_in_english(name: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(words.__file__).parent.rglob("*.py"))
    there, known = rooms_in((words.FOLDER / f"{name}.toml").read_text(encoding="utf-8")), english()
    lists = [tuple(key.split(".")) for key in LISTS.findall(code)]
    assert len(lists) > 5
    odd = [key for room, key in lists
           if len(parted(there.get(room, {}).get(key, known[room][key]))) != len(parted(known[room][key]))]  # fmt: skip
    assert odd == []
