"""A page of clauses, read: for each heading the files, the timesheet, and the bills and invoices it is to come to."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FENCE = re.compile(r"^```(\w+) ?(.*?)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
HERE = Path(__file__).parent
PLAIN = {
    "sow": "sow: {id: PF-1, title: A clause, starts: 2026-01-01, ends: 2027-12-31}\n",
    "rates": "rates: {cards: [{scope: sow, rate: 100.00}]}\n",
}
"""What a file says where its clause says nothing of it."""


class Clause(NamedTuple):
    """One clause: what the paper says, as files and as a month."""

    title: str
    sows: tuple[str, ...]
    client: str
    rows: tuple[dict[str, str], ...]
    invoices: dict[str, tuple[str, ...]]
    """Expected lines, the last of which is the total; by period or order, or under nothing where there is one."""
    said: tuple[str, ...]
    """Words that the contract said back has to hold."""


def clauses() -> Iterator[Clause]:
    """Every clause of every page."""
    for path in sorted(HERE.glob("*.md")):
        for section in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            yield _clause(section)


def _clause(section: str) -> Clause:
    fences = [(kind, name.strip(), body) for kind, name, body in FENCE.findall(section)]
    return Clause(
        section.partition("\n")[0],
        tuple(body for kind, name, body in fences if kind == "yaml" and not name),
        "".join(body for kind, name, body in fences if name == "client"),
        tuple(_rows(FENCE.sub("", section))),
        {name: tuple(body.split("\n")[:-1]) for kind, name, body in fences if kind == "invoice"},
        tuple(line for kind, _, body in fences if kind == "said" for line in body.splitlines()),
    )


def _rows(text: str) -> Iterator[dict[str, str]]:
    lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines() if "|" in line]
    head, _, *rows = lines or [[], []]
    for row in rows:
        yield dict(zip(head, row, strict=True))


def folder(clause: Clause, at: Path) -> Path:
    """The clause as a folder of SOW files; what it says nothing of is the plainest there is."""
    own = at / "penhallow"
    own.mkdir(parents=True)
    (at / "agency.yaml").write_text((HERE / "agency.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    client = (HERE / "client.yaml").read_text(encoding="utf-8")
    (own / "client.yaml").write_text(client + clause.client, encoding="utf-8")
    for number, text in enumerate(clause.sows):
        plain = [said for key, said in PLAIN.items() if f"{key}:" not in text]
        (own / f"pf-{number}.yaml").write_text("".join([*plain, text]), encoding="utf-8")
    return at
