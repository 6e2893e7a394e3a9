"""A small agency for trying things to death: each row becomes an invoice of its own, and the books it goes to."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import requests
from google.oauth2.service_account import Credentials
from sqlalchemy import select

from service.adapters.quickbooks.connection import ConnectionStore
from service.adapters.quickbooks.sealing import fresh_key
from service.adapters.quickbooks.tokens import Pair
from service.adapters.sheets.pace import Pace
from service.adapters.store.engine import for_reading
from service.adapters.store.export_tables import billing_claim
from service.adapters.store.store import Store
from service.approving import Act
from service.domain.invoicing.export import State
from service.google import SCOPES
from service.review import Review, consider, review
from service.settings import Settings
from service.wiring import Wiring

MANAGER = "mia@kite.example"
WEBHOOK_TOKEN = "verify_me"
CUSTOMER = "Dune Hotels Ltd"
TAB = "Log"
TODAY = "2026-10-02"
NAMES = ("Ana", "Bo", "Cy", "Di", "Ed", "Flo", "Gil", "Hal", "Ida", "Jan", "Kit")
"""Nobody works so much in a day that it needs a reason."""
PEOPLE = "\n".join(f"  - {{id: {name.lower()}, name: {name} Reis, roles: [{{role: developer}}]}}" for name in NAMES)
FILES = {
    "agency.yaml": f"""\
agency: {{name: Kite and Co, timezone: UTC, week_starts: monday, currency: USD}}
people:
{PEOPLE}
approvers: [{MANAGER}, sol@kite.example]
""",
    "dune/client.yaml": f"""\
client: {{id: dune, name: Dune Hotels, quickbooks_customer: {CUSTOMER}}}
projects: [{{id: site, name: Site}}]
""",
    "dune/d-1.yaml": """\
