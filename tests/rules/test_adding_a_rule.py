"""The page about adding a rule is true: its function, put into its file, is a rule like all others."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "adding-a-rule.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the service in which the function of the page stands in the file that the page names."""
    root = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "service", root / "service", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "sheets_schema", root / "sheets_schema", ignore=shutil.ignore_patterns("node_modules"))
    (root / "tests").mkdir()
    shutil.copytree(ROOT / "tests" / "rules", root / "tests" / "rules", ignore=shutil.ignore_patterns("__pycache__"))
    (file,) = re.findall(r"goes into `(service/rules/\w+\.py)`", PAGE)
    (function,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    with (root / file).open("a", encoding="utf-8") as family:
        family.write(f"\n\n{function}")
    return root


def run(house: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=house, capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout + done.stderr


def test_its_table_is_judged_as_it_is_drawn(house: Path) -> None:
    said = run(house, "pytest", "-q", "-p", "no:cacheprovider", "tests/rules/test_examples.py", "-k", "TXT090")
    assert "2 passed" in said, said


def test_a_table_that_is_drawn_wrongly_is_noticed(house: Path) -> None:
    family = house / "service" / "rules" / "texts.py"
    right = family.read_text(encoding="utf-8")
    family.write_text(right.replace("| FARE TABLE IMPORT     | TXT090", "| Fare table import     | TXT090"))
    said = run(house, "pytest", "-q", "-p", "no:cacheprovider", "tests/rules/test_examples.py", "-k", "TXT090")
    family.write_text(right)
    assert "1 failed" in said, said


def test_the_command_line_explains_it(house: Path) -> None:
    said = run(house, "service", "rules", "TXT090")
    assert "shouted-description" in said
    assert "min_words: 3" in said


@pytest.mark.parametrize("name", re.findall(r"`((?:service|tests|sows)/[\w./]+)`", PAGE))
def test_every_file_that_the_page_names_is_there(name: str) -> None:
    assert (ROOT / name).exists()
