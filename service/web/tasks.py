"""Where the clock knocks: work that is due, the sweep, the end of a month, the digest. Each may be asked for twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, jsonify, request

from service.faults import Fault, NotAllowed
from service.web.identity import Doorkeeper
from service.web.pump import Pump, seconds_until
from service.wiring import Wiring, month_from

if TYPE_CHECKING:
    from service.backstage import Backstage

STRANGER = "This address is for the service's own clock."
LOOPBACK = ("127.0.0.1", "::1")

Answer = dict[str, Any]


def blueprint(wiring: Wiring) -> Blueprint:
    """The addresses under /tasks."""
    pages = Blueprint("tasks", __name__, url_prefix="/tasks")
    clock = _Clock(wiring)
    acts = {"pump": clock.pump, "sweep": clock.sweep, "month-end": clock.month_end, "digest": clock.digest}
    for name, act in acts.items():
        pages.add_url_rule(f"/{name}", name, _guarded(wiring, name, act), methods=["POST"])
    return pages


def _guarded(wiring: Wiring, name: str, act: Callable[[], Answer | None]) -> Callable[[], tuple[Response, int]]:
    """Only the one account that was set may knock, with a token made for exactly this address."""
    settings = wiring.settings
    door = Doorkeeper((f"{settings.service_url}/tasks/{name}",), settings.certificates_url)

    def answer() -> tuple[Response, int]:
        if settings.tasks_caller:
            if door.who(request.headers.get("Authorization", "")) != settings.tasks_caller:
                raise NotAllowed(STRANGER)
        elif request.remote_addr not in LOOPBACK:
            raise NotAllowed(STRANGER)
        told = act()
        return jsonify(told or {}), 204 if told is None else 200

    return answer


class _Clock:
    """What is done when the clock strikes."""

    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring
        self._pump = Pump(lambda: self._backstage().runner(), self._due)

    def _backstage(self) -> Backstage:
        from service.backstage import Backstage  # an answer to a person needs none of it

        return Backstage(self.wiring)

    def _due(self) -> list[Any]:
        store = self.wiring.store
        return store.due(store.now())

    def pump(self) -> Answer | None:
        """Work on what is due; nothing is put together where nothing is."""
        store = self.wiring.store
        if not (self._due() or store.unfinished() or store.unshown()):
            return None
        rounds = self._pump.run()
        return None if rounds is None else {"rounds": rounds, "next": seconds_until(store.next_due(), store.now())}

    def sweep(self) -> Answer:
        """Find what was forgotten, then work on it."""
        rounds = self._pump.run()
        return {"rounds": rounds or 0}

    def month_end(self) -> Answer:
        """Drafts for what was approved in the month before this one, or in the one that is asked for."""
        body = request.get_json(silent=True)
        month = str(body.get("month") or "") if isinstance(body, dict) else ""
        if not month:
            today = self.wiring.desk().now.date()
            month = f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
        month_from(month)
        made = self._backstage().workshop().month_end(month)
        return {"month": month, "sheets": {name: _told(one) for name, one in made.items()}}

    def digest(self) -> Answer:
        """Send the mail that is due; nothing where it went out."""
        return {"mail": self._backstage().tell()}


def _told(made: Any) -> Answer:
    """How many drafts, by what became of them, and how many rows stay behind; never a word of theirs."""
    if isinstance(made, Fault):
        return {"trouble": type(made).__name__}
    states = [one.state for one in made.drafted]
    return {"drafts": {state: states.count(state) for state in sorted(set(states))}, "held": len(made.held)}
