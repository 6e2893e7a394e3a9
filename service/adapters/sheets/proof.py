"""A word that a person wrote into a spreadsheet, to show that they may edit it."""

import hmac

from service.adapters.sheets.client import SheetClient
from service.faults import NoSuchSheet, NotShared

KEY = "tickmark.challenge"
"""The developer metadata of the whole spreadsheet that holds it."""

FIELDS = "developerMetadata(metadataId,metadataKey,metadataValue)"


def shows(client: SheetClient, spreadsheet_id: str, word: str) -> bool:
    """Whether the spreadsheet holds the word, which is taken out of it. What we may not open shows nothing."""
    try:
        told = client.spreadsheet(spreadsheet_id, FIELDS).get("developerMetadata", [])
    except (NotShared, NoSuchSheet):
        return False
    found = [one["metadataId"] for one in told if one.get("metadataKey") == KEY and _same(one, word)]
    if found:
        lookups = [{"developerMetadataLookup": {"metadataId": number}} for number in found]
        body = {"requests": [{"deleteDeveloperMetadata": {"dataFilter": lookup}} for lookup in lookups]}
        client.change(spreadsheet_id, body, "spreadsheetId", repeatable=True)
    return bool(found)


def _same(metadata: dict[str, object], word: str) -> bool:
    return hmac.compare_digest(str(metadata.get("metadataValue", "")).encode(), word.encode())