sow: {id: D-1, title: Site, starts: 2026-09-01, ends: 2027-02-28, projects: [site]}
rates: {cards: [{role: developer, rate: 90.10}]}
invoicing: {group_by: [entry], quickbooks: {items: {default: Services}}}
""",
}
"""Half cents come about by themselves: 90.10 times a quarter of an hour."""


@cache
def service_account(path: str) -> Credentials:
    """The account whose key lies there; to read a key takes long."""
    account: Credentials = Credentials.from_service_account_file(path)  # type: ignore[no-untyped-call]  # google-auth leaves it without annotations
    return account


def hours_of(number: int) -> Decimal:
    """How long the work of a row took; neighbours differ."""
    return Decimal("0.25") * (1 + number % 7)


def table(rows: int) -> str:
    """A timesheet as a .csv: one row a piece of work, each with a text of its own."""
    first = date(2026, 9, 1)
    lines = [
        f"{first + timedelta(days=number % 28)},{NAMES[number // 28]} Reis,Dune Hotels,Site,"
        f"Build page number {number} of the guest guide,{hours_of(number)}"
        for number in range(1, rows + 1)
    ]
    return "\n".join(["Date,Person,Client,Project,Description,Hours", *lines]) + "\n"


class Agency:
    """One spreadsheet, one company, one ledger."""

    def __init__(self, root: str, folder: Path, database: str, rows: int, claude: bool = False) -> None:
        self.root, self.folder, self.rows = root, folder, rows
        self.approved: dict[int, Decimal] = {}
        """By page, the hours that were ticked."""
        for name, text in {**FILES, "Log.csv": table(rows)}.items():
            path = folder / "agency" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.said("/__reset")
        self.book: str = self.said("/__load", path=str(folder / "agency" / "Log.csv"))["spreadsheetId"]
        self.said("/quickbooks/__seed", customers=[{"DisplayName": CUSTOMER}], items=[{"Name": "Services"}])
        self.said("/quickbooks/__company", quota=100_000)
        self.said("/__quota", on=False)
        told: dict[str, str] = requests.get(f"{root}/__environment", timeout=60).json()
        self.environment = {
            **told, "DATABASE_URL": database, "QUICKBOOKS_TOKEN_KEY": fresh_key(), "TODAY": TODAY,
            "SOWS_DIR": str(folder / "agency"), "CLAUDE_BACKEND": "anthropic" if claude else "off",
            "QUICKBOOKS_WEBHOOK_TOKEN": WEBHOOK_TOKEN,
        }  # fmt: skip
        self.wiring = self.wired()
        self.connect()

    def wired(self) -> Wiring:
        """The service put together, as a process does it when it starts."""
        wiring = Wiring(Settings.read(self.environment))
        account = service_account(self.environment["GOOGLE_APPLICATION_CREDENTIALS"])
        wiring.credentials = account.with_scopes(SCOPES)
        wiring.paces = (Pace(0), Pace(0))  # the sandbox has no quota, and every cell has a Google of its own
        return wiring

    @property
    def store(self) -> Store:
        return self.wiring.store

    def said(self, path: str, /, **body: Any) -> Any:
        """Something said to the sandbox, and its answer."""
        answer = requests.post(self.root + path, json=body, timeout=60)
        assert answer.ok, f"{path}: {answer.text}"
        return answer.json()

    def connect(self) -> None:
        """The company is connected, as if a person had signed in."""
        told = self.said("/quickbooks/__connect")
        pair = Pair(told["access_token"], told["refresh_token"], told["expires_in"])
        ConnectionStore(self.store.engine, self.environment["QUICKBOOKS_TOKEN_KEY"]).connect(told["realmId"], pair)

    def set_up(self) -> None:
        """The sheet gets our columns, the manager ticks every row, and the trigger reports it."""
        self.check()
        self.tick()

    def check(self) -> None:
        """The sheet is registered and gets our columns."""
        self.store.register(self.book, MANAGER, self.store.now())
        review(self.wiring.desk(), self.wiring.sheet(self.book))

    def tick(self) -> None:
        """The manager ticks every row, and the trigger reports it."""
        rows = self.seen().rows
        self.approved = {page_in(row.work.entry.description): row.work.entry.worked for row in rows}
        column = self.column("Approve")
        first, last = min(row.work.entry.row for row in rows), max(row.work.entry.row for row in rows)
        self.types(f"{column}{first}:{column}{last}", True)
        review(self.wiring.desk(), self.wiring.sheet(self.book), Act(MANAGER, "tick"))

    def seen(self) -> Review:
        """The workbook as the service judges it now."""
        return consider(self.wiring.desk(), self.wiring.sheet(self.book).read())

    def types(self, place: str, value: object, who: str = MANAGER) -> None:
        """Somebody types into cells."""
        self.said("/__person/edit", spreadsheetId=self.book, by=who, range=f"'{TAB}'!{place}", value=value)

    def values(self) -> list[list[Any]]:
        """What stands in the tab."""
        answer = requests.get(
            f"{self.root}/v4/spreadsheets/{self.book}/values/{TAB}",
            params={"valueRenderOption": "UNFORMATTED_VALUE"}, headers={"Authorization": "Bearer x"}, timeout=60,
        )  # fmt: skip
        return list(answer.json().get("values", []))

    def column(self, header: str) -> str:
        """The letter of a column."""
        place = self.values()[0].index(header)
        return chr(ord("A") + place)

    def documents(self) -> list[dict[str, Any]]:
        """Every invoice in the books that carries a marker of ours: the ground truth."""
        query = {"marker": "tm1:", "entity": "Invoice"}
        told = requests.get(f"{self.root}/quickbooks/__invoices", params=query, timeout=60).json()
        return list(told["invoices"])

    def score(self) -> Score:
        """What became of every row, by the books and not by our own word."""
        live = [one for one in self.documents() if Decimal(str(one["TotalAmt"]))]
        pages = [[page for line in one["Line"] if (page := page_of(line))] for one in live]
        billed = Counter(page for some in pages for page in some)
        wrong = [one for one, some in zip(live, pages, strict=True)
                 if Decimal(str(one["TotalAmt"])) != sum(map(self.price_of, some))]  # fmt: skip
        stuck = self.store.exports(State.PREPARED, State.CREATING, State.CREATED)
        return Score(
            invoices=len(live),
            lost=sum(1 for page in range(1, self.rows + 1) if not billed[page]),
            doubled=sum(count - 1 for count in billed.values()),
            wrong_cents=len(wrong),
            stuck=len(stuck) + len(self.store.unshown()),
        )

    def price_of(self, page: int) -> Decimal:
        """What a piece of work comes to."""
        return (self.approved[page] * Decimal("90.10")).quantize(Decimal("0.01"), ROUND_HALF_UP)

    def faults(self) -> list[dict[str, Any]]:
        """What is switched on at the sandbox, with how often it fired."""
        told = requests.get(f"{self.root}/__faults", timeout=60).json()
        return list(told if isinstance(told, list) else told.get("faults", []))

    def drop_faults(self) -> None:
        """Nothing is switched on any more."""
        requests.delete(f"{self.root}/__faults", timeout=60).raise_for_status()

    def is_at_rest(self) -> bool:
        """Whether nothing is left to be carried on or shown."""
        return not (self.store.unfinished() or self.store.exports(State.CREATED) or self.store.unshown())

    def claims(self) -> int:
        """Active claims in the ledger."""
        with for_reading(self.store.engine).connect() as connection:
            return len(connection.execute(select(billing_claim.c.id).where(billing_claim.c.active.is_(True))).all())


class Score(NamedTuple):
    """What may never be anything but nought, and how many invoices there are."""

    invoices: int
    lost: int = 0
    doubled: int = 0
    wrong_cents: int = 0
    stuck: int = 0


def page_of(line: dict[str, Any]) -> int:
    """Which piece of work a line of an invoice bills: the number in its text, which our code cannot see."""
    return page_in(str(line.get("Description", "")))


def page_in(text: str) -> int:
    """The number in a text; nought where there is none."""
    found = re.search(r"page number (\d+) of", text)
    return int(found[1]) if found else 0
