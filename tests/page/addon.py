"""A stand-in for the service: it writes down what the script asks and answers what the test says."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Any

import requests
from flask import Flask, Response, jsonify, request
from werkzeug.serving import make_server

ANSWERS: dict[str, Any] = {
    "setup": {
        "message": "One tab can be checked.",
        "shareWith": "tickmark@service.sandbox.example",
        "questions": [
            {"key": "hours", "label": "Hours: how long it took"},
            {"key": "dates", "label": "Dates", "words": ["day first", "month first"]},
        ],
        "found": [["People", "Ana, Ben"]],
        "approvers": ["pm@agency.example"],
        "tabs": [
            {"tab": "March", "columns": [["Date", "the day the work was done"], ["Hours", "how long it took"]]},
            {"tab": "Notes", "columns": [], "problem": "No header row was found."},
        ],
    },
    "check": {"message": "4 rows checked, 1 needs a decision.", "remaining": 0},
    "edited": {"message": ""},
    "explain": {
        "title": "2 h of Ana on 2 March",
        "facts": [["Hours", "2"], ["Text", "<b>bold</b>"]],
        "findings": [
            {
                "code": "vague-text",
                "name": "Vague text",
                "level": "block",
                "message": "<script>alert(1)</script> says nothing.",
                "suggestion": "Name the task.",
            }
        ],
        "steps": ["2 h at 100.00 are 200.00"],
    },
    "preview": {
        "message": "One invoice would be drafted.",
        "invoices": [
            {
                "sow": "acme/website",
                "client": "Acme <i>& Sons</i>",
                "number": "",
                "total": "200.00",
                "currency": "EUR",
                "url": "",
                "lines": [{"description": "Development", "quantity": "2", "unitPrice": "100.00", "amount": "200.00"}],
            }
        ],
        "held": [{"tab": "March", "row": 4, "reason": "vague-text must be fixed"}],
    },
    "generate": {
        "message": "Invoice TM-1001 was created.",
        "invoices": [
            {
                "sow": "acme/website",
                "client": "Acme",
                "number": "TM-1001",
                "total": "200.00",
                "currency": "EUR",
                "url": "http://127.0.0.1/quickbooks/app/invoice/1",
                "lines": [],
            }
        ],
        "held": [],
    },
}


class Addon:
    """`calls` are the requests so far; `answers` hold, by the last word of the path, an answer or a list of them."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any], str]] = []
        self.answers: dict[str, Any] = {**ANSWERS}
        app = Flask("addon")
        app.add_url_rule("/addon/<word>", view_func=self._answer, methods=["POST"])
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self.root = f"http://127.0.0.1:{self._server.server_port}"

    def _answer(self, word: str) -> tuple[Response, int]:
        self.calls.append((word, request.get_json(), request.headers.get("Authorization", "")))
        answer = self.answers[word]
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        told = jsonify(answer)
        if "too soon" in answer:
            told.headers["Retry-After"] = str(answer["too soon"])
            return told, 429
        return told, answer.get("status", 400 if "error" in answer else 200)

    def asked(self, word: str) -> list[dict[str, Any]]:
        """The bodies of the requests of one kind."""
        return [body for name, body, _ in self.calls if name == word]

    def introduce(self, sandbox: str) -> None:
        """Tell the sandbox that this is the service."""
        requests.post(f"{sandbox}/__script/properties", json={"SERVICE_URL": self.root}, timeout=30).raise_for_status()

    def __enter__(self) -> Addon:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
