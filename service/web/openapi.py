"""The OpenAPI document of our addresses, out of the routes and the types beside them."""

import types
from typing import Any, NamedTuple, NotRequired, Required, Union, get_args, get_origin, get_type_hints

from flask import Flask
from werkzeug.routing import Rule

from service.web import shapes

JSON = dict[str, Any]
PLAIN = {str: "string", int: "integer", bool: "boolean"}


class Shape(NamedTuple):
    """What an address takes, what it gives, and who may call it."""

    takes: type | None = None
    gives: type | types.UnionType | None = None
    lets_in: str = ""
    says: str = ""


SHAPES = {
    "addon.challenge": Shape(shapes.OfSheet, shapes.Given, "person", "Ask how to show that one may edit a sheet"),
    "addon.setup": Shape(shapes.Deciding, shapes.SetUp | shapes.Working, "person", "Set a sheet up"),
    "addon.check": Shape(shapes.Checking, shapes.Checked | shapes.Working, "person", "Review a workbook"),
    "addon.preview": Shape(shapes.OfSow, shapes.Billed, "person", "Show what would be drafted"),
    "addon.generate": Shape(shapes.OfSow, shapes.Billed, "person", "Draft invoices"),
    "addon.edited": Shape(shapes.Edited, shapes.Heard, "person", "Hear of changed cells"),
    "addon.explain": Shape(shapes.OfRow, shapes.Explained, "person", "Explain a row"),
    "addon.split": Shape(shapes.Splitting, shapes.Told, "person", "Make two rows of one"),
    "addon.undo": Shape(shapes.Confirming, shapes.Asking, "person", "Take the last run back"),
    "addon.clear": Shape(shapes.Confirming, shapes.Asking, "person", "Take our columns away"),
    "tasks.pump": Shape(None, shapes.Worked, "clock", "Work on what is due"),
    "tasks.sweep": Shape(None, shapes.Worked, "clock", "Find what was forgotten"),
    "tasks.month-end": Shape(shapes.OfMonth, shapes.MonthEnded, "clock", "Draft a month that has ended"),
    "tasks.digest": Shape(None, shapes.Mailed, "clock", "Mail the digest that is due"),
    "quickbooks.connect": Shape(None, None, "visitor", "Begin the sign-in to QuickBooks"),
    "quickbooks.callback": Shape(None, None, "", "Come back from Intuit with a state that is used once"),
    "quickbooks.connected": Shape(None, shapes.Connected, "", "Say that the sign-in is over"),
    "quickbooks.status": Shape(None, shapes.Connected, "visitor", "Say how the connection stands"),
    "quickbooks.disconnect": Shape(None, shapes.Connected, "visitor", "End the connection"),
    "quickbooks_webhook.hear": Shape(None, shapes.Nothing, "intuit", "Hear of changes in QuickBooks"),
    "clockify.hear": Shape(None, shapes.Nothing, "clockify", "Hear of an entry in Clockify"),
    "dashboard.page": Shape(None, None, "visitor", "Show how everything stands"),
    "dashboard.style": Shape(None, None, "", "How the dashboard looks"),
    "health": Shape(None, shapes.Alive, "", "Say that the service answers"),
    "metrics": Shape(None, None, "prometheus", "Figures for Prometheus"),
    "ready": Shape(None, shapes.Alive, "", "Load what a review needs, and say that it is there"),
}
DOORS = {
    "person": {"type": "http", "scheme": "bearer", "description": "Google's identity token of the person who asks."},
    "clock": {"type": "http", "scheme": "bearer", "description": "The clock's token, made for this very address."},
    "visitor": {"type": "apiKey", "in": "query", "name": "key", "description": "CONNECT_KEY."},
    "prometheus": {"type": "http", "scheme": "bearer", "description": "METRICS_KEY."},
    "intuit": {"type": "apiKey", "in": "header", "name": "intuit-signature", "description": "Over the raw body."},
    "clockify": {"type": "apiKey", "in": "header", "name": "Clockify-Signature", "description": "Its token."},
}
REFUSALS = {"4XX": "Refused: the sentence says why.", "5XX": "The service or the world behind it failed."}


def document(app: Flask) -> JSON:
    """Every address of an application."""
    described = _Described()
    paths: JSON = {}
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            paths.setdefault(rule.rule, {})[method.lower()] = described.operation(rule)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tickmark", "version": "1", "description": "What the script and the clock call."},
        "paths": paths,
        "components": {"schemas": dict(sorted(described.schemas.items())), "securitySchemes": DOORS},
    }


class _Described:
    """Types turned into schemas, each kept once under its name."""

    def __init__(self) -> None:
        self.schemas: JSON = {}

    def operation(self, rule: Rule) -> JSON:
        """One address."""
        shape = SHAPES.get(rule.endpoint, Shape(shapes.OfSheet, shapes.Told, "person", rule.endpoint))
        told: JSON = {"summary": shape.says, "operationId": rule.endpoint, "responses": self._answers(shape)}
        if shape.takes:
            told["requestBody"] = {"required": rule.endpoint.startswith("addon"), "content": self._content(shape.takes)}
        if shape.lets_in:
            told["security"] = [{shape.lets_in: []}]
        return told

    def _answers(self, shape: Shape) -> JSON:
        answers: JSON = {"2XX": {"description": "Done."}, "3XX": {"description": "Go on there."}}
        if shape.gives:
            answers["2XX"]["content"] = self._content(shape.gives)
            del answers["3XX"]
        refused = self._content(shapes.Said)
        return {**answers, **{code: {"description": words, "content": refused} for code, words in REFUSALS.items()}}

    def _content(self, kind: type | types.UnionType) -> JSON:
        return {"application/json": {"schema": self.schema(kind)}}

    def schema(self, kind: Any) -> JSON:
        """The schema of a type."""
        origin, parts = get_origin(kind), get_args(kind)
        if kind in PLAIN:
            return {"type": PLAIN[kind]}
        if kind is type(None):
            return {"type": "null"}
        if origin in (NotRequired, Required):
            return self.schema(parts[0])
        if origin in (Union, types.UnionType):
            return {"anyOf": [self.schema(part) for part in parts]}
        if origin is list:
            return {"type": "array", "items": self.schema(parts[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.schema(parts[1])}
        return self._named(kind) if kind is not Any else {}

    def _named(self, kind: Any) -> JSON:
        """A typed dictionary; its own description is written down once and pointed at."""
        if kind.__name__ not in self.schemas:
            self.schemas[kind.__name__] = {}
            hints = get_type_hints(kind, include_extras=True)
            self.schemas[kind.__name__] = {
                "type": "object",
                "description": (kind.__doc__ or "").strip(),
                "properties": {name: self.schema(hint) for name, hint in hints.items()},
                "required": sorted(kind.__required_keys__),
            }
        return {"$ref": f"#/components/schemas/{kind.__name__}"}
