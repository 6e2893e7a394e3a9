"""What a fault does to a call: an error in place of the answer, a wait, a torn body, a cut line."""

from __future__ import annotations

import json
import os
import socket
import struct
import time
from collections.abc import Mapping

from flask import Response

from sandbox.faults import Fault
from sandbox.part import Part

HTML = "<!DOCTYPE html><html><title>Error {0}</title><body><p><b>{0}.</b> That is an error.</p></body></html>"

REASONS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


class HangupError(Exception):
    """The connection ends here, without an answer."""


def html_page(status: int) -> Response:
    """The page a front end shows when what stands behind it fails."""
    return Response(HTML.format(status), status=status, content_type="text/html; charset=utf-8")


def plain_error(status: int) -> Response:
    """An error in JSON, for services that do not word their own."""
    word = REASONS.get(status, "UNKNOWN")
    body = f'{{"error":{{"code":{status},"message":"Switched-on fault","status":"{word}"}}}}'
    return Response(body, status=status, content_type="application/json; charset=UTF-8")


def error(fault: Fault, part: Part | None) -> Response:
    """The error a fault asks for, in the words of the service it hits."""
    headers: Mapping[str, str] = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
    answer = html_page(fault.status) if fault.wording == "html" else None
    if answer is None and part is not None:
        answer = part.fault_body(fault.status, fault.wording, headers)
    answer = answer or plain_error(fault.status)
    answer.headers.update(headers)
    return answer


def instead(fault: Fault, part: Part | None) -> Response:
    """The answer of a call that never reaches the service; a HangupError where there is none."""
    if fault.kind == "hang":
        time.sleep(fault.seconds)
    if fault.kind in ("hang", "drop"):
        raise HangupError(fault.kind)
    return error(fault, part)


def spoiled(fault: Fault, part: Part | None, answer: Response) -> Response:
    """The answer of a call whose work is done, as the fault leaves it."""
    if fault.kind == "slow":
        time.sleep(fault.seconds)
        return answer
    if fault.kind == "after":
        return error(fault, part)
    if fault.kind == "html":
        return html_page(fault.status)
    if fault.kind == "extra":
        return extended(answer)
    if fault.kind == "wrong_type":
        answer.headers["Content-Type"] = "application/octet-stream"
        return answer
    return torn(answer)


def extended(answer: Response) -> Response:
    """An answer with fields that nobody has heard of yet, as services add them without a warning."""
    told = answer.get_json(silent=True)
    if isinstance(told, dict):
        answer.set_data(json.dumps({**told, "sandboxNews": {"fields": ["more", "to", "come"]}}))
    return answer


def torn(answer: Response) -> Response:
    """The first half of a body under the length of the whole: the reader waits for the rest in vain."""
    whole = answer.get_data()
    answer.set_data(whole[: len(whole) // 2])
    answer.headers["Content-Length"] = str(len(whole))
    answer.headers["X-Sandbox-Torn"] = "1"
    return answer


def hang_up(connection: socket.socket | None) -> None:
    """End a connection the hard way, so that the other side sees a reset."""
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        os.close(connection.detach())
