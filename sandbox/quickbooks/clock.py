"""What time it is for a company on the Pacific coast."""

from datetime import UTC, date, datetime, timedelta, timezone

PACIFIC = timezone(timedelta(hours=-8))


def now() -> datetime:
    """The present moment at the company's own clock."""
    return datetime.now(PACIFIC)


def today() -> str:
    """The company's day, as transactions write it."""
    return now().date().isoformat()


def moment(when: datetime) -> str:
    """A moment to the second, with its offset, as MetaData writes it."""
    return when.isoformat(timespec="seconds")


def stamp() -> str:
    """A moment to the millisecond, as the `time` of an answer writes it."""
    return now().isoformat(timespec="milliseconds")


def zulu(when: datetime) -> str:
    """A moment in UTC, as webhooks write it."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parsed(text: str) -> datetime | None:
    """The moment a text names, or None; a text without an offset is company time."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return when if when.tzinfo else when.replace(tzinfo=PACIFIC)


def days_later(day: str, days: int) -> str:
    """The ISO date that lies so many days after another."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
