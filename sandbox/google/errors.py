"""Errors in Google's shape: a code, a status word, a sentence, sometimes details."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

WORDS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}

PROTECTED = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)

SENTENCES = {
    400: "Request contains an invalid argument.",
    401: "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
    "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    403: "The caller does not have permission",
    404: "Requested entity was not found.",
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
    504: "Deadline expired before operation could complete.",
}


class ApiError(Exception):
    """A refusal that becomes the answer of the call."""

    def __init__(self, code: int, message: str, details: list[dict[str, Any]] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.details = details

    def body(self) -> dict[str, Any]:
        """The error as JSON."""
        return shape(self.code, self.message, self.details)


def shape(code: int, message: str, details: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """The object Google wraps every error in."""
    error: dict[str, Any] = {"code": code, "message": message, "status": WORDS.get(code, "UNKNOWN")}
    if details:
        error["details"] = details
    return {"error": error}


def invalid(message: str) -> ApiError:
    """A request that says something impossible."""
    return ApiError(400, message)


def not_found() -> ApiError:
    """No such spreadsheet, file or metadata."""
    return ApiError(404, SENTENCES[404])


def denied() -> ApiError:
    """A spreadsheet that is not shared with the caller."""
    return ApiError(403, SENTENCES[403])


def unauthenticated() -> ApiError:
    """No token, or one that does not count."""
    return ApiError(401, SENTENCES[401])


def violations(found: Iterable[tuple[str, str]]) -> ApiError:
    """A body that does not fit the message it should be: (field, description) of each misfit."""
    told = [{"field": field, "description": text} if field else {"description": text} for field, text in found]
    details = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": told}]
    return ApiError(400, "\n".join(one["description"] for one in told), details)


def scope_insufficient() -> ApiError:
    """A token made for other scopes."""
    reason = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "domain": "googleapis.com",
    }
    return ApiError(403, "Request had insufficient authentication scopes.", [reason])


def quota_exceeded(what: str, limit: int) -> ApiError:
    """Too many calls in a minute; `what` is "Read" or "Write"."""
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "service": "sheets.googleapis.com",
            "consumer": "projects/100000000000",
            "quota_metric": f"sheets.googleapis.com/{what.lower()}_requests",
            "quota_limit": f"{what}RequestsPerMinutePerUser",
            "quota_limit_value": str(limit),
            "quota_location": "global",
        },
    }
    sentence = (
        f"Quota exceeded for quota metric '{what} requests' and limit '{what} requests per minute per user' "
        "of service 'sheets.googleapis.com' for consumer 'project_number:100000000000'."
    )
    return ApiError(429, sentence, [info])
