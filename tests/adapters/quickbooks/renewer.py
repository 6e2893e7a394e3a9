"""One process that renews a refused token: told what to do on standard input, it starts when the second line comes."""

import hashlib
import json
import sys

from service.adapters.quickbooks.connector import Connector
from service.adapters.quickbooks.settings import QuickBooksSettings
from service.adapters.quickbooks.tokens import Access
from service.adapters.store.opening import open_database


def main() -> None:
    told = json.loads(sys.stdin.readline())
    engine = open_database(told["database"])
    connector = Connector(QuickBooksSettings(**told["settings"]), engine, poll=50)
    refused = Access(**told["refused"])
    print("ready", flush=True)
    sys.stdin.readline()
    access = connector.renewed(refused)
    # Not the token itself: what a test prints may be kept.
    print(access.version, hashlib.sha256(access.token.encode()).hexdigest(), flush=True)


main()
