"""The dashboard at `/`: connections, limits, flags, leaks, drafts and runs, as one page without a script."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from flask import Blueprint, Response, make_response, render_template_string

from service.adapters.store.months import Found
from service.adapters.store.store import Store
from service.domain.invoicing.export import State
from service.domain.money import money
from service.domain.texts.spending import shown
from service.faults import Fault
from service.names import rule_title
from service.rules.rule import promises
from service.wiring import Wiring
from service.words import day_of, heads, put, say

PAGES = Path(__file__).parent / "pages"
MOST = 30
WIDE, HIGH = 600, 120
WORST = 10
FIGURES = ("identified", "recoverable", "realised")
STATES = {
    State.PREPARED: "onItsWay",
    State.CREATING: "onItsWay",
    State.CREATED: "inBooks",
    State.DONE: "inBooks",
    State.PARKED: "waits",
    State.REJECTED: "refused",
    State.CANCELLED: "givenUp",
    State.VOIDED: "void",
}


class Column(NamedTuple):
    """One review in the chart of flags."""

    x: str
    y: str
    width: str
    height: str
    told: str


def blueprint(wiring: Wiring, guard: Callable[[], None]) -> Blueprint:
    """The page and its style sheet. `guard` raises NotAllowed where the visitor may not see it."""
    pages = Blueprint("dashboard", __name__)

    def page() -> Response:
        guard()
        text = (PAGES / "dashboard.html").read_text(encoding="utf-8")
        return make_response(render_template_string(text, say=say, heads=heads, **view(wiring)))

    pages.add_url_rule("/", "page", page)
    pages.add_url_rule("/dashboard.css", "style", _style)
    return pages


def _style() -> Response:
    answer = make_response((PAGES / "dashboard.css").read_text(encoding="utf-8"))
    answer.mimetype = "text/css"
    return answer


def view(wiring: Wiring) -> dict[str, Any]:
    """All that the page shows, taken from the ledger; no call is made to the world outside."""
    store, now = wiring.store, wiring.now()
    lines = store.spending(f"{now:%Y-%m}")
    return {
        "agency": wiring.agreed[0].name,
        "now": f"{day_of(now)} {now.year}, {now:%H:%M}",
        "sheets": [_sheet(store, one, now.tzinfo) for one in store.found()],
        "drafts": [
            (one.number or "–", one.sow, one.period, money(one.total, one.currency),
             say(f"dashboard.{STATES[one.state]}"), one.flag, one.url)
            for one in store.exports()[: -MOST - 1 : -1]
        ],
        "due": [(job.kind, job.subject, "now") for job in store.due(store.now())],
        "next_due": _when(due, now.tzinfo) if (due := store.next_due()) else "",
        "runs": [(sheet, _when(run.at, now.tzinfo), run.who or "Tickmark", run.what, run.result)
                 for sheet, run in store.all_runs()],
        "claude": (put(shown(sum((line.money for line in lines), start=wiring.settings.claude_limit * 0))),
                   put(shown(wiring.settings.claude_limit)), sum(line.requests for line in lines)),
        "connections": connections(wiring),
    }  # fmt: skip


def connections(wiring: Wiring) -> list[tuple[str, bool, str]]:
    """What we are connected to: its name, whether it is well, and a sentence."""
    backend = wiring.settings.claude_backend
    told = say("dashboard.claudeOff" if backend == "off" else "dashboard.claudeOn", backend=backend.replace("_", " "))
    return [_google(wiring), _books(wiring), ("Claude", True, told), ("Ledger", True, say("dashboard.ledger"))]


def _google(wiring: Wiring) -> tuple[str, bool, str]:
    try:
        return "Google Sheets", True, say("dashboard.shared", who=wiring.own_address or say("dashboard.thisService"))
    except Fault as fault:
        return "Google Sheets", False, str(fault)


def _books(wiring: Wiring) -> tuple[str, bool, str]:
    try:
        status = wiring.connector.status()
    except Fault as fault:
        return "QuickBooks", False, str(fault)
    return "QuickBooks", status.state == "ok", status.message


def _when(at: datetime, zone: tzinfo | None) -> str:
    """A moment by the agency's clocks."""
    here = at.astimezone(zone)
    return f"{day_of(here)}, {here:%H:%M}"


def _sheet(store: Store, one: Found, zone: tzinfo | None) -> dict[str, Any]:
    before = store.found_before(one.book)
    titles = {promise.code: rule_title(promise.code, promise.name) for promise in promises()}
    by_sow = [tuple(line.values()) for line in one.facts["sows"]]
    worst = sorted(one.facts["flags"].items(), key=lambda flag: (-flag[1], flag[0]))[:WORST]
    return {
        **one.facts,
        "title": one.sheet,
        "by_sow": by_sow,
        "at": _when(one.at, zone),
        "columns": columns(before, zone),
        "worst": [(f"{code} {titles.get(code, '')}".strip(), rows) for code, rows in worst],
        "leaks": [_leak(leak) for leak in one.facts["leaks"]],
    }


def _leak(one: dict[str, str]) -> dict[str, str]:
    return one | {name: money(Decimal(one[name]), one["currency"]) for name in FIGURES}


def columns(before: list[Found], zone: tzinfo | None = None) -> list[Column]:
    """The flags of each review as columns of a chart, oldest first."""
    counts = [sum(one.facts["flags"].values()) for one in before]
    step, most = WIDE // max(12, len(before)), max([1, *counts])
    return [
        Column(str(at * step), str(HIGH - tall), str(step - 4), str(tall),
               say("dashboard.column", when=_when(one.at, zone), flags=count, decisions=one.facts["decisions"]))
        for at, (one, count) in enumerate(zip(before, counts, strict=True))
        for tall in [HIGH * count // most]
    ]  # fmt: skip
