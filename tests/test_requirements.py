"""What the code imports is on the list of packages, and the locks hold what the lists say."""

import importlib.metadata
import re
import sys

import pytest

from tests.architecture.source import HOUSE, ROOMS, sources

PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)", re.MULTILINE)
LISTS = {
    "requirements.lock": ["requirements.txt"],
    "requirements-dev.lock": ["requirements.txt", "requirements-dev.txt"],
    "tests/bench/requirements.lock": ["tests/bench/requirements.txt"],
}
COMES_WITH = {
    "urllib3": "requests",
    "werkzeug": "flask",
    "pydantic": "anthropic",
    "pydantic-core": "anthropic",
    "numpy": "pandas",
}
"""Packages that a listed one stands on and whose version is its choice, not ours."""


def plain(name: str) -> str:
    """A package's name as it is compared with others."""
    return re.sub(r"[._]", "-", name.lower())


def pins(name: str) -> set[tuple[str, str]]:
    """(package, version) of every pinned line of a list or a lock."""
    found = PIN.findall((HOUSE / name).read_text(encoding="utf-8"))
    return {(plain(package), version) for package, version in found}


@pytest.mark.parametrize("lock", LISTS)
def test_a_lock_holds_what_was_chosen(lock: str) -> None:
    chosen = set().union(*map(pins, LISTS[lock]))
    assert chosen - pins(lock) == set(), f"{lock} is older than its list: run `make lock`"


def test_what_the_checks_install_is_what_runs() -> None:
    other = {package for package, _ in pins("requirements.lock") - pins("requirements-dev.lock")}
    assert not other, f"the two locks differ in {', '.join(sorted(other))}: run `make lock`"


@pytest.mark.parametrize("room", ["service", "sandbox", "sheets_schema"])
def test_every_package_that_is_imported_is_on_the_list(room: str) -> None:
    listed = {package for package, _ in pins("requirements.txt")}
    listed |= {package for package, listed_one in COMES_WITH.items() if listed_one in listed}
    homes = importlib.metadata.packages_distributions()
    missing = {
        f"{source.path}:{line}: {name[0]} is not in requirements.txt"
        for source in sources(room)
        for line, name in source.imports
        if name[0] not in {*sys.stdlib_module_names, *ROOMS, "_typeshed"}
        and not listed & set(map(plain, homes.get(name[0], ())))
    }
    assert not missing, "\n".join(sorted(missing))
