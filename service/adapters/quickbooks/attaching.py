"""Files that hang on a document in QuickBooks, each once."""

import hashlib

import orjson
from urllib3.filepost import encode_multipart_formdata

from service.adapters.quickbooks.calls import Calls
from service.adapters.quickbooks.client import Client
from service.adapters.quickbooks.outcomes import unknown
from service.adapters.quickbooks.queries import quoted
from service.domain.invoicing.enclosure import Paper
from service.words import say

META, CONTENT = "file_metadata_01", "file_content_01"


def attached(calls: Calls, doc_type: str, document_id: str, paper: Paper) -> str:
    """The id of the file on the document; it is only uploaded where none of its name hangs there yet."""
    return _there(calls, doc_type, document_id, paper) or _uploaded(calls, doc_type, document_id, paper)


def _there(calls: Calls, doc_type: str, document_id: str, paper: Paper) -> str:
    on_it = (
        f"AttachableRef.EntityRef.Type = {quoted(doc_type)} AND AttachableRef.EntityRef.value = {quoted(document_id)}"
    )
    named = [str(row["Id"]) for row in calls.ask("Attachable", on_it) if row.get("FileName") == paper.name]
    return named[0] if named else ""


def _uploaded(calls: Calls, doc_type: str, document_id: str, paper: Paper) -> str:
    reference = {"EntityRef": {"type": doc_type, "value": document_id}, "IncludeOnSend": paper.travels}
    about = {"FileName": paper.name, "ContentType": paper.content_type, "AttachableRef": [reference]}
    seed = f"{calls.realm}/{doc_type}/{document_id}/{paper.name}/".encode() + paper.content
    request_id = hashlib.sha256(seed).hexdigest()[:36]
    body, kind = encode_multipart_formdata(
        {
            META: ("metadata.json", orjson.dumps(about), "application/json"),
            CONTENT: (paper.name, paper.content, paper.content_type),
        }
    )
    return calls.do(lambda client: _answered(client, body, kind, request_id))


def _answered(client: Client, body: bytes, kind: str, request_id: str) -> str:
    answer = client.upload(body, kind, request_id)
    told = answer.get("AttachableResponse")
    made = told[0].get("Attachable") if isinstance(told, list) and told and isinstance(told[0], dict) else None
    if not isinstance(made, dict) or not made.get("Id"):
        raise unknown(say("books.noFile"), trace=client.trace)
    return str(made["Id"])
