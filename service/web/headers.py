"""What every answer tells the browser: keep nothing, guess nothing, load nothing, and come back over https only."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Response

POLICY = (
    "default-src 'none'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""No header lets another origin read an answer: the script in the sheet is a server of Google's and needs none."""


def guarded(answer: Response) -> Response:
    """An answer with all of them."""
    for name, value in HEADERS.items():
        answer.headers[name] = value
    return answer
