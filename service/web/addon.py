"""What the script in the spreadsheet may ask for, each with the name of whoever asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, g

from service.adapters.tabs.block import title_in
from service.adapters.tabs.decisions import checked
from service.approving import Act
from service.desk import Desk, Sheet
from service.faults import NotAllowed
from service.reports.decisions import saying
from service.reports.month import ticked_sows
from service.reports.tabs import REVIEW, tally
from service.review import Review, review
from service.web.answers import (
    drafted,
    held,
    invoices,
    news_of_answers,
    people_and_clients,
    previewed,
    questions,
    told,
    understood,
)
from service.web.displayed import displayed
from service.web.edits import Edits
from service.web.identity import Doorkeeper
from service.web.meanwhile import Heard, news
from service.web.once import once
from service.web.porter import DEEDS, Porter
from service.web.registration import Register
from service.web.turnstile import HOUSE, Turnstile
from service.web.window import Window
from service.wiring import Wiring
from service.words import say

if TYPE_CHECKING:
    from service.billing import Billing
    from service.web.undoing import Undoer

Answer = dict[str, Any]


def blueprint(wiring: Wiring, door: Doorkeeper, porter: Porter) -> Blueprint:
    """The addresses under /addon; each takes and gives JSON."""
    pages = Blueprint("addon", __name__, url_prefix="/addon")
    turnstile = Turnstile(left=lambda: wiring.paces[0].left, line=lambda: max(pace.wait for pace in wiring.paces))
    desk, window = _Counter(wiring, turnstile), Window(door, turnstile, porter)
    for name in DEEDS:
        pages.add_url_rule(
            f"/{name}", name, once(wiring, door, window.address(name, getattr(desk, name))), methods=["POST"]
        )
    return pages


class _Counter:
    """Where requests of the script are answered."""

    def __init__(self, wiring: Wiring, turnstile: Turnstile) -> None:
        self.wiring, self._turnstile = wiring, turnstile
        self._edits, self._register = Edits(wiring, turnstile), Register(wiring)

    def challenge(self, body: Answer) -> Answer:
        """A word to be written into a sheet by whoever may edit it."""
        return {"challenge": self._register.word(str(g.who), body["spreadsheetId"])}

    def setup(self, body: Answer) -> Answer:
        """Remember who set the sheet up, add our columns, and say what was understood."""
        who = str(g.who)
        self._register.check_new(who, body["spreadsheetId"], _word(body))
        if body.get("decisions"):
            self.wiring.store.decide(body["spreadsheetId"], checked(body["decisions"]))
        self.wiring.store.forget_headers(body["spreadsheetId"])
        seen = self._review(body, Act(who), say("script.setup"))
        self.wiring.store.register(body["spreadsheetId"], who, self.wiring.clock())
        return {
            "message": tally(seen.rows),
            "tabs": understood(seen.reading),
            "shareWith": self.wiring.own_address,
            "questions": questions(),
            "found": people_and_clients(seen),
            "approvers": list(self.wiring.agreed[0].approvers),
        }

    def check(self, body: Answer) -> Answer:
        """Review the whole workbook; asked again while texts remain unread."""
        act, only = Act(self._caller(body)), _rows(body)
        run = say("script.checkRows" if only else "script.check")
        seen = self._review(body, act, "" if body.get("goesOn") else run, only or None)
        remaining = seen.look.left if seen.look.read_now else 0
        return {"message": told(seen, only), "remaining": remaining}

    def preview(self, body: Answer) -> Answer:
        """What would be drafted; nothing is written."""
        from service.billing import preview

        self._caller(body)
        made = preview(self._desk(), self._sheet(body), _only(body))
        return self._billing(made, previewed(made))

    def generate(self, body: Answer) -> Answer:
        """Draft invoices for what is approved."""
        who = self._approver(body)
        made = self._bill(body, _only(body), who)
        return self._billing(made, drafted(made))

    def edited(self, body: Answer) -> Answer:
        """A person changed cells or ticked boxes. Who it was, only the script can say: the token is the installer's."""
        self._caller(body)
        who, sheet = str(body.get("by") or "").casefold(), body["spreadsheetId"]
        share = "hasty" if g.is_hasty else "looks"
        if title_in(str(body.get("tab"))) == REVIEW:
            with self._turnstile.turn(HOUSE, (share, sheet)):
                return self._of_review(body, who)
        act = Act(who, "tick" if who else "sweep", _rows(body), ticked=displayed(body))
        return {**self._edits.heard(sheet, act, bool(body.get("waits")), share)}

    def explain(self, body: Answer) -> Answer:
        """Everything that is known about a row."""
        from service.web.explaining import explained

        self._caller(body)
        return explained(self.wiring, self._sheet(body), self._desk(), str(body.get("tab")), _row(body, "row"))

    def split(self, body: Answer) -> Answer:
        """Make two rows of one, where the sidebar offered it."""
        from service.web.splitting import split

        self._caller(body)
        place = str(body.get("tab")), _row(body, "row")
        return {"message": split(self.wiring, body["spreadsheetId"], self._desk(), place, str(body.get("rowId")))}

    def undo(self, body: Answer) -> Answer:
        """Take the last run back: what it would take away, or after a yes what came of it."""
        undoer = self._undoer(body)
        if undoer.drafts():
            self._approver(body)
        return undoer.undo(bool(body.get("confirmed")))

    def clear(self, body: Answer) -> Answer:
        """Take all that is ours out of the spreadsheet: what that would be, or after a yes what came of it."""
        return self._undoer(body).clear(bool(body.get("confirmed")))

    def _undoer(self, body: Answer) -> Undoer:
        from service.web.undoing import Undoer

        return Undoer(self.wiring, body["spreadsheetId"], self._caller(body))

    def _of_review(self, body: Answer, who: str) -> Answer:
        """A box that asks for drafts was ticked, or a decision was answered; anything else there is nobody's wish."""
        reading = self._sheet(body).read()
        ticked = [sow for sow, box in ticked_sows(reading).items() if box]
        lines = next(iter(_rows(body).values()), range(0))
        decided = saying(reading, REVIEW, lines)
        if not ticked and not decided:
            return {"message": ""}
        self._refuse_unless_approver(who)
        if decided:
            act = Act(who, "tick", {}, lines, {})
            return {"message": news_of_answers(self._review(body, act, say("decisions.run")))}
        return {"message": drafted(self._bill(body, ticked, who))}

    def _bill(self, body: Answer, only: list[str] | None, who: str) -> Billing:
        from service.backstage import Backstage
        from service.billing import bill

        sheet = self._sheet(body, say("script.generate"))
        return bill(self._desk(), sheet, Backstage(self.wiring).dispatch(body["spreadsheetId"], sheet), only, Act(who))

    def _billing(self, made: Billing, message: str) -> Answer:
        answer = {"message": message, "invoices": invoices(made), "held": held(made)}
        pending = self.wiring.settings.quickbooks_draft == "Estimate"
        return {**answer, "notice": say("drafted.pending")} if pending else answer

    def _review(self, body: Answer, act: Act, run: str, only: dict[str, range] | None = None) -> Review:
        return review(replace(self._desk(), only=only, progress=news().describes), Heard(self._sheet(body, run)), act)

    def _desk(self) -> Desk:
        return self.wiring.desk(seconds=self.wiring.settings.answer_within)

    def _sheet(self, body: Answer, run: str = "") -> Sheet:
        return self.wiring.sheet(body["spreadsheetId"], run=run)

    def _caller(self, body: Answer) -> str:
        """Who calls, for a sheet that is set up and that this person may edit. Raises NotKnown."""
        who = str(g.who)
        self._register.check(who, body["spreadsheetId"], _word(body))
        return who

    def _approver(self, body: Answer) -> str:
        who = self._caller(body)
        self._refuse_unless_approver(who)
        return who

    def _refuse_unless_approver(self, who: str) -> None:
        if not self._register.approves(who):
            raise NotAllowed(say("refused.notApprover", who=who) if who else say("refused.whoTicked"))


def _rows(body: Answer) -> dict[str, range]:
    """The rows that a request is about; empty where it is about all."""
    if "firstRow" not in body:
        return {}
    return {str(body.get("tab")): range(_row(body, "firstRow"), _row(body, "lastRow") + 1)}


def _word(body: Answer) -> str:
    return str(body.get("challenge") or "")


def _only(body: Answer) -> list[str] | None:
    sow = body.get("sow")
    return [str(sow)] if sow else None


def _row(body: Answer, key: str) -> int:
    """A row number that a caller sends; anything else is refused."""
    number = body.get(key, 0)
    if not isinstance(number, int) or isinstance(number, bool):
        abort(400, say("refused.noRow", key=key))
    return number
