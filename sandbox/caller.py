"""What the script in the sheet does where no browser is: it asks the service, and shows what its person may edit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import requests

PERSON = {"Authorization": "Bearer a-person"}
WORD = "tickmark.challenge"
PATIENCE = 60
NOT_KNOWN = 404

Post = Callable[[str, dict[str, Any]], tuple[int, Any]]
"""A path and a body, sent with somebody's token; the status and the answer."""


def poster(sandbox: str, service: str, who: str, patience: float = PATIENCE) -> Post:
    """The script as it runs for somebody: their identity token goes with every call."""

    def post(path: str, body: dict[str, Any]) -> tuple[int, Any]:
        told = requests.post(f"{sandbox}/oauth2/identity-token", json={"email": who}, timeout=PATIENCE).json()
        head = {"Authorization": f"Bearer {told['token']}"}
        answer = requests.post(f"{service}{path}", json={"by": who, **body}, headers=head, timeout=patience)
        return answer.status_code, answer.json()

    return post


def asked(post: Post, sheets: str, deed: str, body: dict[str, Any]) -> tuple[int, Any]:
    """The answer to a call; where the service does not know the person in this sheet, after the word was shown."""
    status, said = post(f"/addon/{deed}", body)
    if status != NOT_KNOWN:
        return status, said
    told, given = post("/addon/challenge", {"spreadsheetId": body["spreadsheetId"]})
    if told != requests.codes.ok or not shown(sheets, body["spreadsheetId"], given["challenge"]):
        return status, said
    return post(f"/addon/{deed}", {**body, "challenge": given["challenge"]})


def shown(sheets: str, spreadsheet: str, word: str) -> bool:
    """Write a word into a spreadsheet as developer metadata, as whoever may edit it can."""
    metadata = {"metadataKey": WORD, "metadataValue": word, "visibility": "DOCUMENT", "location": {"spreadsheet": True}}
    body = {"requests": [{"createDeveloperMetadata": {"developerMetadata": metadata}}]}
    address = f"{sheets}/v4/spreadsheets/{spreadsheet}:batchUpdate"
    return requests.post(address, json=body, headers=PERSON, timeout=PATIENCE).ok
