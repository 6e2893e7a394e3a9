"""Uploads as they arrive: proper multipart, and the kind a client library writes by hand with bare line feeds."""

import base64
import binascii
import re
from typing import NamedTuple

from sandbox.quickbooks.reading import invalid


class Piece(NamedTuple):
    """One part of an upload."""

    name: str
    filename: str
    content_type: str
    content: bytes


def pieces(content_type: str, body: bytes) -> dict[str, Piece]:
    """The parts of an upload by name."""
    boundary = re.search(r'boundary="?([^";]+)"?', content_type)
    if not content_type.startswith("multipart/") or boundary is None:
        raise invalid("multipart body")
    mark = re.escape(b"--" + boundary[1].strip().encode())
    chunks = re.split(rb"(?:\r?\n|^)" + mark, body)[1:-1]
    found = [piece(chunk) for chunk in chunks]
    return {one.name: one for one in found}


def piece(chunk: bytes) -> Piece:
    """One part, its headers told from its content at the first empty line."""
    match = re.match(rb"[ \t]*\r?\n(.*?)\r?\n\r?\n(.*)\Z", chunk, re.DOTALL)
    if match is None:
        raise invalid("multipart part")
    headers = dict(header(line) for line in match[1].decode("utf-8", "replace").splitlines() if ":" in line)
    place = headers.get("content-disposition", "")
    content = match[2]
    if headers.get("content-transfer-encoding", "").lower() == "base64":
        content = decoded(content)
    kind = headers.get("content-type", "application/octet-stream")
    return Piece(named("name", place), named("filename", place), kind, content)


def header(line: str) -> tuple[str, str]:
    """The name and value of a header."""
    name, _, value = line.partition(":")
    return name.strip().lower(), value.strip()


def named(key: str, place: str) -> str:
    """A parameter of Content-Disposition, empty where it is missing."""
    found = re.search(rf'\b{key}="([^"]*)"', place)
    return found[1] if found else ""


def decoded(text: bytes) -> bytes:
    """Base64 with its line ends."""
    try:
        return base64.b64decode(b"".join(text.split()), validate=True)
    except binascii.Error:
        raise invalid("base64 content") from None
