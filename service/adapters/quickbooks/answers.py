"""What QuickBooks answers, in whichever of its shapes."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from typing import Any, NamedTuple

XML_ERROR = re.compile(r"<Error\b([^>]*)>(.*?)</Error>", re.DOTALL)
XML_CODE = re.compile(r"""\bcode=["'](\w*)["']""")
XML_PART = r"<{0}>(.*?)</{0}>"
CODE_IN_TEXT = re.compile(r"\berrorCode=(\d+)")


class Problem(NamedTuple):
    """One error out of a Fault. The code is the same in every language; the texts are not."""

    code: str
    message: str
    detail: str = ""


class Answer(NamedTuple):
    """A body that could be read, and every problem in it. No body: nobody can tell what happened."""

    body: dict[str, Any] | None
    problems: tuple[Problem, ...] = ()


def read(text: str) -> Answer:
    """The answer in `text`, be it JSON, or the XML that the gateway falls back to."""
    if "<IntuitResponse" in text[:2000]:
        return Answer(None, tuple(_xml_problems(text)))
    try:
        body = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError):
        return Answer(None)
    if not isinstance(body, dict):
        return Answer(None)
    return Answer(body, tuple(problem for fault in _faults(body) for problem in _problems(fault)))


def _xml_problems(text: str) -> Iterator[Problem]:
    # An XML parser would have to be defended against what it may be fed; a code and two texts do not need one.
    for attributes, inside in XML_ERROR.findall(text):
        code = XML_CODE.search(attributes)
        message, detail = (re.search(XML_PART.format(part), inside, re.DOTALL) for part in ("Message", "Detail"))
        yield _problem(
            code.group(1) if code else "",
            unescape(message.group(1)) if message else "",
            unescape(detail.group(1)) if detail else "",
        )


def _faults(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Faults at the top and inside of QueryResponse, CDCResponse and their like, whatever the status said."""
    for key, value in body.items():
        if key in ("Fault", "fault") and value is not None:
            yield value if isinstance(value, dict) else {}
        elif key.endswith("Response"):
            for part in value if isinstance(value, list) else [value]:
                yield from _faults(part) if isinstance(part, dict) else ()


def _problems(fault: dict[str, Any]) -> Iterator[Problem]:
    errors = fault.get("Error") or fault.get("error") or []
    readable = [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
    for error in readable:
        told = {key.lower(): "" if value is None else str(value) for key, value in error.items()}
        yield _problem(told.get("code", ""), told.get("message", ""), told.get("detail", ""))
    if not readable:
        # A fault that does not say what is wrong is a fault all the same.
        yield Problem("", "")


def _problem(code: str, message: str, detail: str) -> Problem:
    if not code and (found := CODE_IN_TEXT.search(message)):
        code = found.group(1)
    return Problem(code.lstrip("0"), message, detail)
