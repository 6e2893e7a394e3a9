"""Settings, read once from the environment and refused early, each with a sentence that says what to set."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from service.faults import SettingFault
from service.postage import Postage
from service.words import ENGLISH, languages

GOOGLE_SHEETS = "https://sheets.googleapis.com"
GOOGLE_CERTIFICATES = "https://www.googleapis.com/oauth2/v1/certs"
INTUIT_API = "https://quickbooks.api.intuit.com/v3"
INTUIT_APP = "https://app.qbo.intuit.com/app"
INTUIT_DISCOVERY = "https://developer.intuit.com/.well-known/openid_configuration/"
HARVEST = "https://api.harvestapp.com/v2"
CLOCKIFY = "https://api.clockify.me/api/v1"
OFFLINE_MODELS = ("words", "meaning")
RUNNERS = ("inline", "dbos")
BACKENDS = ("anthropic", "google_cloud", "vertex", "off")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
LONGEST_WAIT = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the service is told from outside."""

    sheets_url: str = GOOGLE_SHEETS
    certificates_url: str = GOOGLE_CERTIFICATES
    addon_client_ids: tuple[str, ...] = ()
    """Audiences that an add-on's identity token may be made for."""
    addon_domains: tuple[str, ...] = ()
    """Google Workspace domains whose people count; without any, the lists in agency.yaml alone decide."""
    sows: Path = Path("sows")
    database_url: str = "sqlite:///tickmark.db"
    migrates: bool = True
    """Whether a start brings the tables up to date; where its role may not, `python -m service migrate` has to."""
    runner: str = "inline"
    """Who carries work: inline (the process that hears of it) or dbos (a queue that several processes share)."""
    revision: str = ""
    """The release that runs here, as Cloud Run calls it."""
    heartbeat: int = 10
    """Seconds between two signs of life of a process that carries work."""
    heartbeat_lost: int = 60
    """Seconds without one after which its work is given to another."""
    claude_backend: str = "off"
    claude_url: str = ""
    claude_key: str = field(default="", repr=False)
    claude_model: str = ""
    """Blank takes the model the code was measured with."""
    claude_workspace: str = ""
    """Of the google_cloud backend only."""
    claude_region: str = "global"
    """Of the vertex backend only."""
    offline_model: str = "words"
    """What guesses categories that Claude has not read: words, or meaning as well, which takes a package of its own."""
    claude_limit: Decimal = Decimal(10)
    """US dollars that reading may cost in a month."""
    quickbooks_url: str = INTUIT_API
    quickbooks_app_url: str = INTUIT_APP
    quickbooks_discovery_url: str = INTUIT_DISCOVERY
    quickbooks_client_id: str = ""
    quickbooks_client_secret: str = field(default="", repr=False)
    quickbooks_draft: str = "Invoice"
    """Invoice (open, not sent) or Estimate (pending, nothing is posted)."""
    quickbooks_webhook_tokens: tuple[str, ...] = field(default=(), repr=False)
    """Intuit's verifier token, and while it changes both of them; without any, no webhook is listened to."""
    token_key: str = field(default="", repr=False)
    """The key that seals QuickBooks' tokens at rest."""
    connect_key: str = field(default="", repr=False)
    """Opens the QuickBooks pages to a visitor from outside (?key=…); without it only this machine may see them."""
    metrics_key: str = field(default="", repr=False)
    """Opens /metrics to Prometheus; without it nothing is counted."""
    otlp_url: str = ""
    """The collector that traces and figures are sent to; without it nothing is traced."""
    harvest_url: str = HARVEST
    harvest_token: str = field(default="", repr=False)
    harvest_account: str = ""
    clockify_url: str = CLOCKIFY
    clockify_token: str = field(default="", repr=False)
    clockify_workspace: str = ""
    clockify_webhook_tokens: tuple[str, ...] = field(default=(), repr=False)
    """One for each webhook, as Clockify shows them; without any, no webhook is listened to."""
    clockify_sheet: str = ""
    """The address of the spreadsheet into which webhooks bring their entries."""
    postage: Postage = Postage()
    language: str = ENGLISH
    """What our tabs, notes and toasts are written in: the name of a file in sheets_schema/words."""
    service_url: str = "http://127.0.0.1:8080"
    tasks_caller: str = ""
    """The account whose knocks at /tasks count; without it only this machine's do."""
    today: date | None = None
    """The day to work as if it were, for demonstrations and tests; None takes the clock's."""
    answer_within: int = LONGEST_WAIT
    """Seconds that the add-on may be kept waiting for texts to be described."""

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """The settings in an environment. Raises SettingFault for the first that is wrong."""
        env = os.environ if environment is None else environment
        key = env.get("ANTHROPIC_API_KEY", "")
        settings = cls(
            sheets_url=_address(env, "SHEETS_URL", GOOGLE_SHEETS),
            certificates_url=_address(env, "GOOGLE_CERTS_URL", GOOGLE_CERTIFICATES),
            addon_client_ids=_several(env, "ADDON_CLIENT_IDS"),
            addon_domains=_several(env, "ADDON_DOMAINS"),
            sows=Path(env.get("SOWS_DIR", "sows")),
            database_url=env.get("DATABASE_URL", "sqlite:///tickmark.db"),
            claude_backend=_one_of(env, "CLAUDE_BACKEND", BACKENDS, "anthropic" if key else "off"),
            claude_url=_address(env, "CLAUDE_URL", ""),
            claude_key=key,
            claude_model=env.get("CLAUDE_SMALL_MODEL", ""),
            claude_workspace=env.get("CLAUDE_WORKSPACE", ""),
            claude_region=env.get("CLAUDE_REGION", "global"),
            language=_one_of(env, "TICKMARK_LANGUAGE", languages(), ENGLISH),
            offline_model=_one_of(env, "OFFLINE_MODEL", OFFLINE_MODELS, "words"),
            claude_limit=_money(env, "CLAUDE_MONTHLY_LIMIT", Decimal(10)),
            quickbooks_url=_address(env, "QUICKBOOKS_URL", INTUIT_API),
            quickbooks_app_url=_address(env, "QUICKBOOKS_APP_URL", INTUIT_APP),
            quickbooks_discovery_url=_address(env, "QUICKBOOKS_DISCOVERY_URL", INTUIT_DISCOVERY),
            quickbooks_client_id=env.get("QUICKBOOKS_CLIENT_ID", ""),
            quickbooks_client_secret=env.get("QUICKBOOKS_CLIENT_SECRET", ""),
            quickbooks_draft=_one_of(env, "QUICKBOOKS_DRAFT", ("Invoice", "Estimate"), "Invoice"),
            quickbooks_webhook_tokens=_several(env, "QUICKBOOKS_WEBHOOK_TOKEN"),
            token_key=env.get("QUICKBOOKS_TOKEN_KEY", ""),
            metrics_key=env.get("METRICS_KEY", ""),
            otlp_url=_address(env, "OTEL_EXPORTER_OTLP_ENDPOINT", ""),
            connect_key=env.get("CONNECT_KEY", ""),
            tasks_caller=env.get("TASKS_CALLER", "").casefold(),
            service_url=_address(env, "SERVICE_URL", "http://127.0.0.1:8080"),
            today=_day(env, "TODAY"),
            answer_within=_whole(env, "ANSWER_WITHIN_SECONDS", LONGEST_WAIT),
            postage=Postage.read(env),
            **_carrier(env),
            **_trackers(env),
        )
        settings.refuse_contradictions(on_cloud_run="K_SERVICE" in env)
        return settings

    def refuse_contradictions(self, *, on_cloud_run: bool) -> None:
        """Raise SettingFault where settings cannot hold together."""
        if self.claude_backend == "anthropic" and not self.claude_key:
            raise SettingFault("ANTHROPIC_API_KEY is missing: set it, or set CLAUDE_BACKEND=off to do without Claude.")
        if self.claude_backend == "google_cloud" and not (self.claude_workspace or self.claude_url):
            raise SettingFault("CLAUDE_WORKSPACE is missing: set it to the id of your Claude workspace.")
        if self.runner == "dbos" and self.database_url in ("sqlite://", "sqlite:///:memory:"):
            raise SettingFault("RUNNER is 'dbos' and DATABASE_URL names no file: set RUNNER=inline, or name a file.")
        if self.heartbeat_lost <= 2 * self.heartbeat:
            raise SettingFault(
                f"HEARTBEAT_LOST_SECONDS is {self.heartbeat_lost}: set it to more than twice HEARTBEAT_SECONDS,"
                f" which is {self.heartbeat}."
            )
        if on_cloud_run and self.database_url.startswith("sqlite"):
            raise SettingFault(
                "DATABASE_URL names a SQLite file, and Cloud Run forgets files: set it to a PostgreSQL address."
            )

    def for_serving(self) -> "Settings":
        """These settings, fit for answering requests from outside. Raises SettingFault for what is missing."""
        needed = {
            "ADDON_CLIENT_IDS": (self.addon_client_ids, "the OAuth client id of the Apps Script project"),
            "QUICKBOOKS_CLIENT_ID": (self.quickbooks_client_id, "the client id of your Intuit app"),
            "QUICKBOOKS_CLIENT_SECRET": (self.quickbooks_client_secret, "the client secret of your Intuit app"),
            "QUICKBOOKS_TOKEN_KEY": (self.token_key, "a key made with `python -m service key`"),
        }
        for name, (value, what) in needed.items():
            if not value:
                raise SettingFault(f"{name} is missing: set it to {what}.")
        return self


