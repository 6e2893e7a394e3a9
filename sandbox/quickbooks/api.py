"""The v3 API: who may call, which operation an address stands for, and what is answered."""

from collections.abc import Callable

import flask
from flask import Blueprint, Response, request

from sandbox.quickbooks import attachments, batch, cdc, endings, fault_bodies, operations, query, quota, reading, wire
from sandbox.quickbooks.company import Answer, Company
from sandbox.quickbooks.fault_bodies import traced
from sandbox.quickbooks.intuit import Intuit
from sandbox.quickbooks.refusal import MESSAGES, Refusal, unsupported
from sandbox.quickbooks.wire import Body

LONGEST_REQUESTID = 50
LONGEST_BATCH_REQUESTID = 36
WITHOUT_MEMORY = ("customer", "item", "vendor", "employee", "term", "class", "department", "query")


class Api:
    """The addresses under /quickbooks/v3/company."""

    def __init__(self, intuit: Intuit) -> None:
        self._intuit = intuit

    def register(self, blueprint: Blueprint) -> None:
        """The addresses of the API."""
        path = "/quickbooks/v3/company/<realm>/<path:rest>"
        blueprint.add_url_rule(path, "api", self.answer, methods=["GET", "POST"])

    def answer(self, realm: str, rest: str) -> Response:
        """The answer to one call."""
        refused = self.gate(realm)
        if refused is not None:
            return traced(refused)
        company = self._intuit.company(realm)
        with company.lock:
            reply = self.remembered(company, rest.strip("/"))
        return traced(flask.Response(reply.body, reply.status, content_type="application/json;charset=UTF-8"))

    def gate(self, realm: str) -> Response | None:
        """The gateway's no: a bad token, the wrong company, too many calls."""
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        good_for = self._intuit.grants.realm(token) if kind.lower() == "bearer" else None
        if good_for is None:
            refused = fault_bodies.small(401)
            refused.headers["WWW-Authenticate"] = 'Bearer realm="Intuit", error="invalid_token"'
            return refused
        if good_for != realm:
            return fault_bodies.small(403)
        company = self._intuit.company(realm)
        with company.lock:
            spent = quota.spent(company, "all", company.switches.quota)
        return fault_bodies.xml(429) if spent else None

    def remembered(self, company: Company, rest: str) -> Answer:
        """The same answer to the same requestid, without doing the work again."""
        number = request.args.get("requestid", "")
        writes = request.method == "POST" and rest.split("/", maxsplit=1)[0].lower() not in WITHOUT_MEMORY
        keeps = bool(number) and writes and company.switches.remember_requestids
        if keeps and number in company.memory:
            return repeated(company, number)
        reply = self.carried_out(company, rest)
        if keeps and (reply.status < 400 or company.switches.replay_faults):
            company.memory[number] = reply
        return reply

    def carried_out(self, company: Company, rest: str) -> Answer:
        """The work itself; a refusal becomes a Fault."""
        try:
            check_requestid(rest)
            if company.switches.not_an_admin:
                raise Refusal("120", "-11014-You do not have access", "", 400)
            return Answer(200, wire.dump(wire.timed(route(company, rest))))
        except Refusal as refusal:
            return Answer(refusal.status, wire.dump(refusal.body(company.switches.french)))


def repeated(company: Company, number: str) -> Answer:
    """What a repetition gets: the answer of the first time, or, as older companies had it, 600."""
    if company.switches.repeated_requestid == "answered":
        return company.memory[number]
    refusal = Refusal("600", f"Duplicate Request ID : {number}")
    return Answer(refusal.status, wire.dump(refusal.body(company.switches.french)))


def check_requestid(rest: str) -> None:
    """A requestid has a length."""
    most = LONGEST_BATCH_REQUESTID if rest == "batch" else LONGEST_REQUESTID
    if len(request.args.get("requestid", "")) > most:
        raise Refusal("2050", f"{MESSAGES['2050'][0]} : requestid Min:0 Max:{most} supported.", "requestid")


def text() -> str:
    """The body of the call as text; bytes that are not UTF-8 are refused as the service refuses them."""
    try:
        return request.get_data().decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal("500", "Invalid byte 1 of 1-byte UTF-8 sequence.") from None


def route(company: Company, rest: str) -> Body:
    """The operation an address stands for."""
    steps = rest.split("/")
    special = SPECIAL.get(steps[0].lower())
    if special is not None and len(steps) == 1:
        return special(company)
    entity = operations.entity_of(steps[0])
    if len(steps) == 3 and steps[2] == "send" and request.method == "POST":
        return sent(company, entity, steps[1])
    if len(steps) == 1 and request.method == "POST":
        return written(company, entity)
    if request.method == "GET" and (len(steps) == 2 or entity == "Preferences"):
        return {entity: operations.read(company, entity, steps[-1])}
    raise unsupported(f"{request.method} {rest}")


def written(company: Company, entity: str) -> Body:
    """A create, update, delete or void."""
    wish, include = request.args.get("operation", ""), request.args.get("include", "")
    body = reading.parsed(text())
    requestid = request.args.get("requestid", "")
    return {entity: operations.change(company, entity, "" if wish == "update" else wish, body, include, requestid)}


def sent(company: Company, entity: str, number: str) -> Body:
    """A form is e-mailed."""
    if entity not in operations.FORMS:
        raise unsupported(f"send on {entity}")
    return {entity: endings.send(company, entity, number, request.args.get("sendTo", ""))}


def queried(company: Company) -> Body:
    """The answer to a query, from the address or the body."""
    wanted = request.args.get("query") or text()
    if company.switches.faults_in_queries > 0:
        company.switches.faults_in_queries -= 1
        return {"QueryResponse": {"Fault": fault_bodies.query_fault()}}
    return {"QueryResponse": query.answer(company, wanted)}


def batched(company: Company) -> Body:
    """The answers to a batch."""
    if quota.spent(company, "batch", company.switches.batch_quota):
        raise Refusal("3001", "The request limit was reached.", status=429)
    return batch.run(company, reading.parsed(text()), request.args.get("requestid", ""))


def captured(company: Company) -> Body:
    """The changes since a moment."""
    return cdc.answer(company, request.args.get("entities", ""), request.args.get("changedSince", ""))


def uploaded(company: Company) -> Body:
    """The outcome of an upload."""
    return attachments.upload(company, request.headers.get("Content-Type", ""), request.get_data())


SPECIAL: dict[str, Callable[[Company], Body]] = {
    "query": queried, "batch": batched, "cdc": captured, "upload": uploaded,
}  # fmt: skip
