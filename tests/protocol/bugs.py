"""Mistakes that were made in earlier drafts, or could be made: each breaks one guard, and a walk must catch it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from service import approving, dispatch, reservation
from service.adapters.store import exports, progress
from service.adapters.store.store import Store
from service.dispatch import Errand
from service.domain.invoicing.export import State, Timers
from service.faults import OutcomeUnknown, Rejected
from service.reconciliation import Reconciliation
from service.rules import duplicates
from service.runner import InlineRunner
from service.verification import Verified
from service.workshop import Workshop
from tests.protocol import mistakes
from tests.protocol.books import FAIR, ModelBooks, Weather
from tests.protocol.sheet import Handle
from tests.protocol.world import USUAL, World, plain

FORGETFUL = FAIR._replace(honours_request_ids=False, troubles=0.5)
SLOW = Weather(longest_lag=2500, troubles=0.7)
"""Searches lag longer than we let things settle: there, the request id has to do."""


@dataclass(frozen=True)
class Bug:
    """One mistake: its number in the list of mistakes, what it is, what must be seen to break, and in what world."""

    number: str
    what: str
    breaks: frozenset[str]
    parts: tuple[tuple[Any, str, Any], ...] = ()
    """What is put in the place of what: owner, name, and the mistaken thing."""
    weather: Weather = FAIR
    timers: Timers = USUAL
    busy: dict[str, int] = field(default_factory=dict)
    """Actions that come up more often than usual."""
    timers_are_the_bug: bool = False
    without_index: bool = False
    tampered: bool = False

    @contextmanager
    def seeded(self, world: World) -> Iterator[None]:
        """The mistake, for as long as a walk lasts."""
        with ExitStack() as stack:
            for owner, name, mistake in self.parts:
                stack.enter_context(patch.object(owner, name, mistake))
            if self.without_index:
                (definition,) = world.ask("SELECT sql FROM sqlite_master WHERE name = 'one_active_claim'")[0]
                plain().execute("DROP INDEX one_active_claim")
                stack.callback(lambda: mistakes.restore(definition))
            if self.tampered:
                stack.enter_context(patch.object(World, "calm_down", mistakes.tampering(World.calm_down)))
            yield


UNGUARDED = (Store, "billed_as", lambda self, names, but=(): {})
VOIDS = {"bookkeeper": 15, "pump": 12}
ALONE = ((Store, "unfinished", lambda self: []),)
"""Who asks for drafts takes up what others left: so a mistake of the sweep shows only where nobody does."""
AT_ONCE = {"go_on": 25, "generate": 15, "kill": 2}
LATER = {"wait": 20, "pump": 15, "run": 25}

BUGS = (
    Bug("1", "rows are looked up instead of claimed under the index", frozenset({"I1"}),
        ((exports, "_claimed", mistakes.claimed_anyway),), busy=AT_ONCE, without_index=True),
    Bug("2", "no look at the sheet before the call", frozenset({"I5"}),
        ((dispatch, "verify", lambda desk, record, lookout, export: Verified(record.now(), {})),),
        busy={"edit": 12, "untick": 12, "go_on": 25}),
    Bug("3", "after a doubt nobody asks for the marker", frozenset({"I2", "I4"}),
        ((Errand, "_ask", mistakes.send_at_once),), FORGETFUL, busy=LATER),
    Bug("4", "the search for the marker never finds anything", frozenset({"I2", "I4"}),
        ((ModelBooks, "find", mistakes.never_found),), FORGETFUL, busy=LATER),
    Bug("5", "marked after the call", frozenset({"I2", "I4", "I5"}),
        ((Errand, "_send", mistakes.mark_after_the_call),), FORGETFUL, busy=LATER),
    Bug("6", "an unknown outcome is taken for a failure", frozenset({"I7", "I2"}),
        ((Errand, "_not_made", mistakes.as_failure((OutcomeUnknown, Rejected))),), FORGETFUL),
    Bug("7", "what was read in the sheet never grows old", frozenset({"I5"}),
        ((Errand, "_is_verified", lambda self: self._export.verified_at is not None),), FORGETFUL,
        busy={"wait": 25, "untick": 10, "edit": 8}),
    Bug("8", "a new request id for each try, and no question", frozenset({"I2", "I4"}),
        ((progress.Progress, "mark", mistakes.mark_with_fresh_id()), (Errand, "_ask", mistakes.send_at_once)),
        FAIR._replace(troubles=0.5), busy=LATER),
    Bug("9", "a new request id for each try, and searches that lag", frozenset({"I2", "I4"}),
        ((progress.Progress, "mark", mistakes.mark_with_fresh_id()),), SLOW, busy=LATER),
    Bug("10", "no time to settle, where searches lag", frozenset({"I2", "I4"}), (), FORGETFUL,
        USUAL._replace(settle=timedelta(0)), busy=LATER, timers_are_the_bug=True),
    Bug("11", "rows are freed after a doubt on one empty answer", frozenset({"I2", "I7"}),
        ((Errand, "_unproven", lambda self: None),), Weather(longest_lag=900, troubles=0.5),
        USUAL._replace(stale=timedelta(seconds=20), settle=timedelta(seconds=30)),
        busy={"untick": 10, "edit": 10, "wait": 20}),
    Bug("13a", "claims are kept after a refusal", frozenset({"L2", "L3", "L4"}),
        ((progress.Progress, "_end", mistakes.ending("says no")),), FAIR._replace(troubles=0.6)),
    Bug("13b", "claims are freed when an export is parked", frozenset({"I2"}),
        ((progress.Progress, "park", mistakes.park_and_free),), FORGETFUL._replace(wrong_cents=0.6), busy=LATER),
    Bug("14", "a void keeps the tick", frozenset({"I8"}),
        ((progress, "_needs_new_tick", lambda *_: None),), busy=VOIDS),
    Bug("15", "a search that failed counts as one that found nothing", frozenset({"I2", "I4"}),
        ((ModelBooks, "find", mistakes.failed_search_finds_nothing()),), FORGETFUL._replace(troubles=0.8), busy=LATER),
    Bug("18", "a line that cannot be built is left out", frozenset({"I9", "L2", "L4"}),
        ((ModelBooks, "body", mistakes.half_a_body()),)),
    Bug("19", "amounts are rounded on the way into the ledger", frozenset({"I9"}),
        ((exports, "figures", mistakes.rounded),)),
    Bug("20", "a fee without a claim of its own", frozenset({"I2", "I9"}),
        ((dispatch, "claims_of", mistakes.without_fees), (reservation, "claims_of", mistakes.without_fees))),
    Bug("21", "a hint of a change is believed without reading the document", frozenset({"I2", "L3", "L4"}),
        ((Reconciliation, "look", mistakes.believed),), busy={"pump": 12, "tick": 15}),
    Bug("27", "a line of the audit trail is edited", frozenset({"I13"}), tampered=True),
    Bug("29", "written by position, unseen, and no look for the content under other ids",
        frozenset({"I2", "I5", "I8", "L4", "L5"}),
        ((Handle, "place_of", mistakes.blindly), (Handle, "astray", mistakes.nothing_astray), UNGUARDED),
        busy={"sort": 25, "go_on": 40, "clear_id": 10, "tick": 25, "generate": 14, "check": 8, "wait": 8,
              "bookkeeper": 0, "run": 12, "edit": 1}),
    Bug("30", "no look for the content under other ids", frozenset({"I2"}),
        (UNGUARDED,), busy={"clear_id": 10, "tick": 15}),
    Bug("34", "a copy keeps the tick of the row it was copied from", frozenset({"I5", "I2"}),
        ((approving, "_is_new", lambda *_: False),), busy={"copy": 12, "generate": 12}),
    Bug("35", "the hours are missing in what was approved", frozenset({"I5"}),
        ((duplicates, "fingerprint", mistakes.without_hours),), busy={"edit": 12}),
    Bug("36", "an old tick that comes back with an older version counts after a void", frozenset({"I8"}),
        ((approving, "_after_the_end", mistakes.revived),), busy={**VOIDS, "restore": 8, "remember": 6}),
    Bug("39", "nobody takes up what a dead worker left", frozenset({"L1", "L5"}),
        ((InlineRunner, "recover", lambda self: None), *ALONE), busy={"kill": 10}),
    Bug("40", "a job that comes back has the number of the one before", frozenset({"L1"}),
        ((progress.jobs, "add", mistakes.same_turn()), (Workshop, "sweep", mistakes.nothing_planned), *ALONE),
        FORGETFUL),
    Bug("41", "what waits for a person says nothing", frozenset({"L6"}),
        ((progress.Progress, "park", lambda self, export, why, now: self._move(
            export, now, "park", state=State.PARKED, flag="")),),
        FORGETFUL._replace(wrong_cents=0.6), busy=LATER),
)  # fmt: skip

ELSEWHERE = {
    "12": "steps without the lease: rare by chance, so test_directed walks it step by step",
    "16": "a no after a maybe taken for a refusal: rare by chance, so test_directed walks it step by step",
    "17": "adopting by total alone: no document of others with our total is in a walk; test_directed holds it",
    "22": "an estimate that is closed: the walk makes invoices; tests of the QuickBooks adapter hold it",
    "23": "a document of another company: one company is in a walk; test_directed holds it",
    "24": "two refreshers: tests of the connection to QuickBooks hold it",
    "25": "a token used before it is stored: tests of the connection to QuickBooks hold it",
    "26": "a key without the request's fingerprint: tests of the keys hold it",
    "28": "writing by position alone: the look for the content under other ids covers it, so 29 seeds the pair",
    "31": "reading back the written ids alone: a walk's sheet compares what rows say; tests of writing hold it",
    "32": "no repair: a walk ends with a look at all cells, which repairs them; tests of writing hold it",
    "33": "a captured value written back: test_directed walks it step by step",
    "37": "a route without a look at the sheet: no routes are in a walk; tests of the web hold it",
    "38": "two carriers of one name: the walk's carrier has no name; tests of the carrier hold it",
    "42": "a tick that counts for what is typed after it: rare by chance, so test_ticks walks it step by step",
    "43": "a tick that is the author's of whoever edits its place: rare by chance, so test_ticks walks it step by step",
}
"""Mistakes that a walk does not show, why, and what shows them."""
