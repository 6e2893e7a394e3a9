"""Bodies as they travel: JSON whose numbers keep every digit."""

import json
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

import flask

from sandbox.quickbooks import clock

Body = dict[str, Any]
CENT = Decimal("0.01")
EXACT = Context(prec=100, rounding=ROUND_HALF_UP)


def cents(amount: Decimal) -> Decimal:
    """An amount to the cent, half up, which is how QuickBooks rounds."""
    return EXACT.quantize(amount, CENT)


def product(price: Decimal, quantity: Decimal) -> Decimal:
    """Price times quantity to the cent, with no digit lost before it is rounded."""
    return cents(EXACT.multiply(price, quantity))


def load(text: str) -> Any:
    """JSON with exact decimals."""
    return json.loads(text, parse_float=Decimal)


def plain(number: object) -> int | float:
    """A decimal as a JSON number without trailing zeros."""
    if not isinstance(number, Decimal):
        raise TypeError(f"{type(number).__name__} has no place in a body")
    return int(number) if number == number.to_integral_value() else float(number)


def dump(body: object) -> str:
    """The JSON text of a body."""
    return json.dumps(body, default=plain, ensure_ascii=False, separators=(",", ":"))


def answer(body: object, status: int = 200) -> flask.Response:
    """An HTTP answer that carries a body as JSON."""
    return flask.Response(dump(body), status=status, content_type="application/json;charset=UTF-8")


def timed(body: Body) -> Body:
    """A body with the server's time beside it."""
    return {**body, "time": clock.stamp()}
