"""Whatever the runbook names is there: commands, files, settings, addresses, secrets, jobs, faults and menu items."""

import re

import pytest

from service import faults
from service.__main__ import main
from service.web.openapi import SHAPES
from tests.architecture.source import HOUSE
from tests.web.test_addon import Counter

PAGE = (HOUSE / "docs" / "runbook.md").read_text(encoding="utf-8")
APP = (HOUSE / "app.yaml").read_text(encoding="utf-8")
QUOTED = re.findall(r"`([^`\n]+)`", PAGE)
SERVICE = "python -m service "
ELSEWHERE = {"OTEL_EXPORTER_OTLP_HEADERS"}
"""Read by the collector's own package."""

PAGES = {"Connect", "Disconnect"}
"""A chapter of the runbook, and the button of a page."""

TO_FILL_IN = {
    "PROJECT", "REGION", "VERSION", "PASSWORD", "ADDRESS", "SHEET", "FILE", "NAME", "BUCKET", "CONNECT_KEY",
    "CLIENT_ID",
}  # fmt: skip


@pytest.mark.parametrize("line", sorted(line for line in QUOTED if line.startswith(SERVICE)))
def test_a_command_of_ours_is_one(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = [word for word in line.removeprefix(SERVICE).split() if word.isalpha() and word.islower()]
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == 0
    assert words[0] in capsys.readouterr().out


def test_the_targets_of_make_are_there() -> None:
    makefile = (HOUSE / "Makefile").read_text(encoding="utf-8")
    named = {line.removeprefix("make ") for line in QUOTED if line.startswith("make ")}
    assert named and named <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


def test_the_files_are_there() -> None:
    linked = [one for one in re.findall(r"\]\(([^)#]+)\)", PAGE) if "://" not in one]
    assert linked and [one for one in linked if not (HOUSE / "docs" / one).exists()] == []
    assert {line for line in QUOTED if line.endswith(".yaml")} <= {"app.yaml", "agency.yaml", "client.yaml"}


def test_the_settings_are_read() -> None:
    named = {line for line in QUOTED if re.fullmatch(r"[A-Z]+(_[A-Z]+)+", line)}
    read = (HOUSE / "service" / "settings.py").read_text(encoding="utf-8")
    assert named - ELSEWHERE and [one for one in named - ELSEWHERE if f'"{one}"' not in read] == []


def test_the_addresses_are_routes(environment: dict[str, str]) -> None:
    counter = Counter(environment)
    routes = {rule.rule for rule in counter.client.application.url_map.iter_rules()}
    counter.wiring.store.engine.dispose()
    named = {line.partition("?")[0].removeprefix("https://ADDRESS") for line in QUOTED if "/" in line}
    ours = {one for one in named if re.fullmatch(r"/[a-z-]+(/[a-z-]+)?", one)} - {"/tasks"}
    assert ours and ours <= routes


def test_the_secrets_and_the_jobs_are_those_of_the_deployment() -> None:
    loops = re.findall(r"for name in ([a-z -]+); do", PAGE)
    assert len(loops) == 2 and len(set(loops)) == 1, "made, and taken away again"
    assert {f"tickmark-{name}" for name in loops[0].split()} == set(re.findall(r"name: (tickmark-[a-z-]+), key:", APP))
    jobs = set(re.findall(r'"([a-z-]+):[\d* ]+"', PAGE))
    assert jobs == {shape.removeprefix("tasks.") for shape in SHAPES if shape.startswith("tasks.")}
    assert all(set(loop.split()) == jobs for loop in re.findall(r"for job in ([a-z -]+); do", PAGE))


def test_the_faults_and_the_menu_items_are_called_so() -> None:
    named = {line for line in QUOTED if re.fullmatch(r"([A-Z][a-z]+){2,}", line)}
    assert named and [one for one in named if not hasattr(faults, one)] == []
    words = (HOUSE / "sheets_schema" / "words" / "en.toml").read_text(encoding="utf-8")
    items = set(re.findall(r"(?<!\*)\*([A-Z][^*\n]+)\*(?!\*)", PAGE)) - PAGES
    assert items and [one for one in items if not re.search(rf"\b{one}\b", words)] == []


def test_what_is_to_be_filled_in_is_written_in_capitals_and_nothing_else_is() -> None:
    blocks = "\n".join(re.findall(r"```\n(.*?)```", PAGE, re.DOTALL))
    capitals = set(re.findall(r"(?<![\w$-])[A-Z][A-Z_]{3,}(?![\w.])", blocks)) - {"POST", "POSTGRES_"}
    set_there = set(re.findall(r"(?<![A-Z_])([A-Z]+_[A-Z_]+)=", blocks))
    assert [one for one in set_there if f"name: {one}" not in APP] == [], "app.yaml sets the same"
    assert {one for one in capitals - set_there if not one.startswith("POSTGRES")} <= TO_FILL_IN


@pytest.mark.parametrize(
    "chapter",
    ["Deploy", "Connect", "Onboard a client", "Month end", "Alerts", "Restore", "Rotate secrets", "Upgrade",
     "Remove everything"],
)  # fmt: skip
def test_every_chapter_is_there(chapter: str) -> None:
    assert f"\n## {chapter}\n" in PAGE
