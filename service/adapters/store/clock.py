"""The database's clock: leases that several processes share must be told by one clock."""

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class epoch(FunctionElement[int]):  # noqa: N801 - reads like the functions of SQL beside it
    """Whole seconds since 1970, as the database counts them at the moment of the statement."""

    type = BigInteger()
    inherit_cache = True
    name = "epoch"


@compiles(epoch)
def _standard(*_: Any, **__: Any) -> str:
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS BIGINT)"


@compiles(epoch, "sqlite")
def _sqlite(*_: Any, **__: Any) -> str:
    return "CAST(strftime('%s', 'now') AS INTEGER)"
