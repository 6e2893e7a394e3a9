"""How often a company may be called in a minute."""

import time

from sandbox.quickbooks.company import Company

WINDOW = 60.0


def spent(company: Company, kind: str, most: int) -> bool:
    """Whether this call is one too many; otherwise it is counted. 0 means no limit."""
    if most <= 0:
        return False
    now, calls = time.monotonic(), company.calls[kind]
    while calls and calls[0] <= now - WINDOW:
        calls.popleft()
    if len(calls) >= most:
        return True
    calls.append(now)
    return False
