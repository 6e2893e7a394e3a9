"""What the cells of a drawn timesheet mean, beside those of an entry."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

from service.domain.category import Category
from service.domain.hours.approval import Approval, Billed
from service.domain.hours.description import Description
from service.domain.period import Period
from service.domain.terms.waiver import Waiver

NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)


def waived(row: dict[str, str]) -> Waiver:
    """A waiver from a cell: the check, and the last of its days; it is for the row's person."""
    check, _, until = row["waived"].partition(" until ")
    days = Period(date(2026, 9, 1), date.fromisoformat(until))
    return Waiver(check, days, "owen@row.example", "Launch week", until, person=row["person"].lower())


def about(key: str, row: dict[str, str], gone: dict[str, Billed]) -> str:
    """What the finding of a row is about: the row, the invoice that has lost it, or the waiver that stands in it."""
    if row.get("waived"):
        return f"waiver of {row['waived'].split()[0]}, {row['waived'].split()[-1]}"
    return gone[key].invoice if key in gone else key


def described(row: dict[str, str]) -> Description:
    """What a `said` cell means: a category with its confidence, flags, and lists after an equals sign."""
    said = row["said"]
    category = re.search(r"\b([A-Z]{2,3}) (\d\.\d+)(?:/([A-Z]{2,3}))?", said)
    listed = {key: tuple(value.split("/")) for key, value in re.findall(r"(\w+)=([^=]+?)(?= \w+=|$)", said)}
    return Description(
        Category[category[1]] if category else Category.DEV,
        float(category[2]) if category else 0.9,
        Category[category[3]] if category and category[3] else None,
        specific="vague" not in said,
        tasks=listed.get("tasks", ()),
        durations=listed.get("durations", ()),
        admin="admin" in said,
        project_hint=listed.get("project", ("",))[0],
        project_margin=float(listed.get("margin", ("1",))[0]),
        other_client=listed.get("client", ("",))[0],
        instruction_like="orders" in said,
        rework="rework" in said,
        sensitive="sensitive" in said,
        scope_hint=listed.get("scope", ("",))[0],
        quote=listed.get("quote", ("",))[0],
    )


def approval(row_id: str, content: str, row: dict[str, str]) -> Approval | None:
    """An approval from an `approved by` cell; hours behind the name are those that were approved."""
    who, _, hours = row.get("approved by", "").partition(" ")
    return Approval(row_id, f"{content}{hours}", who, "tick", NOW) if who else None


def invoiced(row_id: str, content: str, row: dict[str, str]) -> Billed | None:
    """A billed row from a `billed` cell: invoice number, and the hours that were billed where they differ."""
    number, _, hours = row.get("billed", "").partition(":")
    if not number:
        return None
    return Billed(row_id, f"{content}{hours}", "PF-003", Decimal(hours or row["hours"]), Decimal(100), "done", number)
