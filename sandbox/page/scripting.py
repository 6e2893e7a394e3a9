"""What Google keeps and does for a script: its files, properties, cache, triggers, locks, questions and requests."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from sandbox.page.keeping import Answers, Locks, Store, Triggers
from sandbox.page.outside import NotAllowed, Outside

SCRIPT = Path(__file__).resolve().parents[2] / "sheets_schema" / "apps_script"
ENDINGS = {".js": "text/javascript", ".gs": "text/javascript", ".html": "text/plain"}


class Scripting:
    """The addresses under /__script/, and what is kept behind them."""

    def __init__(self, service: str) -> None:
        self._service = service
        self.reset()

    def reset(self) -> None:
        """Everything is as at the start."""
        self._store = Store()
        self._triggers = Triggers()
        self._locks = Locks()
        self._answers = Answers()
        if self._service:
            self._store.put("script", "SERVICE_URL", self._service)

    def add_addresses(self, pages: Blueprint) -> None:
        """Tell the blueprint which address is answered by what."""
        add = pages.add_url_rule
        add("/__script/files", view_func=script_files)
        add("/__script/files/<name>", view_func=script_file)
        add("/__script/properties", view_func=self.properties, methods=["GET", "POST"])
        add("/__script/triggers", view_func=self.triggers, methods=["GET", "POST", "DELETE"])
        add("/__script/lock", view_func=self.lock, methods=["POST", "DELETE"])
        add("/__script/answers/<question>", view_func=self.answers, methods=["GET", "POST"])
        add("/__script/pause", view_func=pause)
        add("/__script/fetch", view_func=self.fetch, methods=["POST"])

    def properties(self) -> Response:
        """GET: all of one ?store= (script, user:MAIL, document:ID); POST {store?, key, value}: null takes it away.

        POST {"SERVICE_URL": "…"} sets the address of the service for good: a reset keeps it.
        """
        if request.method == "GET":
            return jsonify(self._store.all(request.args.get("store", "script")))
        wish = _wish()
        if "SERVICE_URL" in wish:
            self._service = str(wish["SERVICE_URL"] or "")
            wish = {"key": "SERVICE_URL", "value": self._service or None}
        self._store.put(wish.get("store", "script"), str(wish["key"]), wish.get("value"), wish.get("seconds"))
        return jsonify({})

    def triggers(self) -> Response:
        """The installable triggers of ?spreadsheetId=; POST adds one, DELETE ?id= takes one away."""
        if request.method == "POST":
            return jsonify(self._triggers.add(_wish()))
        if request.method == "DELETE":
            self._triggers.remove(request.args["id"])
        return jsonify(self._triggers.of(request.args.get("spreadsheetId", "")))

    def lock(self) -> Response:
        """POST {name, holder, milliseconds}: whether the lock was got in time; DELETE gives it back."""
        wish = _wish()
        if request.method == "DELETE":
            self._locks.release(wish["name"], wish["holder"])
            return jsonify({})
        got = self._locks.take(wish["name"], wish["holder"], float(wish.get("milliseconds", 0)) / 1000)
        return jsonify({"got": got})

    def answers(self, question: str) -> Response | tuple[Response, int]:
        """POST {answer}: what a person answered in a dialog; GET waits for it, 204 where nobody answered yet."""
        if request.method == "POST":
            self._answers.give(question, _wish().get("answer"))
            return jsonify({})
        answer = self._answers.wait(question, 20)
        return jsonify({"answer": answer[0]}) if answer else (Response(), 204)

    def fetch(self) -> Response | tuple[Response, int]:
        """UrlFetchApp: a request to the address of the service, and to no other."""
        outside = Outside(self._store.all("script").get("SERVICE_URL", ""))
        try:
            return jsonify(outside.fetch(_wish()))
        except NotAllowed as problem:
            return jsonify({"error": {"message": str(problem)}}), 403


def script_files() -> Response:
    """The names of the script's files, in the order in which they are run."""
    return jsonify(sorted(path.name for path in SCRIPT.iterdir() if path.suffix in ENDINGS))


def script_file(name: str) -> Response:
    """The text of one file, as it stands in the repository now."""
    path = SCRIPT / name
    if path.suffix not in ENDINGS or path.parent != SCRIPT or not path.is_file():
        abort(404)
    return Response(path.read_bytes(), content_type=f"{ENDINGS[path.suffix]}; charset=utf-8")


def pause() -> Response:
    """Utilities.sleep: answer after so many milliseconds, at most ten seconds."""
    time.sleep(min(request.args.get("milliseconds", 0.0, type=float), 10_000) / 1000)
    return jsonify({})


def _wish() -> dict[str, Any]:
    wish = request.get_json(silent=True)
    if not isinstance(wish, dict):
        abort(400, "Send one JSON object.")
    return wish
