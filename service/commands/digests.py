"""`digest`: the mail over what the last reviews found, shown, written to a file, or sent."""

import argparse
from pathlib import Path
from typing import Any

from service.backstage import Backstage
from service.commands.terminal import say
from service.telling import compose, issue_on
from service.wiring import Wiring

NOT_DUE = "Nothing was sent: the mail of this week has gone out, or there is no review yet."


def add_digest(commands: Any) -> None:
    """`digest`: what needs a decision, ranked by money."""
    parser = commands.add_parser("digest", help="what needs a decision, which limits are near, what leaks, as a mail")
    parser.add_argument("--out", type=Path, help="write the mail there (.eml) instead of showing its text")
    parser.add_argument("--send", action="store_true", help="send the mail that is due, as the clock does")
    parser.set_defaults(run=show)


def show(wiring: Wiring, options: argparse.Namespace) -> int:
    """Write the mail, show its text, or send it."""
    if options.send:
        backstage = Backstage(wiring)
        name = backstage.tell()
        say([f"Sent to {', '.join(backstage.readers)}: {name}." if name else NOT_DUE])
        return 0
    agency, store, now = wiring.agreed[0], wiring.store, wiring.now()
    mail = compose(agency, store, issue_on(now.date(), store), now, store.told())
    if options.out:
        options.out.write_bytes(mail.as_bytes())
        return 0
    body = mail.get_body(("plain",))
    say([str(mail["Subject"]), "", *(body.get_content() if body else "").splitlines()])
    return 0
