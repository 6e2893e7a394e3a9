"""One digest a week and one at the end of a month, each limit told once, whatever happens on the way."""

from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from service.adapters.store.store import Store
from service.domain.memory import RunLine
from service.domain.terms.agency import Agency
from service.faults import MailFault
from service.telling import Envelope, compose, issue_on, tell

AGENCY = Agency("Tidewick Studio")
ENVELOPE = Envelope("Tickmark <tickmark@tidewick.example>", ("ruth@tidewick.example", "hana@tidewick.example"))
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


class Post:
    """A postbox whose mails can be read; it may be closed."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.is_closed = False

    def send(self, mail: EmailMessage) -> None:
        if self.is_closed:
            raise MailFault("The mail server took no mail.")
        self.mails.append(mail)


class Agent:
    """The clock that knocks every day."""

    def __init__(self, store: Store) -> None:
        self.store, self.post = store, Post()

    def finds(self, percent: str, since: str = "2026-10-01", *, sheet: str = "Hours", asked: Any = ()) -> None:
        """A review leaves its figures."""
        burn = {"owner": "BRK-4", "name": "design", "used": "9 h", "limit": "10 h", "percent": percent, "since": since}
        facts = {"month": "October 2026", "entries": 3, "hours": "9", "decisions": len(asked), "first": list(asked),
                 "burns": [burn], "leaks": [], "book": "b" * 30}  # fmt: skip
        self.store.log_run(sheet, sheet, RunLine(NOON, "", "Check", ""), facts)

    def knocks(self, day: str, hour: int = 7) -> str:
        """What goes out on a day."""
        now = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) + timedelta(hours=hour)
        return tell(AGENCY, self.store, self.post, ENVELOPE, now)

    @property
    def text(self) -> str:
        """The newest mail."""
        body = self.post.mails[-1].get_body(("plain",))
        assert body is not None
        return str(body.get_content())


@pytest.fixture
def agent(store: Store) -> Agent:
    return Agent(store)


def test_a_knock_a_day_comes_to_a_mail_a_week_and_one_for_each_month(agent: Agent) -> None:
    agent.finds("10")
    days = [date(2026, 10, 26) + timedelta(days=one) for one in range(16)]
    sent = {f"{day:%a %d %b}": name for day in days if (name := agent.knocks(f"{day}"))}
    assert sent == {"Mon 26 Oct": "week 2026-W44", "Sun 01 Nov": "month 2026-10", "Mon 02 Nov": "week 2026-W45",
                    "Mon 09 Nov": "week 2026-W46"}  # fmt: skip
    assert [agent.knocks("2026-11-09", hour) for hour in (8, 9, 23)] == ["", "", ""]
    assert len({mail["Message-ID"] for mail in agent.post.mails}) == 4


def test_nothing_is_mailed_before_anything_was_reviewed(agent: Agent) -> None:
    assert agent.knocks("2026-11-02") == ""
    agent.finds("10")
    assert agent.knocks("2026-11-03") == "month 2026-10"


def test_a_month_that_is_long_over_is_no_news(agent: Agent) -> None:
    agent.finds("10")
    assert agent.knocks("2026-11-20") == "week 2026-W47"


def test_a_limit_is_told_once_at_each_step_and_anew_in_its_next_window(agent: Agent) -> None:
    weeks = iter(f"2026-11-{day:02}" for day in (9, 16, 23, 30))
    told = []
    for percent, since in (("79", "2026-11-01"), ("85", "2026-11-01"), ("99", "2026-11-01"), ("101", "2026-11-01")):
        agent.finds(percent, since)
        agent.knocks(next(weeks))
        told.append(f"{percent} %" in agent.text)
    assert told == [False, True, False, True]
    agent.finds("81", "2026-12-01")
    assert agent.knocks("2026-12-01") == "month 2026-11"
    assert "81 %" in agent.text


def test_a_mail_that_nobody_took_is_sent_by_the_next_knock_and_its_limits_are_not_lost(agent: Agent) -> None:
    agent.finds("90")
    agent.post.is_closed = True
    with pytest.raises(MailFault):
        agent.knocks("2026-11-09")
    agent.post.is_closed = False
    assert agent.knocks("2026-11-09") == "week 2026-W46"
    assert "90 %" in agent.text


def test_a_mail_whose_sender_died_is_sent_again_under_the_same_id(agent: Agent) -> None:
    agent.finds("10")
    early = datetime(2026, 11, 9, 6, 50, tzinfo=UTC)
    assert agent.store.begin_mail("week 2026-W46", early)
    assert agent.knocks("2026-11-09") == "", "ten minutes later it may still be on its way"
    assert agent.knocks("2026-11-09", 8) == "week 2026-W46"
    assert agent.post.mails[0]["Message-ID"] == "<tickmark.week.2026-W46@tidewick.example>"


def test_what_is_asked_in_several_sheets_is_one_list_with_the_most_money_first(agent: Agent) -> None:
    def asked(place: str, worth: str) -> dict[str, str]:
        return {"place": place, "why": "Too long.", "do": "Split it.", "stake": f"{worth} USD", "worth": worth}

    agent.finds("10", sheet="A", asked=[asked("Oct, row 2", "900.00"), asked("Oct, row 9", "20.00")])
    agent.finds("10", sheet="B", asked=[asked("Oct, row 5", "1000.00")])
    agent.knocks("2026-11-09")
    places = [agent.text.index(place) for place in ("B: Oct, row 5", "A: Oct, row 2", "A: Oct, row 9")]
    assert places == sorted(places)


def test_a_mail_is_addressed_and_says_that_a_machine_wrote_it(agent: Agent) -> None:
    agent.finds("10")
    agent.knocks("2026-11-09")
    mail = agent.post.mails[0]
    assert [mail["To"], mail["From"], mail["Auto-Submitted"]] == [
        ", ".join(ENVELOPE.to), ENVELOPE.sender, "auto-generated",
    ]  # fmt: skip
    assert mail["Subject"] == "Hours of Tidewick Studio: 0 decisions to make"
    shown = compose(AGENCY, agent.store, issue_on(NOON.date(), agent.store), NOON)
    assert shown["To"] is None, "what is only shown goes nowhere"
