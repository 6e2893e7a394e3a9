"""The files of the script: generated ones are up to date, types hold, and nothing is shown that was not escaped."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sheets_schema import generate

SCRIPT = generate.SCRIPT.parent
TYPE_CHECK = SCRIPT.parent / "node_modules" / ".bin" / "tsc"

STRING = re.compile(r"'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`")
SEVERAL_WORDS = re.compile(r"[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}")
DATA = ("Words.js", "Columns.js", "Say.js")
"""What is written from the files of words and columns, and the one string that makes a script of them."""

needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not TYPE_CHECK.exists(),
    reason="node or the packages of sheets_schema are not installed (make setup)",
)


def type_check(project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([TYPE_CHECK, "-p", project], capture_output=True, text=True)


def test_generated_files_say_what_the_csv_files_say() -> None:
    assert generate.outdated() == [], "run python sheets_schema/generate.py"


def test_the_check_names_what_is_out_of_date(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    old = tmp_path / "Columns.js"
    old.write_text("const COLUMNS = [];")
    monkeypatch.setattr(generate, "SCRIPT", old)
    assert generate.outdated() == [old]
    assert generate.main(["--check"]) == 1
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0


@needs_node
def test_the_types_of_the_script_hold() -> None:
    found = type_check(SCRIPT)
    assert found.returncode == 0, found.stdout


@needs_node
def test_the_type_check_sees_a_misspelt_field_of_an_event(tmp_path: Path) -> None:
    settings = json.loads((SCRIPT / "tsconfig.json").read_text())
    settings["compilerOptions"]["typeRoots"] = [str(SCRIPT.parent / "node_modules" / "@types")]
    (tmp_path / "tsconfig.json").write_text(json.dumps(settings))
    for path in SCRIPT.glob("*.js"):
        text = path.read_text().replace("e.range.getLastRow()", "e.range.getLastLine()")
        (tmp_path / path.name).write_text(text)
    found = type_check(tmp_path)
    assert "getLastLine" in found.stdout


@pytest.mark.parametrize("page", sorted(SCRIPT.glob("*.html")), ids=lambda page: page.name)
def test_a_page_puts_nothing_up_unescaped(page: Path) -> None:
    text = page.read_text()
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert word not in text
    for printed in re.findall(r"<\?!=(.*?)\?>", text):
        assert re.fullmatch(r" include\('\w+'\) | wordsForPages\(\) ", printed), "our own files and words alone"


@pytest.mark.parametrize("file", [*SCRIPT.glob("*.html"), *SCRIPT.glob("*.js")], ids=lambda file: file.name)
def test_no_file_but_words_holds_a_text_that_people_read(file: Path) -> None:
    """Between the tags of a page stands only what is filled in, and no string of a script has several words."""
    text = re.sub(r"<style>.*?</style>|/\*.*?\*/|\s//[^\n]*|[^\n]*console[^\n]*", "", file.read_text(), flags=re.DOTALL)
    shown, script = "", text
    if file.suffix == ".html":
        script = "".join(re.findall(r"<script>(.*?)</script>", text, re.DOTALL))
        outside = re.sub(r"<script>.*?</script>|<\?.*?\?>", " ", text, flags=re.DOTALL)
        shown = re.sub(r"<[^>]*>", " ", outside)
    said = [one for one in STRING.findall(script) if SEVERAL_WORDS.search(one)]
    assert file.name in DATA or (shown.split(), said) == ([], [])


@pytest.mark.parametrize("page", sorted(SCRIPT.glob("*.html")), ids=lambda page: page.name)
def test_a_page_asks_no_other_host(page: Path) -> None:
    assert not re.search(r"""(src|href)=["']https?:""", page.read_text())


def test_a_name_stands_for_one_file_only() -> None:
    names = [path.stem for path in SCRIPT.iterdir() if path.suffix in (".js", ".html")]
    assert sorted(names) == sorted(set(names)), "a script project has one file of a name, whatever its kind"


def test_the_script_asks_for_no_more_than_it_needs() -> None:
    manifest = json.loads((SCRIPT / "appsscript.json").read_text())
    scopes = {scope.rsplit("/", 1)[-1] for scope in manifest["oauthScopes"]}
    assert scopes == {
        "openid",
        "userinfo.email",
        "spreadsheets.currentonly",
        "script.container.ui",
        "script.external_request",
        "script.scriptapp",
    }


def test_files_are_short() -> None:
    for path in [*SCRIPT.glob("*.js"), *SCRIPT.glob("*.html")]:
        assert len(path.read_text().splitlines()) <= 250, path.name
