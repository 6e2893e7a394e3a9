"""Harvest's API v2, as far as somebody needs it who reads time entries."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from sandbox.trackers.logged import JSON, Logged, number_for
from sandbox.trackers.quota import Quota

PAGE = 2000
REFUSED = "The access token provided is expired, revoked, malformed or invalid for other reasons."
SLOW_DOWN = "You have reached the limit of requests for this account. Try again after the time in Retry-After."


class Harvest:
    """One account. Any bearer token and any account number will do, but both have to be there."""

    def __init__(self) -> None:
        self.logged = Logged()
        self.quota = Quota(100, 15.0)

    def register(self, blueprint: Blueprint) -> None:
        """The addresses of the API."""
        blueprint.add_url_rule("/harvest/v2/time_entries", "harvest", self.time_entries)

    def time_entries(self) -> Response:
        """The entries of some days, the newest first, one page of them."""
        refused = self._refused()
        if refused is not None:
            return refused
        found = [entry_of(entry) for entry in self.logged.entries.values() if _is_asked(entry)]
        found.sort(key=lambda entry: (entry["spent_date"], entry["id"]), reverse=True)
        return jsonify(paged(found))

    def _refused(self) -> Response | None:
        if not request.headers.get("Authorization", "").removeprefix("Bearer ").strip():
            return answer(401, {"error": "invalid_token", "error_description": REFUSED})
        if not request.headers.get("Harvest-Account-Id") or not request.headers.get("User-Agent"):
            return answer(400, {"error": "bad_request", "error_description": "A header is missing."})
        wait = self.quota.wait()
        return busy(wait) if wait else None


def answer(status: int, body: JSON) -> Response:
    """A JSON answer with a status."""
    made = jsonify(body)
    made.status_code = status
    return made


def busy(wait: int) -> Response:
    """Too many requests: Harvest says how long to wait."""
    made = answer(429, {"error": "too_many_requests", "error_description": SLOW_DOWN})
    made.headers["Retry-After"] = str(wait)
    return made


def _is_asked(entry: JSON) -> bool:
    day = str(entry["date"])
    return request.args.get("from", day) <= day <= request.args.get("to", day)


def paged(found: list[JSON]) -> JSON:
    """One page, and where the others are."""
    size = min(max(request.args.get("per_page", PAGE, type=int), 1), PAGE)
    page = max(request.args.get("page", 1, type=int), 1)
    pages = max(1, -(-len(found) // size))
    links = {"first": 1, "next": page + 1 if page < pages else None, "previous": page - 1 or None, "last": pages}
    return {
        "time_entries": found[(page - 1) * size : page * size],
        "per_page": size, "total_pages": pages, "total_entries": len(found),
        "next_page": links["next"], "previous_page": links["previous"], "page": page,
        "links": {
            name: None if at is None else f"{request.base_url}?page={at}&per_page={size}" for name, at in links.items()
        },
    }  # fmt: skip


def entry_of(entry: JSON) -> JSON:
    """An entry as Harvest tells it."""
    hours = float(entry.get("hours", 0))
    running = bool(entry.get("running"))
    return {
        "id": int(entry["id"]), "spent_date": entry["date"],
        "hours": hours, "hours_without_timer": hours, "rounded_hours": round(hours * 4 + 0.49) / 4,
        "notes": entry.get("notes"), "is_locked": False, "locked_reason": None, "is_closed": False,
        "is_billed": False, "is_running": running,
        "timer_started_at": f"{entry['date']}T09:00:00Z" if running else None,
        "started_time": entry.get("start"), "ended_time": entry.get("end"),
        "created_at": f"{entry['date']}T18:00:00Z", "updated_at": f"{entry['date']}T18:00:00Z",
        "billable": entry.get("billable", True), "budgeted": True, "billable_rate": None, "cost_rate": None,
        "invoice": None, "external_reference": None,
        **{name: _named(entry.get(key)) for name, key in NAMED.items()},
    }  # fmt: skip


NAMED = {"user": "person", "client": "client", "project": "project", "task": "task"}


def _named(name: Any) -> JSON | None:
    return {"id": number_for(str(name)), "name": name} if name else None
