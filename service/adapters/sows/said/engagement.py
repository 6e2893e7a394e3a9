"""What the first pages say: who, from when to when, what is to be done and by whom."""

from collections.abc import Iterator

from service.adapters.sows.said.limits import passed, told
from service.adapters.sows.said.words import Names, closed, count, day_of, hours_of, listed, span
from service.domain.terms.cap import Cap
from service.domain.terms.sow import ScopeLine, Signature

STATUSES = {
    "draft": "It is a draft: nothing is billed under it yet.",
    "suspended": "It is suspended: nothing is billed under it for now.",
    "ended": "It has ended: nothing is billed under it any more.",
}


def engagement(names: Names) -> Iterator[str]:
    """The parties, the term, the projects."""
    sow = names.sow
    under = f" under the agreement {sow.agreement}" if sow.agreement else ""
    yield f"{sow.id}, {sow.title}, is for {names.client()}{under} and runs {span(sow.days)}."
    if sow.status in STATUSES:
        yield STATUSES[sow.status]
    yield f"It covers {names.projects(sow.projects) or f'everything that is done for {names.client()}'}."
    if sow.priority:
        yield f"Where another SOW covers the same work, the higher priority holds; this one's is {sow.priority}."
    if sow.timezone:
        yield f"Its days begin by the clock of {sow.timezone}."
    if sow.renewal:
        yield f"At its end: {sow.renewal}."


def signed(names: Names) -> Iterator[str]:
    """Who signed the paper, and when."""
    if names.sow.signed is not None:
        yield f"It was signed{signature(names.sow.signed)}."


def signature(signed: Signature) -> str:
    """On which day, and by whom."""
    return (f" on {day_of(signed.at)}" if signed.at else "") + (f" by {signed.by.rstrip('.')}" if signed.by else "")


def scope(names: Names) -> Iterator[str]:
    """What is to be done, what not, on which lines and by whom."""
    said = names.sow.scope
    if said.text:
        yield f"The work: {said.text.rstrip('.')}."
    if said.deliverables:
        yield f"Handed over are: {listed(said.deliverables)}."
    if said.exclusions:
        yield f"Not part of it: {listed(said.exclusions)}."
    if said.warranty_days:
        yield f"For {count(said.warranty_days, 'day')} after handing over, defects are put right for nothing."
    for line in names.sow.lines:
        yield from _line(names, line)
    if names.sow.team:
        team = listed(names.person(one) for one in sorted(names.sow.team))
        yield f"The work is done by {team}."
    if names.sow.key_people:
        yield f"The client counts on {listed(names.person(one) for one in sorted(names.sow.key_people))} by name."


def _line(names: Names, line: ScopeLine) -> Iterator[str]:
    cap = next((cap for cap in names.sow.caps if cap.scope == "line" and cap.id == line.id), None)
    name = names.line(line.id)
    if cap is None:
        yield f"The line {name} has no limit of its own."
    elif not line.hours:
        yield closed(f"The line {name} is the client's own: nothing on it is billed", cap.clause)
    else:
        yield _planned(cap, name)
        yield from told(names, cap)
    if line.default:
        yield f"Hours that name no line go to {name}."


def _planned(cap: Cap, name: str) -> str:
    if cap.kind == "estimate":
        return closed(f"The line {name} is planned at {hours_of(cap.limit)}; more is billed, and said", cap.clause)
    return closed(f"The line {name} may come to {hours_of(cap.limit)}; {passed(cap)}", cap.clause)
