"""Errors as the Messages API words them."""

from __future__ import annotations

import json
import secrets

from flask import Response

TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    504: "timeout_error",
    529: "overloaded_error",
}


class Refused(Exception):
    """The API refuses a request: a status and a sentence."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def request_id() -> str:
    """An id of the kind that stands in every answer."""
    return "req_" + secrets.token_hex(12)


def error_body(status: int, message: str) -> dict[str, object]:
    """The JSON of an error."""
    return {"type": "error", "error": {"type": TYPES.get(status, "api_error"), "message": message}}


def error_response(status: int, message: str) -> Response:
    """An error with its status and its request id."""
    number = request_id()
    body = {**error_body(status, message), "request_id": number}
    answer = Response(json.dumps(body), status=status, content_type="application/json")
    answer.headers["request-id"] = number
    return answer
