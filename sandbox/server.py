"""The Flask app of the sandbox: its parts, and the addresses by which tests and people steer it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, jsonify, request

from sandbox.faults import BadFaultError, Faults, Human
from sandbox.gate import Gate
from sandbox.journal import Journal
from sandbox.part import Part

PARTS = ("google", "quickbooks", "claude", "trackers", "page")


def create_app(journal_file: Path | str | None = None) -> Flask:
    """One sandbox with everything at its start."""
    parts = {part.name: part for part in loaded_parts()}
    journal = Journal(Path(journal_file) if journal_file else None)
    faults = Faults()
    app = Flask("sandbox", static_folder=None)
    app.url_map.merge_slashes = False
    app.extensions["sandbox"] = {"parts": parts, "journal": journal, "faults": faults}
    for part in parts.values():
        app.register_blueprint(part.blueprint())
    app.register_blueprint(steering(parts, journal, faults))

    def act(human: Human) -> None:
        with app.test_client() as client:
            client.post(human.act["path"], json=human.act.get("body", {}))

    app.wsgi_app = Gate(app, journal, faults, parts, act)  # type: ignore[method-assign]  # Flask's own advice
    return app


def loaded_parts() -> list[Part]:
    """One object of each part."""
    return [import_module(f"sandbox.{name}").Part() for name in PARTS]


def steering(parts: dict[str, Part], journal: Journal, faults: Faults) -> Blueprint:
    """The addresses that start with two underscores and belong to no part."""
    admin = Blueprint("steering", __name__)

    @admin.post("/__reset")
    def reset() -> Response:
        for part in parts.values():
            part.reset()
        faults.clear()
        journal.clear()
        return jsonify({})

    @admin.get("/__journal")
    def read_journal() -> Response:
        lines = journal.lines(request.args.get("service", ""))
        return Response(lines, content_type="application/jsonl; charset=utf-8")

    @admin.get("/__environment")
    def environment() -> Response:
        return jsonify(environment_of(parts, request.host_url.rstrip("/")))

    _fault_addresses(admin, faults)
    return admin


def _fault_addresses(admin: Blueprint, faults: Faults) -> None:
    @admin.post("/__faults")
    def arm() -> Response:
        return jsonify(faults.arm(_wish()).told())

    @admin.post("/__faults/human")
    def invite() -> Response:
        return jsonify(faults.invite(_wish()).told())

    @admin.get("/__faults")
    def list_faults() -> Response:
        return jsonify(faults.told())

    @admin.delete("/__faults")
    def clear_faults() -> Response:
        faults.clear(request.args.get("id", type=int))
        return jsonify({})

    @admin.errorhandler(BadFaultError)
    def refuse(problem: BadFaultError) -> tuple[Response, int]:
        return jsonify({"error": {"message": str(problem)}}), 400


def _wish() -> dict[str, Any]:
    wish = request.get_json(silent=True)
    if not isinstance(wish, dict):
        raise BadFaultError("Send one JSON object that describes the fault.")
    return wish


def environment_of(parts: dict[str, Part], root: str) -> dict[str, str]:
    """Every variable a service needs to talk to this sandbox."""
    found: dict[str, str] = {}
    for part in parts.values():
        found.update(part.environment(root))
    return found
