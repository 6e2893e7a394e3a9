"""What can be set about a company: its settings, its country, and how strict the service is with it."""

from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(slots=True)
class Webhook:
    """Where changes are told, signed with which token and in which format."""

    url: str = ""
    verifier_token: str = "verify_me"
    format: str = "cloudevents"


@dataclass(slots=True)
class Switches:
    """Every switch of a company, at its usual position."""

    country: str = "US"
    home_currency: str = "USD"
    multi_currency: bool = False
    exchange_rates: dict[str, str] = field(
        default_factory=lambda: {"EUR": "1.08", "GBP": "1.27", "CAD": "0.73", "USD": "1"}
    )
    using_sales_tax: bool = True
    automated_tax: bool = False
    off_by: str = "0"
    custom_txn_numbers: bool = False
    warn_duplicate_number: bool = False
    pay_online: bool = False
    auto_apply_credit: bool = False
    auto_apply_payments: bool = False
    default_terms: str = "2"
    book_close_date: str = ""
    subscription_ended: bool = False
    not_an_admin: bool = False
    class_tracking_line: bool = True
    class_tracking_txn: bool = False
    track_departments: bool = True
    allow_estimates: bool = True
    french: bool = False
    quota: int = 500
    batch_quota: int = 40
    remember_requestids: bool = True
    repeated_requestid: str = "answered"
    replay_faults: bool = False
    visible_after: float = 0.0
    clock_ahead: float = 0.0
    faults_in_queries: int = 0
    rotate_refresh_token: bool = True
    old_refresh_token: str = "dies"
    access_token_seconds: int = 3600
    webhook: Webhook = field(default_factory=Webhook)

    def set(self, name: str, value: Any) -> None:
        """Turn one switch; a name that is none, or a value of another kind, is a ValueError."""
        if name not in {one.name for one in fields(self)}:
            raise ValueError(f"there is no switch {name!r}; there are {', '.join(one.name for one in fields(self))}")
        before = getattr(self, name)
        if isinstance(before, Webhook):
            value = Webhook(**value)
        elif not fits(before, value):
            raise ValueError(f"{name} is {type(before).__name__}, not {value!r}")
        setattr(self, name, value)


def fits(before: object, value: object) -> bool:
    """Whether a value is of the kind a switch has; a whole number may stand for a float."""
    if isinstance(before, bool) or isinstance(value, bool):
        return type(before) is type(value)
    return isinstance(value, int | float) if isinstance(before, float) else isinstance(value, type(before))
