"""The seven checks by the table libraries that people reach for: pandas in two ways, Polars, DuckDB."""

from __future__ import annotations

from typing import Any

from tests.bench import log as terms
from tests.bench.log import Log, Verdict

WORD = r"[a-z0-9]+"
RISEN = dict(zip(terms.ROLES, terms.RATES, strict=True))


def pandas_groups(log: Log) -> Verdict:
    """pandas with whole columns and groups."""
    import numpy as np
    import pandas as pd

    frame = pd.DataFrame(dict(zip(Log._fields, log, strict=True)))
    frame["at"] = np.arange(len(frame))
    frame = frame.sort_values("serial", kind="stable")
    frame["minutes"] = (frame["hours"] * 60).round().astype("int64")
    words = frame["text"].str.lower().str.findall(WORD)
    frame["said"] = words.str.join(" ")
    first = frame.groupby(["person", "serial", "client", "project", "minutes", "said"], sort=False)["at"].transform(
        "first"
    )
    twice, nowhere = (first != frame["at"]).to_numpy(), (frame["project"] == "").to_numpy()
    rates = np.array([RISEN[role] for role in terms.ROLES])
    turn = frame["role"].map({role: place for place, role in enumerate(terms.ROLES)}).to_numpy()
    counted = ~(twice | nowhere)
    frame["minutes counted"] = frame["minutes"].where(counted, 0)
    rate = rates[turn, (frame["serial"] >= terms.RISE).to_numpy().astype(int)]
    frame["cents"] = np.where(counted, (frame["minutes"].to_numpy() * rate + 30) // 60, 0)
    frame["week"] = (frame["serial"] + terms.EPOCH - 1) // 7
    frame["month"] = (np.datetime64("1899-12-30") + frame["serial"].to_numpy()).astype("datetime64[M]").astype(int)

    def past(keys: list[str], what: str, limit: int) -> Any:
        used = frame.groupby(keys, sort=False)[what].cumsum() - limit
        return np.clip(used.to_numpy(), 0, frame[what].to_numpy())

    over = [past(["client", "role", "week"], "minutes counted", terms.ROLE_WEEK),
            past(["client", "month"], "minutes counted", terms.CLIENT_MONTH),
            past(["client"], "cents", terms.CEILING)]  # fmt: skip
    marks = [(frame["minutes"] > terms.LONG).to_numpy(), nowhere, (words.str.len() < terms.WORDS).to_numpy(),
             *(one > 0 for one in over), twice]  # fmt: skip
    frame["flags"] = sum(mark.astype("int64") << bit for bit, mark in enumerate(marks))
    frame["role"], frame["client"], frame["ceiling"] = over
    frame["twin"] = np.where(twice, first, -1)
    back = frame.sort_values("at")
    return Verdict(*(back[name].tolist() for name in ("flags", "role", "client", "cents", "ceiling", "twin")))


def pandas_rows(log: Log) -> Verdict:
    """pandas as most scripts use it: a function applied to each row, with what was seen kept outside."""
    import pandas as pd

    frame = pd.DataFrame(dict(zip(Log._fields, log, strict=True)))
    frame["at"] = range(len(frame))
    frame["day"] = pd.to_datetime(frame["serial"], unit="D", origin="1899-12-30")
    frame = frame.sort_values("serial", kind="stable")
    seen: dict[Any, int] = {}
    used: dict[Any, int] = {}

    def past(key: Any, amount: int, limit: int) -> int:
        used[key] = used.get(key, 0) + amount
        return max(0, min(amount, used[key] - limit))

    def judge(row: Any) -> Any:
        minutes, words = round(row["hours"] * 60), pd.Series(row["text"].lower()).str.findall(WORD)[0]
        key = (row["person"], row["serial"], row["client"], row["project"], minutes, " ".join(words))
        twin = seen.setdefault(key, row["at"])
        stopped = twin != row["at"] or not row["project"]
        cents = 0 if stopped else (minutes * RISEN[row["role"]][row["serial"] >= terms.RISE] + 30) // 60
        counted = 0 if stopped else minutes
        week, month = (row["client"], row["role"], *row["day"].isocalendar()[:2]), (row["client"], row["day"].month)
        over = [past(week, counted, terms.ROLE_WEEK), past(month, counted, terms.CLIENT_MONTH),
                past(row["client"], cents, terms.CEILING)]  # fmt: skip
        marks = [
            minutes > terms.LONG,
            not row["project"],
            len(words) < terms.WORDS,
            *(one > 0 for one in over),
            twin != row["at"],
        ]
        flags = sum(mark << bit for bit, mark in enumerate(marks))
        return flags, over[0], over[1], cents, over[2], twin if twin != row["at"] else -1

    found = frame.apply(judge, axis=1)
    return Verdict(*(list(column) for column in zip(*found.sort_index(), strict=True)))


def polars_columns(log: Log) -> Verdict:
    """Polars with a lazy frame and window expressions."""
    import polars as pl

    stopped = (pl.col("twin") >= 0) | (pl.col("project") == "")

    def past(what: str, limit: int, *keys: str) -> pl.Expr:
        used = pl.col(what).cum_sum().over(*keys) - limit
        return pl.min_horizontal(used, pl.col(what)).clip(lower_bound=0)

    frame = _polars_read(log).with_columns(
        counted=pl.when(stopped).then(0).otherwise(pl.col("minutes")),
        cents=pl.when(stopped).then(0).otherwise((pl.col("minutes") * _polars_rate() + 30) // 60),
    ).with_columns(
        role_over=past("counted", terms.ROLE_WEEK, "client", "role", "week"),
        client_over=past("counted", terms.CLIENT_MONTH, "client", "month"),
        ceiling_over=past("cents", terms.CEILING, "client"),
    )  # fmt: skip
    marks = [pl.col("minutes") > terms.LONG, pl.col("project") == "", pl.col("words").list.len() < terms.WORDS,
             *(pl.col(name) > 0 for name in ("role_over", "client_over", "ceiling_over")),
             pl.col("twin") >= 0]  # fmt: skip
    flags = pl.sum_horizontal(*(mark.cast(pl.Int64) * (1 << bit) for bit, mark in enumerate(marks)))
    done = frame.with_columns(flags=flags).sort("at").select(Verdict._fields).collect()
    return Verdict(*(done[name].to_list() for name in Verdict._fields))


def _polars_read(log: Log) -> Any:
    """The rows by date, with what is worked out of each alone, and the row that it repeats."""
    import polars as pl

    kinds = dict.fromkeys(("person", "role", "client", "project", "text"), pl.String)
    first = pl.col("at").first().over(["person", "serial", "client", "project", "minutes", "said"])
    return (
        pl.DataFrame(dict(zip(Log._fields, log, strict=True)),
                     schema_overrides={"serial": pl.Int64, "hours": pl.Float64, "tab": pl.Int64, **kinds})
        .lazy().with_row_index("at").sort("serial", maintain_order=True)
        .with_columns(
            at=pl.col("at").cast(pl.Int64), minutes=(pl.col("hours") * 60).round().cast(pl.Int64),
            words=pl.col("text").str.to_lowercase().str.extract_all(WORD),
            week=(pl.col("serial") + terms.EPOCH - 1) // 7,
            month=(pl.date(1899, 12, 30) + pl.duration(days=pl.col("serial"))).dt.month(),
        )
        .with_columns(said=pl.col("words").list.join(" "))
        .with_columns(twin=pl.when(first == pl.col("at")).then(-1).otherwise(first))
    )  # fmt: skip


def _polars_rate() -> Any:
    """Cents an hour of each row."""
    import polars as pl

    found = pl.lit(0)
    for role, (before, after) in RISEN.items():
        rate = pl.when(pl.col("serial") >= terms.RISE).then(after).otherwise(before)
        found = pl.when(pl.col("role") == role).then(rate).otherwise(found)
    return found


QUERY = f"""
with read as (
  select place, serial, person, role, client, project, cast(round(hours * 60) as bigint) as minutes,
    regexp_extract_all(lower(text), '{WORD}') as words, (serial + {terms.EPOCH} - 1) // 7 as week,
    month(date '1899-12-30' + cast(serial as integer)) as month
  from log
), met as (
  select *, first_value(place) over (
    partition by person, serial, client, project, minutes, array_to_string(words, ' ') order by place) as met from read
), priced as (
  select *, met <> place or project = '' as stopped,
    if(stopped, 0, minutes) as counted,
    if(stopped, 0, (minutes * case {
    " ".join(
        f"when role = '{role}' then if(serial >= {terms.RISE}, {after}, {before})"
        for role, (before, after) in RISEN.items()
    )
} end + 30) // 60) as cents
  from met
), summed as (
  select *,
    greatest(0, least(counted, sum(counted) over (
      partition by client, role, week order by serial, place rows unbounded preceding) - {
    terms.ROLE_WEEK
})) as role_over,
    greatest(0, least(counted, sum(counted) over (
      partition by client, month order by serial, place rows unbounded preceding) - {
    terms.CLIENT_MONTH
})) as client_over,
    greatest(0, least(cents, sum(cents) over (
      partition by client order by serial, place rows unbounded preceding) - {terms.CEILING})) as ceiling_over
  from priced
)
select cast((minutes > {terms.LONG})::int + 2 * (project = '')::int + 4 * (len(words) < {terms.WORDS})::int
    + 8 * (role_over > 0)::int + 16 * (client_over > 0)::int + 32 * (ceiling_over > 0)::int + 64 * (met <> place)::int
    as bigint) as flags,
  cast(role_over as bigint), cast(client_over as bigint), cast(cents as bigint), cast(ceiling_over as bigint),
  if(met <> place, met, -1)
from summed order by place
"""


def duckdb_windows(log: Log) -> Verdict:
    """DuckDB with window functions over an Arrow table."""
    import duckdb
    import pyarrow

    table = pyarrow.table({**dict(zip(Log._fields, log, strict=True)), "place": list(range(len(log.serial)))})
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.register("log", table)
        found = connection.execute(QUERY).fetchnumpy()
    return Verdict(*(column.tolist() for column in found.values()))
