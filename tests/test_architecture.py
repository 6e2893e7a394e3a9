"""The house keeps its laws, and each law can tell when it does not."""

import textwrap

import pytest

from tests.architecture import arrows, manners, purity, shape, speech
from tests.architecture.source import Law, Source, sources

LAWS: list[Law] = [
    arrows.rooms_keep_to_their_neighbours,
    arrows.rooms_stand_on_what_is_below,
    arrows.the_core_stands_alone,
    arrows.service_and_sandbox_are_strangers,
    purity.the_core_reads_nothing,
    purity.the_core_does_nothing,
    purity.money_is_decimal,
    purity.money_believes_no_reader,
    shape.files_are_short,
    shape.functions_are_short,
    shape.functions_are_flat,
    manners.values_never_change,
    manners.public_things_say_what_they_are,
    manners.files_are_nouns_of_the_trade,
    speech.phrases_are_literals,
    speech.the_core_speaks_in_phrases,
    manners.nothing_is_sent,
    manners.nothing_is_left_open,
    manners.silence_gives_a_reason,
]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_house_keeps_the_law(law: Law) -> None:
    breaches = [str(breach) for source in sources() for breach in law(source)]
    assert not breaches, f"{law.__doc__}\n" + "\n".join(breaches)


def test_functions_of_the_service_are_as_short_as_those_we_like_to_read() -> None:
    median, ninth_decile = shape.usual_length(sources("service"))
    assert median <= shape.MEDIAN_LINES, f"half of all functions have {median} lines or more: name their parts"
    assert ninth_decile <= shape.NINE_IN_TEN_LINES, f"one function in ten has more than {ninth_decile} lines"


def nested(depth: int) -> str:
    """A function whose blocks stand `depth` deep."""
    ifs = [f"{'    ' * level}if x:" for level in range(1, depth + 1)]
    return "\n".join(["def f(x):", *ifs, "    " * (depth + 1) + "pass"])


SAID = '"""A fact."""\n'
CLASS = f"{SAID}class A(Protocol):\n    {SAID}"

