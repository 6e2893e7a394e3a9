"""Nothing that Claude is asked in a whole month names a person, an address or a rate."""

import pytest

from tests.adapters.claude.leaks import secrets_in, turns
from tests.month import Month


@pytest.mark.story
def test_the_sample_month_names_nobody(month: Month) -> None:
    agency = month.office.wiring.agreed[0]
    people = [name for person in agency.people for name in (person.name, *person.aliases)]
    clients = " ".join(f"{client.name} {' '.join(one.name for one in client.projects)}" for client in agency.clients)
    asked = [call["request"] for call in month.office.calls("claude") if call["path"].endswith("/messages")]
    assert len(asked) >= 10
    found = {secret for turn in turns(asked) for secret in secrets_in(turn, people)}
    assert not {secret for secret in found if secret.casefold() not in clients.casefold()}
