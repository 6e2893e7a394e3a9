"""What the schema finds wrong, as sentences: what stands there and what to do."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from service.adapters.sows.fitting import is_day
from service.adapters.sows.shape import Schema, Steps, resolved, schema
from service.domain.terms.agency import nearest

LIKE_ENOUGH = Decimal("0.6")
MANY = 12
"""More keys than this are no help in a sentence."""
_formats = FormatChecker(formats=())


@_formats.checks("date")
def _is_day(text: object) -> bool:
    return not isinstance(text, str) or is_day(text)


def _is_number(_checker: object, value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


@cache
def _validator() -> Any:
    """The standard validator, to which a Decimal is a number."""
    numbers = Draft202012Validator.TYPE_CHECKER.redefine("number", _is_number)
    return extend(Draft202012Validator, type_checker=numbers)  # type: ignore[no-untyped-call]  # its stubs say nothing


class _Refusal(NamedTuple):
    """One value that the schema refuses: the keyword it broke, what that asks for, and where."""

    keyword: str
    asked: Any
    value: Any
    where: Schema
    steps: Steps

    @property
    def name(self) -> str:
        """The key the value stands under."""
        keys = [step for step in self.steps if isinstance(step, str)]
        if not keys:
            return "the file"
        return keys[-1] if isinstance(self.steps[-1], str) else f"one of {keys[-1]}"


def broken(values: Any, wanted: Schema) -> Iterator[tuple[Steps, str]]:
    """Everything in `values` that the schema refuses: where, and the sentence."""
    validator = _validator()({**wanted, "$defs": schema()["$defs"]}, format_checker=_formats)
    for error in validator.iter_errors(values):
        yield from _sentences(error)


def _sentences(error: ValidationError) -> Iterator[tuple[Steps, str]]:
    where = error.schema if isinstance(error.schema, Mapping) else {}
    refusal = _Refusal(str(error.validator), error.validator_value, error.instance, where, tuple(error.absolute_path))
    if refusal.keyword == "anyOf":
        yield from _of_the_branch_meant(error, refusal)
    elif refusal.keyword == "additionalProperties":
        for key in (key for key in refusal.value if key not in where["properties"]):
            yield (*refusal.steps, key), _unknown_key(key, where)
    elif refusal.keyword == "required":
        # One error stands for one key; the message is the only place that says which.
        lacking = [key for key in refusal.asked if key not in refusal.value and error.message.startswith(repr(key))]
        yield refusal.steps, _missing(lacking[0], refusal)
    else:
        yield refusal.steps, _SPEAKERS.get(refusal.keyword, _unfit)(refusal)


def _of_the_branch_meant(error: ValidationError, refusal: _Refusal) -> Iterator[tuple[Steps, str]]:
    """A value may be a word or a mapping: speak only of the kind that was tried."""
    parts = list(error.context or ())
    if isinstance(refusal.value, Mapping):
        meant = [part for part in parts if part.relative_path or part.validator not in {"enum", "type"}]
    else:
        meant = [part for part in parts if part.validator == "enum" and isinstance(refusal.value, str)]
    for part in meant:
        yield from _sentences(part)
    if not meant:
        yield refusal.steps, _unfit(refusal)


def _unknown_key(key: str, where: Schema) -> str:
    later = where.get("x-later", ())
    if key in later:
        return f"{key} is not understood yet; take it out and see to these terms by hand"
    close = nearest(key, [*where["properties"], *later], LIKE_ENOUGH)
    many = len(where["properties"]) > MANY
    known = "sows/README.md tells what may stand here" if many else _may_stand(where["properties"])
    perhaps = f"perhaps {close} is meant" if close else known
    return f"{key} is not known here; {perhaps}"


def _may_stand(keys: Iterable[str]) -> str:
    return f"what may stand here is {_either(keys)}"


def _missing(key: str, refusal: _Refusal) -> str:
    example = _example(resolved(refusal.where["properties"][key]))
    return f"{refusal.name} lacks {key}; add it" + (f", for example {key}: {example}" if example else "")


def _choice(refusal: _Refusal) -> str:
    text, allowed = shown(refusal.value), _either(refusal.asked)
    if refusal.value in refusal.where.get("x-later", ()):
        return f"{refusal.name} is {text}, which is not understood yet; what may stand here is {allowed}"
    close = nearest(text, refusal.asked, LIKE_ENOUGH)
    return f"{refusal.name} is {text}; " + (f"perhaps {close} is meant" if close else f"write {allowed}")


def _too_many(refusal: _Refusal) -> str:
    many = f"{refusal.name} has {len(refusal.value)} entries"
    return f"{many}; more than {refusal.asked} is not understood yet, so keep the one that counts"


def _unfit(refusal: _Refusal) -> str:
    example, meaning = _example(refusal.where), str(refusal.where.get("description", "")).rstrip(".")
    hint = f"write for example {example}" if example else "see what it asks for"
    if isinstance(refusal.value, str) and re.fullmatch(r"[\d.]*,\d+", refusal.value):
        hint = "write the decimals after a point, not after a comma"
    return f"{refusal.name} is {shown(refusal.value)}; {hint}" + (f" ({meaning})" if meaning else "")


_SPEAKERS: Mapping[str, Callable[[_Refusal], str]] = {"enum": _choice, "maxItems": _too_many}


def shown(value: object) -> str:
    """A value as a sentence quotes it."""
    if value is None or value == "":
        return "blank"
    if isinstance(value, Mapping):
        return "a mapping" if value else "an empty mapping"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _example(where: Schema) -> str:
    return str(next(iter(where.get("examples", ())), ""))


def _either(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else str(last)