BROKEN = [
    # law, file, text, the line that breaks it
    (arrows.rooms_keep_to_their_neighbours, "service/domain/a.py", "from service.rules import vague", 1),
    (arrows.rooms_keep_to_their_neighbours, "service/rules/a.py", "import json\nfrom service import review", 2),
    (arrows.rooms_keep_to_their_neighbours, "service/review.py", "def f():\n    import service.adapters.sheets", 2),
    (arrows.rooms_keep_to_their_neighbours, "service/billing.py", "from .web import app", 1),
    (arrows.rooms_keep_to_their_neighbours, "service/adapters/a.py", "from ..billing import bill", 1),
    (arrows.rooms_keep_to_their_neighbours, "service/adapters/a.py", "from service.settings import Settings", 1),
    (arrows.rooms_keep_to_their_neighbours, "service/reports/a.py", "from service.adapters import store", 1),
    (arrows.rooms_keep_to_their_neighbours, "service/reports/a.py", "from service.desk import Look", 1),
    (arrows.rooms_stand_on_what_is_below, "service/domain/terms/a.py", "import service.domain.hours.entry", 1),
    (arrows.rooms_stand_on_what_is_below, "service/domain/a.py", "import service.domain.terms.sow", 1),
    (arrows.rooms_stand_on_what_is_below, "service/adapters/tabs/a.py", "import service.adapters.workbooks.excel", 1),
    (arrows.the_core_stands_alone, "service/domain/a.py", "from decimal import Decimal\nimport pandas", 2),
    (arrows.the_core_stands_alone, "service/rules/a.py", "from rapidfuzz.fuzz import ratio", 1),
    (arrows.service_and_sandbox_are_strangers, "service/web/a.py", "from sandbox.serving import Running", 1),
    (arrows.service_and_sandbox_are_strangers, "sandbox/a.py", "import service", 1),
    (arrows.service_and_sandbox_are_strangers, "sheets_schema/a.py", "import service.domain", 1),
    (purity.the_core_reads_nothing, "service/domain/a.py", "import os", 1),
    (purity.the_core_reads_nothing, "service/rules/a.py", "from random import choice", 1),
    (purity.the_core_reads_nothing, "service/rules/a.py", "import urllib.request", 1),
    (purity.the_core_does_nothing, "service/domain/a.py", "x = open('y')", 1),
    (purity.the_core_does_nothing, "service/rules/a.py", "def f():\n    print('y')", 2),
    (purity.the_core_does_nothing, "service/rules/a.py", "from datetime import date\nx = date.today()", 2),
    (purity.the_core_does_nothing, "service/domain/a.py", "x = datetime.datetime.now(UTC)", 1),
    (purity.money_is_decimal, "service/domain/a.py", "RATE = 0.5", 1),
    (purity.money_is_decimal, "service/billing.py", "total = float(hours)", 1),
    (purity.money_is_decimal, "service/rules/a.py", "x = 1\ny = round(x, 2)", 2),
    (purity.money_is_decimal, "service/adapters/sows/a.py", "RATE = 0.5", 1),
    (purity.money_is_decimal, "service/domain/a.py", "x = len(rows) / 2", 1),
    (purity.money_is_decimal, "service/domain/a.py", "x = span.days / month.days", 1),
    (purity.money_believes_no_reader, "service/domain/pricing/a.py", "import service.domain.hours.description", 1),
    (purity.money_believes_no_reader, "service/domain/invoicing/a.py", "import service.domain.texts.decision", 1),
    (purity.money_believes_no_reader, "service/domain/pricing/a.py", "x = 1\nsaid = sheet.description(work)", 2),
    (purity.money_believes_no_reader, "service/domain/a.py", "sure = said.confidence", 1),
    (purity.money_believes_no_reader, "service/handover.py", "x = facts.descriptions", 1),
    (purity.money_believes_no_reader, "service/approving.py", "if said.scope_hint: pass", 1),
    (shape.files_are_short, "tests/a.py", "x = 1\n" * 251, 251),
    (shape.functions_are_short, "sandbox/a.py", "def f():\n" + "    x = 1\n" * 40, 1),
    (shape.functions_are_flat, "tests/a.py", nested(4), 1),
    (shape.functions_are_flat, "tests/a.py", "class A:\n" + textwrap.indent(nested(5), "    "), 2),
    (manners.values_never_change, "service/domain/a.py", "@dataclass\nclass Rate:\n    x: int", 2),
    (manners.values_never_change, "service/domain/a.py", "@dataclass(frozen=True)\nclass Rate:\n    x: int", 2),
    (manners.values_never_change, "service/domain/a.py", "class Rate:\n    x = 1", 1),
    (manners.public_things_say_what_they_are, "service/domain/a.py", "x = 1", 1),
    (manners.public_things_say_what_they_are, "service/rules/a.py", SAID + "def f(): return 1", 2),
    (manners.public_things_say_what_they_are, "service/rules/a.py", CLASS + "    def f(self): return 1", 4),
    (manners.files_are_nouns_of_the_trade, "service/adapters/sheet_utils.py", "", 1),
    (manners.files_are_nouns_of_the_trade, "sandbox/common/cells.py", "", 1),
    (speech.phrases_are_literals, "service/rules/a.py", "def f(n):\n    return phrase(f'{n} h too many')", 2),
    (speech.phrases_are_literals, "service/rules/a.py", "A = phrase('Up ' + 'to you')", 1),
    (speech.the_core_speaks_in_phrases, "service/rules/a.py", "def f(n):\n    return f'{n} h are too many.'", 2),
    (speech.the_core_speaks_in_phrases, "service/domain/a.py", "A = phrase('{b}', b='too many hours')", 1),
    (manners.nothing_is_sent, "service/adapters/a.py", "url = f'{root}/invoice/{number}/send'", 1),
    (manners.nothing_is_sent, "service/adapters/quickbooks.py", "def f(invoice):\n    invoice.send()", 2),
    (manners.nothing_is_left_open, "sandbox/a.py", "x = 1\ny = 2  # TODO: later", 2),
    (manners.nothing_is_left_open, "sandbox/page/a.js", "// FIXME", 1),
    (manners.silence_gives_a_reason, "service/a.py", "import a  # type: ignore", 1),
    (manners.silence_gives_a_reason, "service/a.py", "import a  # type: ignore[import-untyped]", 1),
    (manners.silence_gives_a_reason, "tests/a.py", "x = 1\nimport a  # noqa: E402", 2),
    (manners.silence_gives_a_reason, "tests/a.py", "import a  # noqa", 1),
    (manners.silence_gives_a_reason, "sheets_schema/apps_script/a.js", "// @ts-ignore", 1),
]  # fmt: skip


