"""Public holidays by the letters of a country, and the agency's own days off."""

from datetime import date

from service.adapters.sows.page import Page
from service.domain.period import Period

YEARS_AHEAD = 10
"""How far the calendar of a SOW without a last day goes."""
AGENCY = "agency"


def holidays_of(page: Page, calendar: str, term: Period, *where: str | int) -> frozenset[date]:
    """The public holidays of a calendar (us, de-by) in the years of a term; a wrong name is noted on the page."""
    import holidays  # a large package, needed by few SOWs

    country, _, state = calendar.upper().partition("-")
    first = (term.first or date(2000, 1, 1)).year
    last = (term.last or date(first + YEARS_AHEAD, 12, 31)).year
    try:
        days = holidays.country_holidays(country, subdiv=state or None, years=range(first, last + 1))
    except NotImplementedError:
        page.say(f"there is no calendar {calendar}; write the letters of a country, or agency", *where)
        return frozenset()
    return frozenset(days)


def own(page: Page) -> frozenset[date]:
    """The agency's own days off, from the calendar and the list of its file."""
    listed = frozenset(date.fromisoformat(day) for _, day in page.each("holidays", "dates"))
    calendar = page.at("holidays", "calendar")
    if calendar is None:
        return listed
    if calendar == AGENCY:
        page.say("calendar is agency, which is what this is; write the letters of a country", "holidays", "calendar")
        return listed
    years = Period(date(2020, 1, 1), date(2040, 12, 31))
    return listed | holidays_of(page, calendar, years, "holidays", "calendar")