def _is_safe(address: str) -> bool:
    """Whether secrets may travel there: over https, or without leaving this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _address(env: Mapping[str, str], name: str, default: str) -> str:
    text = env.get(name, default).rstrip("/") if name != "QUICKBOOKS_DISCOVERY_URL" else env.get(name, default)
    if text and not _is_safe(text):
        raise SettingFault(f"{name} is {text!r}: set it to an address that begins with https://.")
    return text


def _carrier(env: Mapping[str, str]) -> dict[str, Any]:
    """Who carries work, and how a process that died is told from one that lives."""
    shared = env.get("DATABASE_URL", "").startswith("postgres")
    return {
        "migrates": _one_of(env, "MIGRATE_AT_START", ("yes", "no"), "yes") == "yes",
        "runner": _one_of(env, "RUNNER", RUNNERS, "dbos" if shared else "inline"),
        "revision": env.get("K_REVISION", ""),
        "heartbeat": _whole(env, "HEARTBEAT_SECONDS", 10),
        "heartbeat_lost": _whole(env, "HEARTBEAT_LOST_SECONDS", 60),
    }


def _trackers(env: Mapping[str, str]) -> dict[str, Any]:
    """What the time trackers take."""
    return {
        "harvest_url": _address(env, "HARVEST_URL", HARVEST),
        "harvest_token": env.get("HARVEST_TOKEN", ""),
        "harvest_account": env.get("HARVEST_ACCOUNT_ID", ""),
        "clockify_url": _address(env, "CLOCKIFY_URL", CLOCKIFY),
        "clockify_token": env.get("CLOCKIFY_TOKEN", ""),
        "clockify_workspace": env.get("CLOCKIFY_WORKSPACE", ""),
        "clockify_webhook_tokens": _several(env, "CLOCKIFY_WEBHOOK_TOKENS"),
        "clockify_sheet": env.get("CLOCKIFY_SHEET", ""),
    }


def _several(env: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in env.get(name, "").split(",") if one.strip())


def _one_of(env: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str) -> str:
    text = env.get(name) or default
    if text not in allowed:
        raise SettingFault(f"{name} is {text!r}: set it to {', '.join(allowed[:-1])} or {allowed[-1]}.")
    return text


def _day(env: Mapping[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(env[name]) if env.get(name) else None
    except ValueError:
        raise SettingFault(f"{name} is {env[name]!r}: set it to a day such as 2026-11-02, or leave it out.") from None


def _whole(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, str(default))
    if not text.isdecimal():
        raise SettingFault(f"{name} is {text!r}: set it to a whole number of seconds.")
    return int(text)


def _money(env: Mapping[str, str], name: str, default: Decimal) -> Decimal:
    try:
        money = Decimal(env.get(name) or default)
    except InvalidOperation:
        money = Decimal(-1)
    if not (money.is_finite() and money >= 0):
        raise SettingFault(f"{name} is {env[name]!r}: set it to an amount in US dollars such as 10 or 2.50.")
    return money
