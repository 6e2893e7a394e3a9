"""The addresses by which tests and the demo steer QuickBooks: switches, seeds, the bookkeeper, what was written."""

from collections.abc import Callable
from dataclasses import asdict

from flask import Blueprint, Response, request

from sandbox.quickbooks import bookkeeper, reading, seeds, wire
from sandbox.quickbooks.company import Company
from sandbox.quickbooks.intuit import Intuit
from sandbox.quickbooks.refusal import Refusal
from sandbox.quickbooks.wire import Body


class Admin:
    """The addresses that start with /quickbooks/__."""

    def __init__(self, intuit: Intuit) -> None:
        self._intuit = intuit

    def register(self, blueprint: Blueprint) -> None:
        """Every address, with what answers it."""
        for name, deed in (("company", self.turn), ("seed", self.sow), ("bookkeeper", self.act)):
            blueprint.add_url_rule(f"/quickbooks/__{name}", f"post_{name}", self.posted(deed), methods=["POST"])
        blueprint.add_url_rule("/quickbooks/__company", "get_company", lambda: wire.answer(self.told()))
        blueprint.add_url_rule("/quickbooks/__connect", "connect", self.connect, methods=["POST"])
        blueprint.add_url_rule("/quickbooks/__writes", "writes", self.writes)
        blueprint.add_url_rule("/quickbooks/__invoices", "count", self.invoices)
        blueprint.add_url_rule("/quickbooks/__emails", "emails", lambda: wire.answer(self.company().emails))
        blueprint.add_url_rule("/quickbooks/__webhooks", "webhooks", self.webhooks)

    def webhooks(self) -> Response:
        """What was delivered, and what became of it."""
        return wire.answer(self._intuit.webhooks.settle())

    def company(self) -> Company:
        """The company a call is about: `?realm=`, or the studio."""
        return self._intuit.company(request.args.get("realm", ""))

    def posted(self, deed: Callable[[Company, Body], Body]) -> Callable[[], Response]:
        """A call with a JSON body, whose refusals are told in a sentence."""

        def answer() -> Response:
            company = self.company()
            try:
                with company.lock:
                    return wire.answer(deed(company, reading.parsed(request.get_data().decode())))
            except (Refusal, ValueError) as problem:
                return wire.answer({"error": {"message": str(problem)}}, 400)

        return answer

    def turn(self, company: Company, wish: Body) -> Body:
        """Switches are turned, and the acts `expire_access_tokens`, `disconnect` and `forget_requestids` are done."""
        for name, value in wish.items():
            if name in ACTS:
                ACTS[name](self._intuit, company)
            elif name == "country":
                seeds.move(company, str(value))
            else:
                company.switches.set(name, value)
        return self.told()

    def told(self) -> Body:
        """The company and its switches."""
        company = self.company()
        return {"realm": company.realm, "name": company.name, "switches": asdict(company.switches)}

    def sow(self, company: Company, wish: Body) -> Body:
        """More entries in the lists."""
        return dict(seeds.sow(company, wish))

    def act(self, company: Company, wish: Body) -> Body:
        """One act of the bookkeeper."""
        entity = "Invoice" if wish.get("act") == "convert" else str(wish.get("entity", "Invoice"))
        return {entity: bookkeeper.act(company, wish)}

    def connect(self) -> Response:
        """Tokens for a company, as if a person had pressed Connect."""
        company = self.company()
        return wire.answer(self._intuit.grants.connect(company.realm, company.switches))

    def writes(self) -> Response:
        """Every body that was sent in a create or update, a line each; `?applied=1` leaves out the refused."""
        lines = [line for line in list(self.company().writes) if line["applied"] or not request.args.get("applied")]
        text = "".join(f"{wire.dump(line)}\n" for line in lines)
        return Response(text, content_type="application/jsonl; charset=utf-8")

    def invoices(self) -> Response:
        """The invoices (or `?entity=` others) with a marker in their private note, and how many were ever made so."""
        company, marker = self.company(), request.args.get("marker", "")
        entity = request.args.get("entity", "Invoice")
        with company.lock:
            found = [body for body in company.books[entity].values() if marker in body.get("PrivateNote", "")]
            made = [line for line in company.writes if is_create(line, entity) and marker in note_of(line)]
            return wire.answer({"count": len(found), "created": len(made), "invoices": found})


def is_create(line: Body, entity: str) -> bool:
    """Whether a line of the journal of writes made something new."""
    return bool(line["applied"] and line["entity"] == entity and not line["body"].get("Id"))


def note_of(line: Body) -> str:
    """The private note that was sent."""
    return str(line["body"].get("PrivateNote") or "")


ACTS: dict[str, Callable[[Intuit, Company], None]] = {
    "expire_access_tokens": lambda intuit, company: intuit.grants.expire(company.realm),
    "disconnect": lambda intuit, company: intuit.grants.disconnect(company.realm),
    "forget_requestids": lambda _intuit, company: company.memory.clear(),
}
