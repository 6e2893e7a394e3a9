"""A folder of three small SOW files that fit together, of which a test replaces one."""

from pathlib import Path

from service.domain.terms.check import Check

AGENCY = """\
agency: {name: Kite and Co, timezone: Europe/Lisbon, week_starts: monday, currency: EUR}
people:
  - {id: ana, name: Ana Reis, aliases: [A. Reis], emails: [ana@kite.example], roles: [{role: developer}]}
  - {id: bo, name: Bo Lind, roles: [{role: designer, to: 2026-06-30}, {role: developer, from: 2026-07-01}]}
approvers: [mia@kite.example]
"""
CLIENT = """\
client: {id: dune, name: Dune Hotels, aliases: [Dune], quickbooks_customer: Dune Hotels Ltd}
projects: [{id: site, name: Site}, {id: app, name: Guest app}]
"""
SOW = """\
sow: {id: D-1, title: Site and app, starts: 2026-09-01, ends: 2027-02-28, projects: [site, app]}
rates:
  cards:
    - {role: developer, rate: 90.10, to: 2026-12-31}
    - {role: developer, rate: 95.00, from: 2027-01-01}
"""
KNOWN = {
    "vague-description": Check("TXT002", {"min_words": 2, "accepted": ()}),
    "forbidden-phrase": Check("TXT004", {"phrases": (), "patterns": ()}),
    "late-entry": Check("TIM002", {"steps": ()}),
    "unknown-person": Check("ROW005", {"suggest_from": 1}, fixed=True),
    "sow-past-ceiling": Check("CAP007", {}),
    "hours-on-zero-cap": Check("CAP008", {}),
    "hours-past-retainer": Check("RET001", {}),
}


def written(root: Path, agency: str = AGENCY, client: str = CLIENT, sow: str = SOW, **more: str) -> Path:
    """The folder with these texts; `more` adds files, `__` standing for the slash."""
    folder = root / "sows"
    texts = {"agency.yaml": agency, "dune/client.yaml": client, "dune/d-1.yaml": sow}
    texts |= {f"{name.replace('__', '/')}.yaml": text for name, text in more.items()}
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
