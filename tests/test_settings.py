"""Settings are read once, and what cannot work is refused with the name of the variable and what to set."""

import pytest

from service.faults import SettingFault
from service.settings import Settings

FULL = {
    "ADDON_CLIENT_IDS": "a.apps.example, b.apps.example",
    "QUICKBOOKS_CLIENT_ID": "id",
    "QUICKBOOKS_CLIENT_SECRET": "secret",
    "QUICKBOOKS_TOKEN_KEY": "key",
}


def test_nothing_set_is_enough_for_a_file_without_claude() -> None:
    settings = Settings.read({})
    assert (settings.claude_backend, settings.sheets_url) == ("off", "https://sheets.googleapis.com")


def test_a_key_switches_claude_on() -> None:
    assert Settings.read({"ANTHROPIC_API_KEY": "k"}).claude_backend == "anthropic"


@pytest.mark.parametrize(("database", "runner"), [("postgresql://db/t", "dbos"), ("sqlite:///t.db", "inline")])
def test_processes_that_share_a_database_share_a_queue(database: str, runner: str) -> None:
    assert Settings.read({"DATABASE_URL": database}).runner == runner


def test_audiences_are_a_list() -> None:
    assert Settings.read(FULL).for_serving().addon_client_ids == ("a.apps.example", "b.apps.example")


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"CLAUDE_BACKEND": "anthropic"}, "ANTHROPIC_API_KEY is missing"),
        ({"CLAUDE_BACKEND": "robot"}, "CLAUDE_BACKEND is 'robot': set it to anthropic, google_cloud, vertex or off."),
        ({"CLAUDE_BACKEND": "google_cloud"}, "CLAUDE_WORKSPACE is missing"),
        ({"SMTP_URL": "https://mail.example"}, "SMTP_URL is no address of a mail server"),
        ({"SMTP_URL": "smtp://mail.example:port"}, "SMTP_URL is no address of a mail server"),
        ({"DIGEST_FROM": "Tickmark"}, "DIGEST_FROM is 'Tickmark': set it to a mail address."),
        ({"DIGEST_TO": "a@b.example, nobody"}, "DIGEST_TO is 'nobody': set it to a mail address."),
        ({"CLAUDE_MONTHLY_LIMIT": "ten"}, "CLAUDE_MONTHLY_LIMIT is 'ten': set it to an amount in US dollars"),
        ({"CLAUDE_MONTHLY_LIMIT": "-1"}, "CLAUDE_MONTHLY_LIMIT is '-1'"),
        ({"CLAUDE_MONTHLY_LIMIT": "NaN"}, "CLAUDE_MONTHLY_LIMIT is 'NaN'"),
        ({"SHEETS_URL": "http://sheets.example"}, "SHEETS_URL is 'http://sheets.example'"),
        ({"SHEETS_URL": "http://127.0.0.1.evil.example"}, "SHEETS_URL is"),
        ({"QUICKBOOKS_DRAFT": "draft"}, "QUICKBOOKS_DRAFT is 'draft': set it to Invoice or Estimate."),
        ({"ANSWER_WITHIN_SECONDS": "soon"}, "ANSWER_WITHIN_SECONDS is 'soon'"),
        ({"TODAY": "2026-13-01"}, "TODAY is '2026-13-01'"),
        ({"RUNNER": "cron"}, "RUNNER is 'cron': set it to inline or dbos."),
        ({"RUNNER": "dbos", "DATABASE_URL": "sqlite://"}, "DATABASE_URL names no file"),
        ({"HEARTBEAT_SECONDS": "30"}, "HEARTBEAT_LOST_SECONDS is 60: set it to more than twice"),
        ({"MIGRATE_AT_START": "never"}, "MIGRATE_AT_START is 'never': set it to yes or no."),
        ({"K_SERVICE": "tickmark", "DATABASE_URL": "sqlite:///t.db"}, "Cloud Run forgets files"),
    ],
)
def test_what_cannot_work_is_refused_early(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingFault, match=r"\.$") as refused:
        Settings.read(environment)
    assert sentence in str(refused.value)


@pytest.mark.parametrize("name", FULL)
def test_a_service_does_not_start_without(name: str) -> None:
    with pytest.raises(SettingFault, match=f"^{name} is missing: set it to "):
        Settings.read({key: value for key, value in FULL.items() if key != name}).for_serving()


def test_no_secret_shows_in_a_printed_setting() -> None:
    shown = repr(Settings.read({**FULL, "ANTHROPIC_API_KEY": "sk-very", "CONNECT_KEY": "open"}))
    assert not any(secret in shown for secret in ("'secret'", "sk-very", "'open'", "token_key"))
