"""Undo last run and Clear our columns: asked about first, done after a yes, and told as it went."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from service.adapters.store.images import TAKEN, Image
from service.domain.hours.approval import Approval
from service.domain.invoicing.export import IN_BOOKS, Export
from service.domain.memory import Remembered, RunLine
from service.names import read_category
from service.review import review
from service.wiring import Wiring
from service.words import day_of, say

if TYPE_CHECKING:  # gspread is heavy, and not every request erases
    from service.adapters.sheets.eraser import Eraser
    from service.adapters.sheets.undone import Undone

Answer = dict[str, Any]
MOST_NAMED = 3


class Undoer:
    """Takes back what Tickmark wrote in a spreadsheet."""

    def __init__(self, wiring: Wiring, sheet: str, who: str) -> None:
        self._wiring, self._store, self._sheet, self._who = wiring, wiring.store, sheet, who

    def drafts(self) -> list[Export]:
        """What the last run has made in QuickBooks."""
        images = self._store.last_run(self._sheet)
        made = [one for one in self._store.exports(*IN_BOOKS) if one.sheet == self._sheet] if images else []
        return [one for one in made if one.created_at and one.created_at >= images[-1].at]

    def undo(self, confirmed: bool) -> Answer:
        """The question, or after a yes what came of it."""
        images = self._store.last_run(self._sheet)
        if not images:
            return {"message": say("undo.nothing")}
        drafts = self.drafts()
        if not confirmed:
            return {"question": self._drafts_question(drafts) if drafts else self._question(images)}
        return {"message": self._take_back(images, drafts) if drafts else self._undone(images)}

    def clear(self, confirmed: bool) -> Answer:
        """The question, or after a yes what came of it."""
        eraser = self._eraser()
        tabs, own = eraser.ours()
        if not tabs and not own:
            return {"message": say("undo.nothingOurs")}
        if not confirmed:
            return {"question": clear_question(tabs, own)}
        with self._wiring.pen(self._sheet):
            undone = eraser.clear()
        self._remember(undone)
        self._store.retire(self._sheet)
        gone = [say("undo.columnsGone", tabs=listed(undone.made))] if undone.made else []
        gone += [say("undo.tabsGone", count=len(undone.tabs), tabs=listed(undone.tabs))] if undone.tabs else []
        return {"message": say("undo.cleared", what=capital("; ".join(gone)))}

    def _eraser(self) -> "Eraser":
        from service.adapters.sheets import GoogleSheet
        from service.adapters.sheets.eraser import Eraser

        client = self._wiring.client()
        context = self._wiring.context(self._sheet, closely=False)
        return Eraser(client, self._sheet, GoogleSheet(client, self._sheet, context).workbook())

    def _question(self, images: Sequence[Image]) -> str:
        run, parts = images[-1], touched(images)
        at = run.at.astimezone(self._wiring.now().tzinfo)
        return say("undo.question", run=run.what, time=f"{at:%H:%M}", day=day_of(at), what=capital(listed(parts)))

    def _drafts_question(self, drafts: Sequence[Export]) -> str:
        named = listed([f"{one.number or one.sow} ({one.client})" for one in drafts])
        return say("undo.draftsQuestion", count=len(drafts), drafts=named)

    def _take_back(self, images: Sequence[Image], drafts: Sequence[Export]) -> str:
        from service.reconciliation import undo as take_back

        left = take_back(self._store, self._wiring.books(), drafts)
        if not left:
            self._store.undo_images(images, TAKEN)
        review(self._wiring.desk(), self._wiring.sheet(self._sheet))
        gone = [one.number or one.sow for one in drafts if one.id not in left]
        told = say("undo.draftsGone", drafts=listed(gone)) if gone else ""
        return " ".join(filter(None, (told, *(f"{one.number}: {left[one.id]}" for one in drafts if one.id in left))))

    def _undone(self, images: Sequence[Image]) -> str:
        billed = self._store.billed(rows_of(images))
        if billed and any(tab["fresh"] for one in images for tab in one.before["tabs"]):
            return say("undo.billed", rows=len(billed))
        with self._wiring.pen(self._sheet):
            eraser = self._eraser()
            undone = eraser.undo([one.before for one in reversed(images)], billed.keys())
        self._store.undo_images(images)
        self._remember(undone)
        line = RunLine(self._wiring.now(), self._who, say("undo.run"), images[-1].what)
        self._store.log_run(self._sheet, eraser.title, line)
        if undone.made and not self._store.last_run(self._sheet):
            self._store.retire(self._sheet)
        return told(undone, len(billed))

    def _remember(self, undone: "Undone") -> None:
        """Cells that went back are ours again, not a person's choice; ticks that went with their column are no yes."""
        cells = {row: _ours(category) for row, category in undone.categories.items()}
        self._store.remember_categories(cells)
        billed = self._store.billed(undone.unboxed)
        words = self._store.approvals(undone.unboxed).values()
        self._store.say(list(self._withdrawn(words, billed)))

    def _withdrawn(self, words: Iterable[Approval], billed: Mapping[str, Any]) -> Iterable[Approval]:
        for word in words:
            if word.kind == "yes" and word.row_id not in billed:
                yield word._replace(kind="withdrawn", who=self._who, at=self._wiring.now())


