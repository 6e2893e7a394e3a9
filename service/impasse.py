"""Where an export cannot go on by itself, in sentences for whoever has to settle it."""

from service.faults import Fault, QuickBooksFault, Rejected

NUMBER_TAKEN, SAME_REQUEST = "6140", "600"
TWICE = "QuickBooks has it more than once: delete all but one there, then choose Generate invoices."
OTHER = (
    "QuickBooks has an invoice with Tickmark's key on it, but with another total or customer: "
    "put that right there or delete it, then choose Generate invoices."
)
NUMBERED = (
    "Its first try got no answer, and now QuickBooks says that another document has its number, one without Tickmark's "
    "key: look at it there. Once it is sure that no invoice of these rows is there, choose Generate invoices."
)
KNOWN = (
    "QuickBooks says that it knows this request, and has shown no invoice of it for an hour: "
    "look for it there. Once it is sure that none is there, choose Generate invoices."
)
FOREIGN = (
    "It was made for another QuickBooks company than the one that is connected now: connect that one "
    "again, then choose Generate invoices."
)
GHOST = (
    "QuickBooks has an invoice with Tickmark's key on it for a draft that was given up here: "
    "delete it there, then choose Generate invoices."
)
GONE = "Nothing of it is in QuickBooks. Its rows are free again: tick those that are to be billed."


def unproven(fault: Fault, is_old: bool) -> str:
    """Why the answer to a second try leaves the first one in doubt for good; blank where time may still tell.

    `is_old` says that there was time enough for QuickBooks to show what the first try made.
    """
    codes = fault.codes if isinstance(fault, QuickBooksFault) else frozenset()
    if isinstance(fault, Rejected) and NUMBER_TAKEN in codes:
        return NUMBERED
    return KNOWN if SAME_REQUEST in codes and is_old else ""
