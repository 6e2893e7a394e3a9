"""The text of a contract, out of the file it was sent in."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from service.faults import SowFault

LARGEST = 20 * 1024 * 1024
LONGEST = 400_000
"""Letters; some two hundred pages."""
PICTURE = "holds no letters, only pictures of them: have it recognised (OCR), or paste its text into a .txt file"


def contract_text(path: Path) -> str:
    """The words of a .pdf, a .docx or a .txt. Raises SowFault with what to do."""
    read = READERS.get(path.suffix.lower())
    if read is None:
        raise SowFault(f"{path} is no contract that can be read: name a .pdf, a .docx or a .txt file.")
    if not path.is_file():
        raise SowFault(f"There is no file {path}.")
    if path.stat().st_size > LARGEST:
        raise SowFault(f"{path} is larger than {LARGEST // 1024 // 1024} MB: take the pictures out of it.")
    text = "\n".join(line.rstrip() for line in read(path).splitlines())
    if not re.search(r"\w", text):
        raise SowFault(f"{path} {PICTURE if path.suffix.lower() == '.pdf' else 'is empty'}.")
    if len(text) > LONGEST:
        raise SowFault(f"{path} is longer than a contract: name the part with the terms.")
    return text


def _pdf(path: Path) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return "\n\n".join(page.extract_text() for page in PdfReader(path).pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as problem:
        raise SowFault(f"{path} cannot be read as a PDF ({type(problem).__name__}): save it afresh.") from problem


def _docx(path: Path) -> str:
    from zipfile import BadZipFile

    from docx import Document
    from docx.opc.exceptions import OpcError

    try:
        return "\n\n".join(_parts(Document(str(path))))
    except (OpcError, BadZipFile, KeyError, ValueError) as problem:
        raise SowFault(f"{path} cannot be read as a Word document: save it again as .docx.") from problem


def _parts(document: object) -> Iterator[str]:
    """Paragraphs and rows of tables, in the order of the document."""
    from docx.table import Table

    for part in document.iter_inner_content():  # type: ignore[attr-defined]  # docx.document.Document, loaded late
        if isinstance(part, Table):
            yield from (" | ".join(cell.text.strip() for cell in row.cells) for row in part.rows)
        else:
            yield part.text


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise SowFault(f"{path} is not written in UTF-8; save it again as UTF-8.") from problem


READERS: dict[str, Callable[[Path], str]] = {".pdf": _pdf, ".docx": _docx, ".txt": _text}
