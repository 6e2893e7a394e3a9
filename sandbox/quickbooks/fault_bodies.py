"""The many ways in which QuickBooks and the gateway before it word an error."""

import secrets
import time

import flask

from sandbox.quickbooks import clock, wire
from sandbox.quickbooks.refusal import MESSAGES, Refusal
from sandbox.quickbooks.wire import Body

GATEWAY = {
    401: ("AuthenticationFailed", "003200", "AUTHENTICATION", "Malformed bearer token: too short or too long"),
    403: ("ApplicationAuthorizationFailed", "003100", "SERVICE", None),
    429: ("ThrottleExceeded", "003001", "SERVICE", "The request limit was reached.  Try again later"),
}
USUAL = {401: "json", 403: "json", 429: "xml", 502: "html", 503: "html", 504: "html"}
HTML = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center></body></html>"
XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<IntuitResponse time="{time}" xmlns="http://schema.intuit.com/finance/v3"><Fault type="{type}">'
    '<Error code="{code}"><Message>{message}</Message><Detail>{detail}</Detail></Error></Fault></IntuitResponse>'
)


def trace() -> str:
    """A trace id, as every answer carries one."""
    return f"1-{secrets.token_hex(4)}-{secrets.token_hex(12)}"


def traced(answer: flask.Response) -> flask.Response:
    """An answer with its trace id."""
    answer.headers.setdefault("intuit_tid", trace())
    return answer


def worded(status: int, kind: str) -> flask.Response:
    """An error as it is usually worded at that status, or in the wording that was asked for."""
    kind = kind or USUAL.get(status, "fault")
    return traced(WORDINGS.get(kind, capital)(status))


def gateway(status: int) -> tuple[str, str, str, str | None]:
    """Word, code, type and detail of an error that the gateway makes."""
    return GATEWAY.get(status, ("ServiceError", "010000", "SERVICE", "An application error has occurred"))


def small(status: int) -> flask.Response:
    """The small `fault` of the gateway."""
    word, code, kind, detail = gateway(status)
    message = f"message={word}; errorCode={code}; statusCode={status}"
    error = {"message": message, "detail": detail, "code": code.lstrip("0"), "element": None}
    body: Body = {
        "warnings": None, "intuitObject": None, "fault": {"error": [error], "type": kind}, "report": None,
        "queryResponse": None, "batchItemResponse": [], "attachableResponse": [], "syncErrorResponse": None,
        "requestId": None, "time": int(time.time() * 1000), "status": None, "cdcresponse": [],
    }  # fmt: skip
    return wire.answer(body, status)


def xml(status: int) -> flask.Response:
    """XML, although JSON was asked for."""
    word, code, kind, detail = gateway(status)
    message = f"message={word}; errorCode={code}; statusCode={status}"
    code = code[2:] if status == 429 else code.lstrip("0")
    body = XML.format(time=clock.stamp(), type=kind, code=code, message=message, detail=detail or "")
    return flask.Response(body, status=status, content_type="application/xml")


def html(status: int) -> flask.Response:
    """The page of a proxy."""
    return flask.Response(HTML.format(f"{status} Error"), status=status, content_type="text/html")


def empty(status: int) -> flask.Response:
    """Nothing at all."""
    return flask.Response("", status=status, content_type="application/json")


def refusal(status: int) -> Refusal:
    """The refusal that fits a status."""
    code = {401: "100", 403: "100", 429: "3001"}.get(status, "10000" if status >= 500 or status == 200 else "6000")
    return Refusal(code, f"{MESSAGES[code][0]} (switched on)")


def capital(status: int) -> flask.Response:
    """The capital `Fault`, at any status, 200 too."""
    return wire.answer(refusal(status).body(), status)


def several(status: int) -> flask.Response:
    """Several errors in one Fault."""
    errors = [
        Refusal("6140", "Duplicate Document Number Error : DocNumber=1 is assigned to TxnType=Invoice with TxnId=1"),
        Refusal("2020", "Required parameter Line is missing in the request", "Line"),
        Refusal("2020", "Required parameter CustomerRef is missing in the request", "CustomerRef"),
    ]
    fault = {"Error": [error.error() for error in errors], "type": "ValidationFault"}
    return wire.answer(wire.timed({"Fault": fault}), status)


def in_query(status: int) -> flask.Response:
    """A Fault where the results of a query belong, which reads like `nothing found` to who does not look."""
    return wire.answer(wire.timed({"QueryResponse": {"Fault": query_fault()}}), status)


def in_cdc(status: int) -> flask.Response:
    """A Fault where changes belong."""
    return wire.answer(wire.timed({"CDCResponse": [{"QueryResponse": [{"Fault": query_fault()}]}]}), status)


def in_upload(status: int) -> flask.Response:
    """A Fault where an attachment belongs."""
    return wire.answer(wire.timed({"AttachableResponse": [{"Fault": query_fault()}]}), status)


def query_fault() -> Body:
    """A query that could not be carried out."""
    return Refusal("4002", "Error processing query : the search failed").fault()


WORDINGS = {
    "xml": xml, "json": small, "html": html, "fault": capital, "empty": empty, "errors": several, "query": in_query,
    "cdc": in_cdc, "upload": in_upload,
}  # fmt: skip
