"""Changes are told to an address, signed, in the format that is switched on."""

import base64
import hashlib
import hmac
import threading
import uuid
from collections.abc import Callable

import requests

from sandbox.quickbooks import wire
from sandbox.quickbooks.company import Change
from sandbox.quickbooks.switches import Switches, Webhook
from sandbox.quickbooks.wire import Body

WORDS = {"Create": "created", "Update": "updated", "Delete": "deleted", "Void": "voided", "Emailed": "emailed"}
TOLD = ("Invoice", "Estimate", "Customer", "Item", "Payment", "TimeActivity", "Class", "Department", "Term", "Vendor",
        "Employee", "Account", "Preferences")  # fmt: skip
SECONDS = 3.0


class Webhooks:
    """Deliveries, made in the background; what became of them can be read."""

    def __init__(self, switches: Callable[[], dict[str, Switches]]) -> None:
        self._switches = switches
        self.deliveries: list[Body] = []
        self._threads: list[threading.Thread] = []

    def clear(self) -> None:
        """Nothing was delivered."""
        self.deliveries = []

    def hear(self, change: Change) -> None:
        """A change is delivered where somebody wants to know."""
        hook = self._switches()[change.realm].webhook
        if not hook.url or change.entity not in TOLD:
            return
        for payload in payloads(hook, change):
            self.post(hook, wire.dump(payload).encode())

    def post(self, hook: Webhook, body: bytes) -> None:
        """One delivery, in a thread of its own, as the service does not wait for it."""
        thread = threading.Thread(target=self.deliver, args=(hook, body), daemon=True)
        self._threads = [one for one in self._threads if one.is_alive()] + [thread]
        thread.start()

    def deliver(self, hook: Webhook, body: bytes) -> None:
        """One delivery, and what became of it."""
        headers = {"Content-Type": "application/json", "intuit-signature": signature(hook.verifier_token, body)}
        line: Body = {"url": hook.url, "body": wire.load(body.decode()), "signature": headers["intuit-signature"]}
        try:
            answer = requests.post(hook.url, data=body, headers=headers, timeout=SECONDS)
            line["status"] = answer.status_code
        except requests.RequestException as problem:
            line["error"] = type(problem).__name__
        self.deliveries.append(line)

    def settle(self, seconds: float = 5.0) -> list[Body]:
        """Every delivery, once those under way have ended."""
        for thread in self._threads:
            thread.join(seconds)
        return self.deliveries


def signature(token: str, body: bytes) -> str:
    """The HMAC of a body, in base64."""
    return base64.b64encode(hmac.new(token.encode(), body, hashlib.sha256).digest()).decode()


def payloads(hook: Webhook, change: Change) -> list[object]:
    """A change in the format that is switched on, or in both."""
    made: list[object] = []
    if hook.format in ("cloudevents", "both"):
        made.append([cloud_event(change)])
    if hook.format in ("classic", "both"):
        made.append({"eventNotifications": [notification(change)]})
    return made


def cloud_event(change: Change) -> Body:
    """A change as a CloudEvent."""
    return {
        "specversion": "1.0", "id": str(uuid.uuid4()), "source": "intuit.sandbox",
        "type": f"qbo.{change.entity.lower()}.{WORDS.get(change.operation, 'updated')}.v1",
        "datacontenttype": "application/json", "time": change.when, "intuitentityid": change.id,
        "intuitaccountid": change.realm, "data": {},
    }  # fmt: skip


def notification(change: Change) -> Body:
    """A change in the older format."""
    entity = {"id": change.id, "operation": change.operation, "name": change.entity, "lastUpdated": change.when}
    return {"realmId": change.realm, "dataChangeEvent": {"entities": [entity]}}
