"""How the image starts the service, read from the Dockerfile."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

HOUSE = Path(__file__).parents[1]


def gunicorn(port: int, app: str = "") -> list[str]:
    """gunicorn's arguments as the image gives them, at a port of loopback; `app` may be another application."""
    text = (HOUSE / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    (command,) = re.findall(r"^CMD exec gunicorn (.+)$", text, re.MULTILINE)
    words = shlex.split(command.replace('":$PORT"', f"127.0.0.1:{port}"))
    return [*words[:-1], app or words[-1]]
