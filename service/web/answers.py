"""What the script shows: sentences for toasts, and the tables of its dialogs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from service.adapters.tabs.columns import declared
from service.adapters.tabs.decisions import WORDS
from service.domain.hours.reading import Reading
from service.domain.money import every_digit, exact, figure, money
from service.reports.row import sentence
from service.reports.tabs import tally
from service.review import Review
from service.words import put, say

if TYPE_CHECKING:
    from service.billing import Billing
    from service.domain.invoicing.invoice import DraftInvoice
    from service.planning import Drafted

MOST_HELD = 100


def told(seen: Review, only: Mapping[str, range] | None = None) -> str:
    """A review in a sentence or two; `only` are the rows it was about."""
    if only:
        rows = [row for row in seen.rows if row.work.entry.row in only.get(row.work.entry.tab, ())]
        return f"{tally(rows)} {seen.look.unread}".strip() if rows else say("toast.noEntries")
    asking = seen.decisions
    decisions = say("toast.decisions", count=asking)
    parts = [tally(seen.rows), decisions if asking else ""]
    parts += [*map(put, seen.reading.sorted_away()), seen.look.unread]
    if seen.reading.refused:
        refused = seen.reading.refused[0]
        parts.append(say("review.notRead", tab=refused.tab, why=put(refused.message)))
    return " ".join(part for part in parts if part)


def news_of_ticks(seen: Review) -> str:
    """What came of ticks, for the person who made them; blank where nothing is worth saying."""
    approved = sum(word.kind == "yes" for word in seen.words)
    back = [word.why for word in seen.words if word.kind in ("refused", "voided")]
    if not back:
        return say("toast.approved", rows=approved) if approved else ""
    return say("toast.andMore", first=back[0], count=len(back) - 1) if len(back) > 1 else back[0]


def news_of_answers(seen: Review) -> str:
    """What came of answers in Review; blank where nothing was said."""
    told, left = seen.answered, say("toast.left", count=seen.decisions)
    passed = say("toast.answered", rows=len(told.reasons)) if told.reasons else ""
    whom = list(dict.fromkeys(one.whom for one in told.asked))
    asked = say("toast.waitingFor", whom=", ".join(whom)) if whom else ""
    back = say("toast.takenBack", count=len(told.taken_back)) if told.taken_back else ""
    news = " ".join(filter(None, (passed, asked, back)))
    return f"{news} {left}" if news else ""


def drafted(made: Billing) -> str:
    """What a billing run made, in a sentence or two."""
    created = [one for one in made.drafted if one.state == "created"]
    troubles = [f"{one.draft.sow}: {one.why}" for one in made.drafted if one.why]
    if not made.drafted:
        return say("drafted.nothing")
    if not created:
        return " ".join(troubles)
    totals = _totals(created)
    return " ".join([say("drafted.done", count=len(created), totals=totals), *troubles])


def invoices(made: Billing) -> list[dict[str, Any]]:
    """Drafts as a table; one that waits for an answer is among them, with the question."""
    return [_invoice(one) for one in made.drafted if one.state in ("preview", "created", "unknown", "held")]


def previewed(made: Billing) -> str:
    """What a billing run would make, in a sentence or two."""
    clear = [one for one in made.drafted if one.state == "preview"]
    asked = [f"{one.draft.sow}: {one.why}" for one in made.drafted if one.why]
    told = say("drafted.would", count=len(clear), totals=_totals(clear)) if clear else say("drafted.nothing")
    told = " ".join([*([] if asked and not clear else [told]), *asked])
    waiting = sum(one.only_wants_a_tick for one in made.held)
    return f"{told} {say('drafted.onlyATick', rows=waiting)}" if waiting else told


def held(made: Billing) -> list[dict[str, Any]]:
    """Rows that stay behind for more than want of a tick, with their reasons, as they stand in the sheet."""
    entries = [(one.row.work.entry, one.reason) for one in made.held if not one.only_wants_a_tick]
    listed = sorted(entries, key=lambda one: (one[0].tab, one[0].row))[:MOST_HELD]
    return [{"tab": entry.tab, "row": entry.row, "reason": reason} for entry, reason in listed]


def understood(reading: Reading) -> list[dict[str, Any]]:
    """How each tab was read, and why others were not."""
    meanings = {column.key: column.meaning for column in declared()}
    read = [
        {
            "tab": tab.tab,
            "headerRow": tab.header_row,
            "columns": [[header, meanings.get(key, key)] for key, header in tab.columns.items()],
            "program": tab.program,
            "settled": dict(tab.settled),
            "decided": dict(tab.decided),
            **({"problem": put(tab.why_read_only)} if tab.why_read_only else {}),
        }
        for tab in reading.tabs
    ]
    return [*read, *({"tab": one.tab, "columns": [], "problem": put(one.message)} for one in reading.refused)]


def questions() -> list[dict[str, Any]]:
    """What a person may say of a tab: the columns, and the questions that have few answers."""
    columns = [{"key": one.key, "label": f"{one.header}: {one.meaning}"} for one in declared() if not one.is_ours]
    asked = [{"key": key, "label": say(f"setup.{key}"), "words": list(words)} for key, words in WORDS.items()]
    return [*columns, *asked]


def people_and_clients(seen: Review) -> list[list[str]]:
    """Whom the rows are about, as far as the agency's papers know them, and how many rows they do not know."""
    people = sorted({row.work.person.name for row in seen.rows if row.work.person})
    clients = sorted({row.work.client.name for row in seen.rows if row.work.client})
    strangers = sum(row.work.person is None for row in seen.rows)
    homeless = sum(row.work.client is None for row in seen.rows)
    told = [[say("setup.people"), ", ".join(people) or say("setup.nobody")]]
    told += [[say("setup.clients"), ", ".join(clients) or say("setup.noClient")]]
    told += [[say("setup.strangers"), say("setup.rows", rows=strangers)]] if strangers else []
    return [*told, *([[say("setup.homeless"), say("setup.rows", rows=homeless)]] if homeless else [])]


def _totals(made: Sequence[Drafted]) -> str:
    """Every draft with its total; the month beside it where a SOW has several."""
    sows = [one.draft.sow for one in made]
    return ", ".join(
        _total(one.draft, "drafted.ofMonth" if sows.count(one.draft.sow) > 1 else "drafted.total") for one in made
    )


def _total(draft: DraftInvoice, key: str) -> str:
    return say(key, sow=draft.sow, month=draft.period_text, total=money(draft.total, draft.currency))


def _invoice(one: Drafted) -> dict[str, Any]:
    return {
        "sow": one.draft.sow,
        "client": one.draft.customer,
        "number": one.export.number or one.export.quickbooks_id if one.export else "",
        "total": figure(one.draft.total, one.draft.currency),
        "currency": one.draft.currency,
        "url": one.export.url if one.export else "",
        "lines": [
            {
                "description": put(line.description),
                "quantity": "" if line.quantity is None else exact(line.quantity),
                "unitPrice": "" if line.unit_price is None else every_digit(line.unit_price, one.draft.currency),
                "amount": figure(line.amount, one.draft.currency),
                "how": list(map(put, line.steps)),
            }
            for line in one.draft.lines
        ],
        "notes": [*map(put, one.draft.notes), *(sentence(finding) for finding in one.findings)],
    }
