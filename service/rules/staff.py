"""STF: people and roles."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from service.domain.category import Category
from service.domain.hours.entry import Entry
from service.domain.hours.timesheet import Timesheet, Work
from service.domain.judging.finding import Flag
from service.domain.phrase import phrase
from service.domain.spelling import normal, words
from service.domain.terms.check import Level
from service.rules.reach import project_day
from service.rules.rule import Ask, rule

NEIGHBOURS = 20
"""How many meetings of a day, and rows of one, a row is held against: a bound for made-up sheets."""


@rule("STF001", "person-without-role", Level.BLOCK, fixed=True)
def person_without_role(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The person has no role on the day, and the rate card prices roles.

    date       | person | hours | text              | finding
    2026-09-14 | Bram   | 2.00  | Fare table import | STF001
    2026-09-15 | Bram   | 2.00  | Fare table import |
    """
    for work in sheet.unsettled():
        if work.sow is None or work.person is None or work.role is not None or not work.meant_for_billing:
            continue
        if work.sow.rate_on(work.entry.day, work.person.id, None) is None:
            yield Flag(
                work.id,
                phrase("{person} has no role on {day}.", person=work.person.name, day=work.entry.day),
                phrase("Give the person a role from that day in agency.yaml."),
            )


@rule("STF002", "person-off-the-agreed-team", Level.ACKNOWLEDGE, team=())
def person_off_the_agreed_team(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """The SOW lists its people, and this one is not among them.

    Reads `team`, the ids of people; an empty list means the team of the SOW, and anyone where that names none.

    With `team` ines, tomas:

        date       | person | hours | text              | finding
        2026-09-03 | Petra  | 6.00  | Ferry icons       | STF002
        2026-09-03 | Ines   | 6.00  | Fare table import |
    """
    for work, team in _teamed(sheet, terms):
        if work.person is not None and work.person.id not in team:
            yield Flag(
                work.id,
                phrase(
                    "{person} is not on the team that was agreed: {team}.",
                    person=work.person.name, team=", ".join(team),
                ),
                phrase("Say in Reason that the client agreed, or add the person to the team."),
                sheet.stake(work),
            )  # fmt: skip


def _teamed(sheet: Timesheet, terms: Ask) -> Iterator[tuple[Work, Sequence[str]]]:
    """Billable rows where a team was agreed, with the team."""
    for works in sheet.places().values():
        first = works[0]
        team = terms(first)["team"] or (sorted(first.sow.team) if first.sow else ())
        yield from ((work, team) for work in works) if team else ()


@rule("STF003", "crowded-meeting", Level.WARN, reach=project_day, max_people=3)
def crowded_meeting(sheet: Timesheet, terms: Ask) -> Iterator[Flag]:
    """More people than agreed bill the same meeting: one project and day, at one time or under one text.

    Reads `max_people`. Texts are alike where one says all the words of the other.

        date       | person | hours | text        | said     | finding
        2026-09-09 | Ines   | 1.00  | Weekly sync | MTG 0.95 |
        2026-09-09 | Tomas  | 1.00  | Weekly sync | MTG 0.95 |
        2026-09-09 | Petra  | 1.00  | Weekly sync | MTG 0.95 |
        2026-09-09 | Owen   | 1.00  | Weekly sync | MTG 0.95 | STF003
        2026-09-09 | Nuria  | 1.00  | Weekly sync | DOC 0.95 |

        date       | person | start | end   | hours | text                 | said     | finding
        2026-09-10 | Ines   | 09:00 | 10:00 | 1.00  | Weekly sync          | MTG 0.95 |
        2026-09-10 | Tomas  | 09:10 | 10:00 | 0.75  | Fares with the port  | MTG 0.95 |
        2026-09-10 | Petra  | 09:30 | 10:00 | 0.50  | Call                 | MTG 0.95 |
        2026-09-10 | Owen   |       |       | 1.00  | The weekly sync call | MTG 0.95 | STF003
        2026-09-10 | Nuria  | 10:00 | 11:00 | 1.00  | Review of fares      | MTG 0.95 |
    """
    for meeting in _meetings(sheet, terms):
        people: dict[str, Work] = {}
        for work in meeting:
            people.setdefault(work.person.id if work.person else normal(work.entry.person), work)
        most = int(terms(meeting[0])["max_people"])
        for work in list(people.values())[most:]:
            if work.id not in sheet.facts.billed:
                yield Flag(
                    work.id,
                    phrase("{people} people bill this meeting; {most} were agreed.", people=len(people), most=most),
                    phrase("Mark the row as not billable, or say in Reason who asked for so many."),
                    sheet.stake(work),
                    numbers=(("people", Decimal(len(people))), ("limit", Decimal(most))),
                )


def _meetings(sheet: Timesheet, terms: Ask) -> Iterator[list[Work]]:
    """Rows of one meeting, in judging order, where a day has enough of them for a crowd."""
    billed = sheet.facts.billed
    days: dict[object, list[Work]] = defaultdict(list)
    frozen = (work for work in sheet if work.id in billed) if billed else ()
    meeting = Category.MTG
    for work in chain(frozen, sheet.billable()):
        if work.category is meeting:
            days[project_day(work)].append(work)
    days.pop(None, None)
    for works in days.values():
        yield from _held_together(works) if len(works) > terms(works[0])["max_people"] else ()


def _held_together(rows: list[Work]) -> list[list[Work]]:
    """Meetings of one project and day; a row joins the first whose text is like its own or whose time it shares."""
    meetings: list[list[Work]] = []
    signed: dict[object, list[Work]] = {}
    for work in rows:
        signs = [normal(work.entry.description), *filter(None, [work.entry.start])]
        meeting = next((signed[sign] for sign in signs if sign in signed), None) or _joined(meetings, work)
        if meeting is None:
            meetings.append(meeting := [])
        meeting.append(work)
        for sign in signs:
            signed.setdefault(sign, meeting)
    return meetings


def _joined(meetings: list[list[Work]], work: Work) -> list[Work] | None:
    """The meeting that a row with words and a start of its own belongs to all the same."""
    near = (one for one in meetings[-NEIGHBOURS:] if any(_at_once(own.entry, work.entry) or _like(own.entry, work.entry)
                                                         for own in one[-NEIGHBOURS:]))  # fmt: skip
    return next(near, None)


def _at_once(one: Entry, other: Entry) -> bool:
    """Whether two rows share clock time."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start < other.end and other.start < one.end


def _like(one: Entry, other: Entry) -> bool:
    """Whether one text says all the words of the other, and the same numbers: a weekly sync, the weekly sync call."""
    few, many = sorted((set(words(one.description)), set(words(other.description))), key=len)
    return len(few) > 1 and few <= many and not any(word.isdigit() for word in many - few)
