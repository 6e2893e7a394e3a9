"""How a model stands with Claude's API: known, in service, and able to do what we ask of it."""

from service.adapters.claude.settings import ClaudeSettings
from service.faults import SettingFault

CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 10.0


def standing(settings: ClaudeSettings, model: str) -> str:
    """A sentence on a model that can be used. Raises SettingFault, saying what to set, for any other."""
    from anthropic import Anthropic, APIError, AuthenticationError, NotFoundError, PermissionDeniedError, Timeout

    wait = Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS)
    client = Anthropic(api_key=settings.key, base_url=settings.url or None, max_retries=1, timeout=wait)
    try:
        found = client.models.retrieve(model)
    except (AuthenticationError, PermissionDeniedError) as problem:
        raise SettingFault("Claude refuses the key: set ANTHROPIC_API_KEY to one that is in force.") from problem
    except NotFoundError as problem:
        raise SettingFault(f"Claude knows no model {model}: set CLAUDE_SMALL_MODEL to one that it offers.") from problem
    except APIError as problem:
        told = getattr(problem, "status_code", None) or "no answer"
        raise SettingFault(f"Claude cannot be asked about its models just now ({told}): try again later.") from problem
    finally:
        client.close()
    lifecycle = str(getattr(found, "lifecycle", None) or "active")
    if lifecycle == "retired":
        raise SettingFault(f"The model {model} is out of service: set CLAUDE_SMALL_MODEL to another.")
    ends = getattr(found, "retires_at", None)
    return f"{model} is {lifecycle}{f' and stays until {ends:%Y-%m-%d}' if ends else ''}."
