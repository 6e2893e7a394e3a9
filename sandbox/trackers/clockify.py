"""Clockify's API v1, as far as somebody needs it who reads time entries, and its webhooks about them."""

from __future__ import annotations

import threading
from datetime import datetime

import requests
from flask import Blueprint, Response, jsonify, request

from sandbox.trackers.harvest import answer
from sandbox.trackers.logged import JSON, Logged, number_for
from sandbox.trackers.quota import Quota

WORKSPACE = "64a687e29ae1f428e7ebe303"
PAGE, LARGEST = 50, 5000
EVENTS = {"created": "NEW_TIME_ENTRY", "updated": "TIME_ENTRY_UPDATED", "deleted": "TIME_ENTRY_DELETED"}
SECONDS = 30.0


class Clockify:
    """One workspace. Any key will do, but it has to be there."""

    def __init__(self) -> None:
        self.logged = Logged()
        self.quota = Quota(50, 1.0)
        self.hook: dict[str, str] = {}
        """Where events are told: url and token."""
        self.deliveries: list[JSON] = []

    def register(self, blueprint: Blueprint) -> None:
        """The addresses of the API."""
        start = "/clockify/api/v1/workspaces/<workspace>"
        blueprint.add_url_rule(f"{start}/users", "clockify_users", self.users)
        blueprint.add_url_rule(f"{start}/user/<user>/time-entries", "clockify_entries", self.time_entries)

    def clear(self) -> None:
        """Nothing was logged, and nobody listens."""
        self.logged.clear()
        self.quota.clear()
        self.hook, self.deliveries = {}, []

    def users(self, workspace: str) -> Response:
        """Everybody in the workspace."""
        people = sorted({str(entry["person"]) for entry in self.logged.entries.values()})
        return self._refused(workspace) or paged([user_of(name) for name in people])

    def time_entries(self, workspace: str, user: str) -> Response:
        """One person's entries, the newest first."""
        found = [
            entry_of(entry, hydrated=request.args.get("hydrated") == "true")
            for entry in self.logged.entries.values()
            if user_of(str(entry["person"]))["id"] == user and _is_asked(entry)
        ]
        found.sort(key=lambda entry: str(entry["timeInterval"]["start"]), reverse=True)
        return self._refused(workspace) or paged(found)

    def _refused(self, workspace: str) -> Response | None:
        if not request.headers.get("X-Api-Key"):
            return answer(401, {"message": "Full authentication is required to access this resource", "code": 1000})
        if workspace != WORKSPACE:
            return answer(403, {"message": "Access Denied", "code": 501})
        return answer(429, {"message": "Too Many Requests", "code": 429}) if self.quota.wait() else None

    def tell(self, deed: str, entry: JSON) -> None:
        """An event is told to whoever listens, before the change is called done."""
        if self.hook:
            thread = threading.Thread(target=self.deliver, args=(EVENTS[deed], entry), daemon=True)
            thread.start()
            thread.join(SECONDS)

    def deliver(self, event: str, entry: JSON) -> None:
        """One delivery, and what became of it."""
        headers = {"Clockify-Signature": self.hook["token"], "Clockify-Webhook-Event-Type": event}
        body = {**entry_of(entry, hydrated=True), "user": user_of(str(entry["person"]))}
        line: JSON = {"event": event, "id": entry["id"]}
        try:
            told = requests.post(self.hook["url"], json=body, headers=headers, timeout=SECONDS)
            line |= {"status": told.status_code, "answer": told.text}
        except requests.RequestException as problem:
            line["error"] = type(problem).__name__
        self.deliveries.append(line)


def paged(found: list[JSON]) -> Response:
    """One page, and whether it is the last."""
    size = min(max(request.args.get("page-size", PAGE, type=int), 1), LARGEST)
    page = max(request.args.get("page", 1, type=int), 1)
    made = jsonify(found[(page - 1) * size : page * size])
    made.headers["Last-Page"] = str(page * size >= len(found)).lower()
    return made


def _is_asked(entry: JSON) -> bool:
    began = _moment(str(entry["start"]))
    since, until = request.args.get("start"), request.args.get("end")
    return (not since or _moment(since) <= began) and (not until or began < _moment(until))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def user_of(name: str) -> JSON:
    """A person as Clockify tells one."""
    return {"id": f"{number_for(name):024x}", "name": name, "status": "ACTIVE", "activeWorkspace": WORKSPACE}


def entry_of(entry: JSON, hydrated: bool) -> JSON:
    """An entry as Clockify tells it; hydrated it brings project and task along."""
    start, end, project, task = (entry.get(name) for name in ("start", "end", "project", "task"))
    told: JSON = {
        "id": entry["id"], "description": entry.get("description", ""), "userId": user_of(str(entry["person"]))["id"],
        "billable": entry.get("billable", True), "type": entry.get("type", "REGULAR"), "workspaceId": WORKSPACE,
        "projectId": f"{number_for(project):024x}" if project else None,
        "taskId": f"{number_for(task):024x}" if task else None,
        "timeInterval": {"start": start, "end": end, "duration": duration(str(start), str(end)) if end else None},
        "isLocked": False, "customFieldValues": [], "tagIds": None, "kioskId": None,
    }  # fmt: skip
    if hydrated:
        names = {"name": project, "clientName": entry.get("client") or ""}
        told["project"] = {"id": told["projectId"], **names} if project else None
        told["task"] = {"id": told["taskId"], "name": task} if task else None
        told["tags"] = []
    return told


def duration(start: str, end: str) -> str:
    """A length of time as ISO 8601 writes it."""
    seconds = int((_moment(end) - _moment(start)).total_seconds())
    parts = ((seconds // 3600, "H"), (seconds // 60 % 60, "M"), (seconds % 60, "S"))
    return "PT" + ("".join(f"{number}{unit}" for number, unit in parts if number) or "0S")
