"""Who may use which sheet: people of the agency who have shown, in the sheet itself, that they may edit it.

The service can open every sheet that is shared with it, so an id in a request proves nothing. A person is given a word,
the script writes it into the sheet with that person's rights, and the service finds it there.
"""

import hashlib
import secrets

from service.faults import Fault, NotKnown
from service.wiring import Wiring
from service.words import say


class Register:
    """The people and sheets of this deployment."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    def word(self, who: str, sheet: str) -> str:
        """What a person is to write into a sheet, whichever it is. Raises NotKnown for strangers."""
        if not self._belongs(who):
            raise self._unknown()
        word, store = secrets.token_urlsafe(32), self._wiring.store
        store.challenge(_mark(word), sheet, who, store.now())
        return word

    def check(self, who: str, sheet: str, word: str = "") -> None:
        """Let a person use a sheet that is set up, now or by the word that they wrote. Raises NotKnown."""
        store = self._wiring.store
        if store.is_theirs(sheet, who) and self._belongs(who):
            return
        if not (self._proved(who, sheet, word) and store.is_registered(sheet)):
            raise self._unknown()

    def check_new(self, who: str, sheet: str, word: str = "") -> None:
        """Let a person set a sheet up; the first time in a sheet it takes an approver. Raises NotKnown."""
        store = self._wiring.store
        if not ((store.is_member(sheet, who) and self._belongs(who)) or self._proved(who, sheet, word)):
            raise self._unknown()
        if not (self.approves(who) or store.is_registered(sheet)):
            raise self._unknown()

    def approves(self, who: str) -> bool:
        """Whether somebody is among the approvers."""
        return who in {one.casefold() for one in self._wiring.agreed[0].approvers}

    def _belongs(self, who: str) -> bool:
        return self._wiring.agreed[0].person(who) is not None or self.approves(who)

    def _proved(self, who: str, sheet: str, word: str) -> bool:
        """Whether a word was given to this person for this sheet and stands in it; then both are remembered."""
        store = self._wiring.store
        if not (word and self._belongs(who) and store.spend(_mark(word), sheet, who, store.now())):
            return False
        from service.adapters.sheets.proof import shows

        found = shows(self._wiring.client(), sheet, word)
        if found:
            store.admit(sheet, who, store.now())
        return found

    def _unknown(self) -> NotKnown:
        try:
            address = self._wiring.own_address
        except Fault:
            address = ""
        # One sentence for whoever is a stranger, whatever is missing: what differs would tell what is there.
        return NotKnown(say("refused.unknown", address=address or say("refused.ourAccount")))


def _mark(word: str) -> str:
    """What is kept of a word: who reads the database learns none."""
    return hashlib.sha256(word.encode()).hexdigest()
