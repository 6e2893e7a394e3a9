"""The command line. A fault ends in one sentence on standard error and the exit status 2."""

import argparse
import logging
import sys
from collections.abc import Sequence
from dataclasses import replace

from service.collector import look_seldom
from service.commands.books import add_quickbooks
from service.commands.catalogue import add_rules
from service.commands.digests import add_digest
from service.commands.doctor import add_doctor
from service.commands.evaluation import add_evaluate
from service.commands.imports import add_import
from service.commands.papers import add_sows
from service.commands.proposals import add_propose
from service.commands.serving import add_key, add_migrate, add_serve
from service.commands.templates import add_template
from service.commands.workbooks import add_check, add_invoice
from service.faults import Fault
from service.settings import Settings
from service.wiring import Wiring

COMMANDS = (
    add_check, add_invoice, add_import, add_propose, add_rules, add_sows, add_quickbooks, add_evaluate, add_doctor,
    add_digest, add_template, add_serve, add_migrate, add_key,
)  # fmt: skip
SUM = "Every billed hour is explained, billed once, and inside its SOW."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command."""
    parser = argparse.ArgumentParser(prog="python -m service", description=SUM)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in COMMANDS:
        add(commands)
    options = parser.parse_args(arguments)
    look_seldom()
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s")
    try:
        settings = Settings.read()
        if getattr(options, "sows", None):
            settings = replace(settings, sows=options.sows)
        return int(options.run(Wiring(settings), options))
    except Fault as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    except BrokenPipeError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
