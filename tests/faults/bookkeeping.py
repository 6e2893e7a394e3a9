"""What QuickBooks and its bookkeeper do: refuse, forget, lag, copy a document, change a cent, sign in elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from service.adapters.quickbooks.books import Books
from service.adapters.quickbooks.connection import ConnectionStore
from service.adapters.quickbooks.tokens import Pair
from service.adapters.store.connection import connection_table
from tests.faults.agency import CUSTOMER
from tests.faults.outages import Arm, at, met
from tests.faults.scene import Scene

LAG = timedelta(minutes=5)
FAR = "9130350000000002"


def not_shared(scene: Scene, step: str) -> None:
    """The owner stops sharing the sheet with us, and shares it again when somebody has read why."""

    def shared(private: bool) -> None:
        scene.said("/__private", spreadsheetId=scene.agency.book, private=private)

    scene.faults += 1
    scene.then.append(lambda: shared(False))
    if step == "read":
        shared(True)
    else:
        at("before", lambda _: shared(True))(scene, step)


def protected(scene: Scene, step: str) -> None:
    """Somebody protects the cells that are ours, and lifts it again."""
    met(kind="status", status=400, times=0, **{"as": "protected"})(scene, step)


def request_refused(scene: Scene, step: str) -> None:
    """Claude refuses what it is asked, each time."""
    met(kind="status", status=400, times=0)(scene, step)


def books_closed(scene: Scene, step: str) -> None:
    """The month is closed, until the bookkeeper opens it again."""
    scene.faults += 1
    scene.turn(book_close_date="2027-01-01")
    scene.settling.append(lambda: scene.turn(book_close_date=""))


def subscription_ended(scene: Scene, step: str) -> None:
    """The company can only be read, until somebody pays."""
    scene.faults += 1
    scene.turn(subscription_ended=True)
    scene.settling.append(lambda: scene.turn(subscription_ended=False))


def expired(scene: Scene, step: str) -> None:
    """The access token has run out."""
    scene.faults += 1
    scene.turn(expire_access_tokens=True)


def revoked(scene: Scene, step: str) -> None:
    """Somebody takes our rights away, and gives them back when the sheet says so."""
    scene.faults += 1
    scene.turn(disconnect=True)
    scene.then.append(scene.agency.connect)


def stranger(scene: Scene, step: str) -> None:
    """The script's token is good no more; it gets another."""
    whole, left = scene.client.post, [1]

    def post(address: str, **more: Any) -> Any:
        if left and left.pop():
            scene.faults += 1
            more["headers"] = {**more["headers"], "Authorization": "Bearer a.b.c"}
        return whole(address, **more)

    scene.patch.setattr(scene.client, "post", post)


def forgetful(*more: Callable[[Scene], None], lost: str = "cut") -> Arm:
    """QuickBooks remembers no request id, the answer is lost, and more goes wrong with the search."""

    def arm(scene: Scene, step: str) -> None:
        scene.turn(remember_requestids=False)
        for one in more:
            one(scene)
        met(kind=lost)(scene, step)

    return arm


def lags(scene: Scene) -> None:
    """For some minutes, no search shows what was made."""
    scene.trap(Books, "create", "before", lambda _: scene.turn(visible_after=10**6))
    scene.lag = LAG


def fails(scene: Scene) -> None:
    """The search for our marker fails, with the status of success."""
    scene.trap(Books, "create", "before", lambda _: scene.turn(faults_in_queries=1))


def has_pages(scene: Scene) -> None:
    """Our document is on the last of several pages."""
    wiring = scene.agency.wiring
    books = Books(wiring.quickbooks, wiring.connector)
    customer = scene.said("/quickbooks/__seed", customers=[{"DisplayName": CUSTOMER}])["customers"][0]["Id"]
    line = {"Amount": 1, "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": {"ItemRef": {"value": "1"}}}
    for number in range(3):
        books.create(
            json.dumps({"CustomerRef": {"value": customer}, "PrivateNote": "By hand", "Line": [line]}),
            f"by hand {number}",
        )
    wiring.__dict__["books"] = lambda: Books(wiring.quickbooks, wiring.connector, None, 2)


def numbered(scene: Scene) -> None:
    """Numbers are ours to give, and may be given once."""
    scene.turn(custom_txn_numbers=True, warn_duplicate_number=True)


def number_of_another(scene: Scene, step: str) -> None:
    """The first try was lost on its way, and meanwhile the bookkeeper has given its number away."""
    numbered(scene)
    forgetful(lost="drop")(scene, step)
    whole = Books.create

    def create(books: Books, body: str, request_id: str, *may_go: Any) -> Any:
        try:
            return whole(books, body, request_id, *may_go)
        except Exception:
            scene.patch.undo()
            told = json.loads(body)
            whole(books, json.dumps({**told, "PrivateNote": "By hand"}), "by hand")
            raise

    scene.patch.setattr(Books, "create", create)


def known_request(scene: Scene) -> None:
    """A request id that comes again is answered with 600."""
    scene.turn(remember_requestids=True, repeated_requestid="refused")


def a_cent_off(scene: Scene, step: str) -> None:
    """The total that QuickBooks makes of our lines is another."""
    scene.turn(off_by="0.01")
    scene.faults += 1


def a_cent_off_and_lost(scene: Scene, step: str) -> None:
    """The same, and it is found so after a lost answer."""
    a_cent_off(scene, step)
    met(kind="cut")(scene, "create")


def a_cent_changed(scene: Scene, step: str) -> None:
    """The bookkeeper changes a cent of an invoice that stands."""
    document = scene.agency.documents()[0]
    first, *others = document["Line"]
    detail = {key: value for key, value in first["SalesItemLineDetail"].items() if key not in ("Qty", "UnitPrice")}
    changed = {**first, "Amount": round(first["Amount"] + 0.01, 2), "SalesItemLineDetail": detail}
    scene.edits += 1
    scene.said("/quickbooks/__bookkeeper", act="edit", id=document["Id"], set={"Line": [changed, *others]})


def copied(after_loss: bool) -> Arm:
    """The bookkeeper copies our document, note and all, and deletes the copy when the sheet says so."""

    def copy(scene: Scene) -> None:
        wiring = scene.agency.wiring
        export = wiring.store.exports()[0]
        scene.edits += 1
        twin = Books(wiring.quickbooks, wiring.connector).create(export.body, "somebody elses id")
        scene.settling.append(lambda: scene.said("/quickbooks/__bookkeeper", act="delete", id=twin.id))

    def arm(scene: Scene, step: str) -> None:
        if after_loss:
            met(kind="cut")(scene, step)
            scene.then.append(lambda: copy(scene))
        elif step == "void":
            copy(scene)
        else:
            at("before", copy)(scene, step)

    return arm


def foreign(scene: Scene, step: str) -> None:
    """After a lost answer, another company is connected."""
    met(kind="cut")(scene, step)
    scene.then.append(lambda: _connect(scene, FAR))


def _connect(scene: Scene, realm: str) -> None:
    scene.edits += 1
    told = scene.agency.said(f"/quickbooks/__connect?realm={realm}")
    store = ConnectionStore(scene.engine, scene.agency.environment["QUICKBOOKS_TOKEN_KEY"])
    with scene.engine.begin() as connection:
        connection.execute(delete(connection_table))
    store.connect(told["realmId"], Pair(told["access_token"], told["refresh_token"], told["expires_in"]))