@pytest.mark.parametrize(("law", "path", "text", "line"), BROKEN)
def test_a_law_notices_when_it_is_broken(law: Law, path: str, text: str, line: int) -> None:
    found = [(breach.path, breach.line) for breach in law(Source(path, text))]
    assert found == [(path, line)]


KEPT = [
    # law, file, text
    (arrows.rooms_keep_to_their_neighbours, "service/review.py", "import service.faults, service.rules.vague"),
    (arrows.rooms_keep_to_their_neighbours, "service/billing.py", "import service.desk, service.reports.row"),
    (arrows.rooms_keep_to_their_neighbours, "service/adapters/sheets.py", "from ..domain.hours.entry import Entry"),
    (arrows.rooms_keep_to_their_neighbours, "service/web/a.py", "from service import adapters, billing, review"),
    (arrows.rooms_stand_on_what_is_below, "service/domain/pricing/a.py", "from service.domain.terms.sow import Sow"),
    (arrows.the_core_stands_alone, "service/adapters/a.py", "import pandas"),
    (purity.the_core_reads_nothing, "service/domain/a.py", "from datetime import time"),
    (purity.the_core_does_nothing, "service/rules/a.py", "late = entry.date > timesheet.today"),
    (purity.money_is_decimal, "service/domain/a.py", "x = Decimal('0.5')\ny: float | None = None"),
    (purity.money_is_decimal, "service/adapters/a.py", "x = float('0.5')"),
    (purity.money_is_decimal, "service/domain/a.py", "x = hours / 60\ny = len(rows) // 2\nz = Decimal(span.days) / 7"),
    (purity.money_believes_no_reader, "service/domain/invoicing/drafting.py", "x = work.entry.description"),
    (purity.money_believes_no_reader, "service/rules/texts.py", "x = sheet.description(work).wording"),
    (shape.functions_are_short, "service/rules/a.py", 'def f():\n    """\n' + "    | x |\n" * 60 + '    """\n'),
    (shape.functions_are_flat, "tests/a.py", "def f(x):\n    if x: pass\n" + "    elif x: pass\n" * 9),
    (manners.values_never_change, "service/domain/a.py", "class Level(IntEnum):\n    INFO = 1"),
    (manners.public_things_say_what_they_are, "service/domain/a.py", CLASS + "    def f(self): ..."),
    (speech.phrases_are_literals, "service/rules/a.py", "A = phrase('one row' if one else '{n} rows', n=n)"),
    (speech.the_core_speaks_in_phrases, "service/rules/a.py", "A = Flag('r_1', numbers=(('hours twice', n),))"),
    (speech.the_core_speaks_in_phrases, "service/domain/a.py", "class A(Enum):\n    FIX = 'Needs fix'"),
    (speech.the_core_speaks_in_phrases, "service/domain/a.py", "raise ValueError(f'{place} has no date')"),
    (manners.nothing_is_sent, "service/adapters/quickbooks.py", '"""Never /send."""'),
    (manners.nothing_is_left_open, "tests/a.py", "x = 'TODO'"),
    (manners.silence_gives_a_reason, "service/a.py", "import a  # type: ignore[import-untyped]  # no stubs"),
    (manners.silence_gives_a_reason, "service/a.py", "import a  # noqa: E402 - the path is set above"),
]  # fmt: skip


@pytest.mark.parametrize(("law", "path", "text"), KEPT)
def test_a_law_lets_pass_what_only_looks_alike(law: Law, path: str, text: str) -> None:
    assert list(law(Source(path, text))) == []
