"""`digest`: the mail over what the last reviews found, written to a file or shown."""

import argparse
from pathlib import Path
from typing import Any

from service.commands.terminal import say
from service.domain.export import IN_BOOKS
from service.domain.money import money
from service.reports.digest import digest
from service.wiring import Wiring


def add_digest(commands: Any) -> None:
    """`digest`: what needs a decision, ranked by money."""
    parser = commands.add_parser("digest", help="what needs a decision, which limits are near, what leaks, as a mail")
    parser.add_argument("--out", type=Path, help="write the mail there (.eml) instead of showing its text")
    parser.set_defaults(run=show)


def show(wiring: Wiring, options: argparse.Namespace) -> int:
    """Write the mail, or show its text."""
    store = wiring.store
    drafts = [
        f"{one.number or one.quickbooks_id}: {one.sow}, {money(one.total, one.currency)}"
        for one in store.exports(*IN_BOOKS)
    ]
    reviews = {one.sheet: one.facts for one in store.found()}
    mail = digest(wiring.agreed[0].name, wiring.now().date(), reviews, drafts)
    if options.out:
        options.out.write_bytes(mail.as_bytes())
        return 0
    body = mail.get_body(("plain",))
    say([str(mail["Subject"]), "", *(body.get_content() if body else "").splitlines()])
    return 0
