"""Files and notes that hang on a transaction."""

from sandbox.quickbooks import multipart, reading, versions
from sandbox.quickbooks.company import Company
from sandbox.quickbooks.multipart import Piece
from sandbox.quickbooks.refusal import Refusal, missing
from sandbox.quickbooks.shapes import TABLES
from sandbox.quickbooks.wire import Body

LARGEST = 100 * 1024 * 1024
META, CONTENT = "file_metadata_", "file_content_"


def write(company: Company, sent: Body) -> Body:
    """Create or change a note, or what is said about a file."""
    return versions.write(company, "Attachable", sent, derive)


def derive(company: Company, wanted: Body, old: Body | None) -> Body:
    """An attachment as the service completes it."""
    if not wanted.get("Note") and not wanted.get("FileName"):
        raise missing("Note")
    for ref in wanted.get("AttachableRef", []):
        check(company, ref.get("EntityRef", {}))
    kept: Body = {key: old[key] for key in ("Size", "FileAccessUri", "TempDownloadUri") if old and key in old}
    return {**wanted, **kept}


def check(company: Company, ref: Body) -> None:
    """What a file hangs on is there."""
    entity, number = ref.get("type", ""), ref.get("value", "")
    if entity not in TABLES or company.find(entity, number) is None:
        raise Refusal("2500", f"Invalid Reference Id : {entity} {number} not found", "AttachableRef")


def upload(company: Company, content_type: str, body: bytes) -> Body:
    """Every file of an upload, each with its own outcome."""
    parts = multipart.pieces(content_type, body)
    files = [name for name in parts if name.startswith(CONTENT)]
    if not files:
        raise missing(CONTENT)
    french = company.switches.french
    answers = []
    for name in files:
        try:
            answers.append({"Attachable": store(company, parts[name], parts.get(META + name.removeprefix(CONTENT)))})
        except Refusal as refusal:
            answers.append({"Fault": refusal.fault(french)})
    return {"AttachableResponse": answers}


def store(company: Company, file: Piece, about: Piece | None) -> Body:
    """One file, with what was said about it; what was not said is taken from the file."""
    if len(file.content) > LARGEST:
        raise Refusal("6000", "Business Validation Error: a file has at most 100 MB")
    sent = reading.parsed(about.content.decode("utf-8")) if about else {}
    line = company.note("Attachable", sent, "upload", "")
    wanted = versions.said(reading.entity("Attachable", sent))
    wanted.setdefault("FileName", file.filename or "attachment")
    wanted.setdefault("ContentType", file.content_type)
    body = derive(company, wanted, None)
    number = company.next("Attachable")
    company.files[number] = file.content
    line["applied"] = True
    return company.add("Attachable", {**body, **where(company, number, len(file.content))}, number)


def where(company: Company, number: str, size: int) -> Body:
    """Where a stored file can be fetched."""
    path = f"/quickbooks/v3/company/{company.realm}/download/{number}"
    return {"Size": size, "FileAccessUri": path, "TempDownloadUri": f"/quickbooks/app/files/{company.realm}/{number}"}


def hanging_on(company: Company, entity: str, number: str) -> list[Body]:
    """The attachments of one transaction."""
    wanted = {"type": entity, "value": number}
    return [
        one
        for one in company.books["Attachable"].values()
        if any({key: ref["EntityRef"].get(key) for key in wanted} == wanted for ref in one.get("AttachableRef", []))
    ]