def _ours(category: str) -> Remembered:
    """A category that a cell holds again."""
    found = read_category(category)
    return Remembered(found.value if found else category, False)


def rows_of(images: Iterable[Image]) -> set[str]:
    """The rows that these writes touched."""
    halves = {row for one in images if (told := one.before.get("half")) for row in (told["of"], told["made"])}
    return halves | {row for one in images for tab in one.before["tabs"] for row in tab["cells"]}


def touched(images: Sequence[Image]) -> list[str]:
    """What these writes have touched, in words."""
    tabs = [tab for one in images for tab in one.before["tabs"]]
    rows = len(rows_of(images))
    made = sorted({tab["title"] for tab in tabs if tab["fresh"]})
    own = sorted({tab["title"] for one in images for tab in one.before["own"]})
    parts = [say("undo.rows", rows=rows)] if rows else []
    parts += [say("undo.columns", tabs=listed(made))] if made else []
    return [*parts, *([the_tabs(own)] if own else [])] or [say("undo.aFewCells")]


def told(undone: "Undone", spared: int) -> str:
    """What an undo came to, in a few sentences."""
    parts = [say("undo.cellsBack", cells=undone.cells)] if undone.cells else []
    parts += [say("undo.columnsGone", tabs=listed(undone.made))] if undone.made else []
    parts += [say("undo.tabsBack", count=len(undone.tabs), tabs=listed(undone.tabs))] if undone.tabs else []
    sentences = [say("undo.done", what=listed(parts)) if parts else say("undo.nothingBack")]
    if undone.kept:
        sentences.append(say("undo.left", places=listed(list(dict.fromkeys(undone.kept)))))
    if undone.ticks:
        sentences.append(say("undo.ticks", ticks=undone.ticks))
    if spared:
        sentences.append(say("undo.spared", rows=spared))
    return " ".join(sentences)


def clear_question(tabs: Sequence[str], own: Sequence[str]) -> str:
    """What would go."""
    columns = say("undo.clearColumns", tabs=listed(tabs)) if tabs else ""
    deleted = say("undo.clearTabs", tabs=the_tabs(own)) if own else ""
    return say("undo.clearQuestion", what=capital(listed([one for one in (columns, deleted) if one])))


def the_tabs(titles: Sequence[str]) -> str:
    """Tabs by name."""
    return say("undo.tabs", count=len(titles), tabs=listed(titles))


def listed(words: Sequence[str]) -> str:
    """A few by name, the others counted."""
    if len(words) > MOST_NAMED + 1:
        return say("undo.andMore", first=", ".join(words[:MOST_NAMED]), count=len(words) - MOST_NAMED)
    return say("undo.and", first=", ".join(words[:-1]), last=words[-1]) if len(words) > 1 else "".join(words)


def capital(text: str) -> str:
    """A sentence begins large."""
    return text[:1].upper() + text[1:]
