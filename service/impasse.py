"""Where an export cannot go on by itself, in sentences for whoever has to settle it."""

from service.faults import Fault, QuickBooksFault, Rejected
from service.words import say

NUMBER_TAKEN, SAME_REQUEST = "6140", "600"


def unproven(fault: Fault, is_old: bool) -> str:
    """Why the answer to a second try leaves the first one in doubt for good; blank where time may still tell.

    `is_old` says that there was time enough for QuickBooks to show what the first try made.
    """
    codes = fault.codes if isinstance(fault, QuickBooksFault) else frozenset()
    if isinstance(fault, Rejected) and NUMBER_TAKEN in codes:
        return say("impasse.numbered")
    return say("impasse.known") if SAME_REQUEST in codes and is_old else ""
