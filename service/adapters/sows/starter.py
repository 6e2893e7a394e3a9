"""First SOW files for somebody whose own workbook has just been read, so that it can be reviewed at once."""

import re
import shutil
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from service.adapters.sows.shape import SCHEMA
from service.domain.hours.reading import Reading
from service.domain.period import month_of
from service.domain.terms.agency import folded
from service.faults import SowFault

PLACEHOLDER_RATE = "100.00"
PLACEHOLDER_ROLE = "team"
PLACEHOLDER_APPROVER = "manager@agency.example"
NAMELESS = "Client without a name"
"""Stands in where a tab names projects but no client."""


def starter(reading: Reading, folder: Path) -> tuple[Path, ...]:
    """Write agency.yaml and a folder for each client found; a price of 100.00 stands in. Never overwrites anything."""
    if (folder / "agency.yaml").exists():
        raise SowFault(f"{folder} holds an agency.yaml already; name an empty folder for the first SOW files.")
    found = _clients(reading)
    ids = _ids(found)
    written = [_write(folder / "agency.yaml", _agency(reading))]
    for name, projects in found.items():
        own = folder / ids[name]
        written.append(_write(own / "client.yaml", _client(ids[name], name, projects)))
        written.append(_write(own / f"{ids[name]}-1.yaml", _sow(ids[name], name, reading)))
    shutil.copyfile(SCHEMA, folder / SCHEMA.name)
    return tuple(written)


def _clients(reading: Reading) -> Mapping[str, list[str]]:
    """Project names by client name, each as first written."""
    clients: dict[str, list[str]] = {}
    spelt: dict[str, str] = {}
    for entry in reading.entries:
        if not (entry.client.strip() or entry.project.strip()):
            continue
        client = spelt.setdefault(folded(entry.client), entry.client.strip() or NAMELESS)
        projects = clients.setdefault(client, [])
        if entry.project.strip() and folded(entry.project) not in map(folded, projects):
            projects.append(entry.project.strip())
    return clients


def _people(reading: Reading) -> list[str]:
    names: dict[str, str] = {}
    for entry in reading.entries:
        if entry.person.strip():
            names.setdefault(folded(entry.person), entry.person.strip())
    return list(names.values())


def _ids(names: Iterable[str]) -> dict[str, str]:
    """A short id for each name, which no other name or id could be mistaken for."""
    names = list(names)
    taken = {folded(name) for name in names}
    ids: dict[str, str] = {}
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
        short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "n"
        numbered = (short, *(f"{short}-{n}" for n in range(2, len(names) + 3)))
        ids[name] = next(one for one in numbered if one == folded(name) or one not in taken)
        taken.add(ids[name])
    return ids


def _agency(reading: Reading) -> str:
    names = _people(reading)
    ids = _ids(names)
    roles = f"roles: [{{role: {PLACEHOLDER_ROLE}}}]"
    people = "\n".join(f"  - {{id: {_quoted(ids[name])}, name: {_quoted(name)}, {roles}}}" for name in names)
    return f"""{_header("")}
# Made from {_comment(reading.title) or "a workbook"}. Go through it; every line with FILL IN waits for you.

agency:
  name: The agency        # FILL IN: your own name
  timezone: UTC           # FILL IN: the clock your days begin by, for example Europe/Lisbon
  week_starts: monday
  currency: USD           # FILL IN: the currency you bill in

# FILL IN: everybody has the role "{PLACEHOLDER_ROLE}" for now. Name the roles that your rate cards know (designer …),
# add other spellings with aliases: [...], and e-mail addresses with emails: [...].
people:{f"{chr(10)}{people}" if names else " []"}

# FILL IN: who may tick Approve. Nobody approves their own hours.
approvers: [{PLACEHOLDER_APPROVER}]
"""


def _client(client_id: str, name: str, projects: list[str]) -> str:
    ids = _ids(projects)
    lines = "\n".join(f"  - {{id: {_quoted(ids[project])}, name: {_quoted(project)}}}" for project in projects)
    return f"""{_header("../")}
client:
  id: {_quoted(client_id)}
  name: {_quoted(name)}
  aliases: []             # FILL IN: other spellings; one that got a folder of its own belongs here, without its folder
  # own: true             # FILL IN: take the # away if this is your own agency, whose hours are never billed
  quickbooks_customer: {_quoted(name)}  # FILL IN: the customer's name in QuickBooks, letter for letter
projects:{f"{chr(10)}{lines}" if projects else " []"}
"""


def _sow(client_id: str, name: str, reading: Reading) -> str:
    days = sorted(entry.date for entry in reading.entries if entry.date)
    first = month_of(days[0] if days else date(2000, 1, 1)).first
    last = month_of(days[-1]).last if days else None
    ends = f"\n  ends: {last}        # FILL IN: the last day of the paper, that day included" if last else ""
    return f"""{_header("../")}
sow:
  id: {_quoted(f"{client_id}-1")}
  title: {_quoted(f"Work for {name}")}
  starts: {first}      # FILL IN: the first day of the paper; this is the first month found in your hours{ends}

rates:
  cards:
    # FILL IN: {PLACEHOLDER_RATE} is a placeholder, the same for everybody. Replace it with a line for each role.
    - {{scope: sow, rate: {PLACEHOLDER_RATE}}}

# What else a SOW can say (rounding, caps, a retainer, payment terms) is shown in the README.md of the folder sows.
"""


def _header(way_up: str) -> str:
    return f"# yaml-language-server: $schema={way_up}{SCHEMA.name}"


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _quoted(text: str) -> str:
    """The text in double quotes, as YAML reads it back unchanged."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in escaped) + '"'


def _comment(text: str) -> str:
    return "".join(char for char in text if char.isprintable())
