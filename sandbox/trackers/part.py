"""The two trackers as a part of the sandbox."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, jsonify, request

from sandbox.trackers.clockify import WORKSPACE, Clockify
from sandbox.trackers.harvest import REFUSED, Harvest, answer, busy


class Part:
    """Harvest and Clockify, and the addresses by which tests and people log time in them."""

    name = "trackers"

    def __init__(self) -> None:
        self.harvest = Harvest()
        self.clockify = Clockify()

    def blueprint(self) -> Blueprint:
        """Every address of both."""
        blueprint = Blueprint("trackers", __name__)
        self.harvest.register(blueprint)
        self.clockify.register(blueprint)
        blueprint.add_url_rule("/trackers/__seed", "seed", self.seed, methods=["POST"])
        blueprint.add_url_rule("/trackers/__change", "change", self.change, methods=["POST"])
        blueprint.add_url_rule("/trackers/__webhook", "webhook", self.listen, methods=["POST"])
        blueprint.add_url_rule("/trackers/__deliveries", "deliveries", self.deliveries)
        return blueprint

    def seed(self) -> Response:
        """Entries by tracker, in place of those that were there; `limits` says how many calls are let through."""
        told = request.get_json()
        for name, tracker in (("harvest", self.harvest), ("clockify", self.clockify)):
            if name in told:
                tracker.logged.clear()
                tracker.logged.put(told[name])
            tracker.quota.most = told.get("limits", {}).get(name, tracker.quota.most)
        return jsonify({})

    def change(self) -> Response:
        """Make, change or delete one entry: `tracker`, `id`, and its fields or `deleted`."""
        told = request.get_json()
        name = told.pop("tracker")
        deed, entry = (self.harvest if name == "harvest" else self.clockify).logged.change(told)
        if name == "clockify":
            self.clockify.tell(deed, entry)
        return jsonify({"deed": deed, "entry": entry})

    def listen(self) -> Response:
        """Tell Clockify's events to `url`, signed with `token`."""
        told = request.get_json()
        self.clockify.hook = {"url": str(told["url"]), "token": str(told["token"])}
        return jsonify({})

    def deliveries(self) -> Response:
        """What became of each event."""
        return jsonify(self.clockify.deliveries)

    def reset(self) -> None:
        """Nothing was logged."""
        self.harvest.logged.clear()
        self.harvest.quota.clear()
        self.harvest.quota.most, self.clockify.quota.most = 100, 50
        self.clockify.clear()

    def environment(self, root: str) -> dict[str, str]:
        """How a service reaches this part."""
        return {
            "HARVEST_URL": f"{root}/harvest/v2",
            "HARVEST_TOKEN": "sandbox-token",
            "HARVEST_ACCOUNT_ID": "100200",
            "CLOCKIFY_URL": f"{root}/clockify/api/v1",
            "CLOCKIFY_TOKEN": "sandbox-key",
            "CLOCKIFY_WORKSPACE": WORKSPACE,
        }

    def fault_body(self, status: int, kind: str, headers: Mapping[str, str]) -> Response | None:
        """An error as the tracker words it that is asked."""
        if kind in ("xml", "html"):
            return None
        if request.path.startswith("/harvest/"):
            return busy(int(headers.get("Retry-After", 1))) if status == 429 else answer(status, HARVEST)
        return answer(status, {"message": "Too Many Requests" if status == 429 else "Access Denied", "code": status})


HARVEST = {"error": "invalid_token", "error_description": REFUSED}
