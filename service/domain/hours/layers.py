"""Whose word on a rule reaches a row: the agency's, its client's, its SOW's, its project's."""

from collections.abc import Iterator

from service.domain.hours.timesheet import Facts, Work
from service.domain.terms.agency import Agency
from service.domain.terms.check import Layer
from service.domain.terms.waiver import Waiver


def layers_of(work: Work, agency: Agency) -> tuple[Layer, ...]:
    """The layers that may speak about a row, widest first."""
    layers = [agency.layer]
    layers += [part.layer for part in (work.client, work.sow, work.project) if part is not None]
    return tuple(layers)


def waivers_of(work: Work, agency: Agency) -> list[Waiver]:
    """The waivers that fit a row; nobody waives anything on their own rows."""
    waivers = [waiver for layer in layers_of(work, agency) for waiver in layer.waivers]
    if not waivers:
        return waivers
    person, project, sow = (part.id if part else "" for part in (work.person, work.project, work.sow))
    own = {email.casefold() for email in work.person.emails} if work.person else set[str]()
    return [
        waiver
        for waiver in waivers
        if waiver.fits(work.entry.date, work.id, person, project, work.line, sow) and waiver.by.casefold() not in own
    ]


def layers_in(facts: Facts) -> Iterator[Layer]:
    """Every layer that may speak about any row."""
    yield facts.agency.layer
    for client in facts.agency.clients:
        yield client.layer
        yield from (project.layer for project in client.projects)
    yield from (sow.layer for sow in facts.sows)
