"""What people do: to the sheet while we work on it, and by asking for the same thing twice."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import requests

from tests.faults.agency import MANAGER, TAB, WEBHOOK_TOKEN
from tests.faults.outages import Arm, at
from tests.faults.scene import OTHER, Scene, Trouble

LAST = chr(ord("Z"))


def once(deed: Callable[[Scene], Any]) -> Arm:
    """A person does something right before a step."""

    def counted(scene: Scene) -> None:
        scene.edits += 1
        deed(scene)

    return at("before", counted)


def edits(scene: Scene) -> None:
    """Somebody changes the hours of the first row."""
    scene.agency.types(f"{scene.agency.column('Hours')}2", 3)


def unticks(scene: Scene) -> None:
    """An approver thinks better of the first row."""
    if "Approve" in scene.agency.values()[0]:
        scene.agency.types(f"{scene.agency.column('Approve')}2", False)


def deletes(scene: Scene) -> None:
    """Somebody deletes the first row."""
    _person(scene, "deleteRows", tab=TAB, first=2)


def sorts(scene: Scene) -> None:
    """Somebody sorts the tab the other way round."""
    _person(scene, "sort", range=f"'{TAB}'!A2:{LAST}3", column=1, ascending=False)


def inserts(scene: Scene) -> None:
    """Somebody inserts a row above the first one."""
    _person(scene, "insertRows", tab=TAB, at=2)


def moves(scene: Scene) -> None:
    """Somebody inserts a column, so that ours stand elsewhere."""
    _person(scene, "insertColumns", tab=TAB, at=3)


def copies_a_row(scene: Scene) -> None:
    """Somebody copies the first row below the last one, our cells too."""
    _person(scene, "copyRow", tab=TAB, row=2, to=4)


def copies_the_sheet(scene: Scene) -> None:
    """Somebody copies the whole spreadsheet, sets the copy up, and asks for its invoices."""
    agency = scene.agency
    address = f"{agency.root}/drive/v3/files/{agency.book}/copy"
    twin: str = requests.post(address, json={}, headers={"Authorization": "Bearer x"}, timeout=60).json()["id"]
    agency.store.register(twin, OTHER, agency.store.now())
    here, agency.book = agency.book, twin
    with suppress(Trouble):  # refused or let in: what counts is that nothing is billed from it
        scene.generate(OTHER)
    agency.book = here


def clears_an_id(scene: Scene) -> None:
    """Somebody empties the hidden cell that says which row the first one is."""
    if "Row ID" in scene.agency.values()[0]:
        scene.agency.types(f"{scene.agency.column('Row ID')}2", "")


def restores(scene: Scene, step: str) -> None:
    """Somebody puts the tab back to how it stood when all of it was approved."""
    then = scene.agency.values()

    def deed(scene: Scene) -> None:
        scene.edits += 1
        _person(scene, "edit", range=f"'{TAB}'!A1", values=then)

    at("before", deed)(scene, step)


def malformed(text: object) -> Arm:
    """Hours that are none, typed over those of the first row."""
    return once(lambda scene: scene.agency.types(f"{scene.agency.column('Hours')}2", text))


def formula(scene: Scene) -> None:
    """A text that begins as a formula does stands where our words quote it."""
    scene.agency.types(f"{scene.agency.column('Reason')}2", "'=1+1 😀")


def another_asks(scene: Scene) -> None:
    """Another approver asks for the same at this very moment."""
    _try(lambda: scene.generate(OTHER), scene)


def clicks_twice(scene: Scene) -> None:
    """The same approver clicks once more."""
    _try(scene.generate, scene)


def knocks_twice(scene: Scene) -> None:
    """A knock is delivered twice, the second time before the first is done."""
    scene.sweep()
    scene.sweep()


def tells_twice(scene: Scene) -> None:
    """Intuit tells of a change of our documents, and repeats it."""
    for document in scene.agency.documents():
        told = {"specversion": "1.0", "id": f"e-{document['Id']}", "source": "intuit", "intuitentityid": document["Id"],
                "type": "qbo.invoice.updated.v1", "intuitaccountid": "9130350000000001", "data": {}}  # fmt: skip
        raw = json.dumps([told]).encode()
        made = base64.b64encode(hmac.new(WEBHOOK_TOKEN.encode(), raw, hashlib.sha256).digest()).decode()
        for _ in range(2):
            answer = scene.client.post("/quickbooks/webhook", data=raw, headers={"intuit-signature": made})
            if answer.status_code != 200:
                raise AssertionError(answer.get_data(as_text=True))
    scene.sweep()


def second_instance(scene: Scene) -> None:
    """Another process of ours works at the same time."""
    scene.sweep(scene.process())


def freezes(scene: Scene) -> None:
    """This process sleeps past its lease, and another takes over meanwhile."""
    scene.faults += 1
    scene.pass_time(timedelta(minutes=6))
    scene.sweep(scene.process())


def skewed(minutes: int) -> Arm:
    """The clock of this machine is wrong; that of the database is not."""

    def arm(scene: Scene, step: str) -> None:
        scene.faults += 1
        scene.skew = timedelta(minutes=minutes)

    return arm


def _person(scene: Scene, act: str, **wish: Any) -> None:
    scene.said(f"/__person/{act}", spreadsheetId=scene.agency.book, by=MANAGER, **wish)


def _try(deed: Callable[[], Any], scene: Scene) -> None:
    try:
        deed()
    except Trouble:
        scene.troubled = True
