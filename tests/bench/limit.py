"""The limit, built with the C compiler that is here; without one there is no limit, and the page says so."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.bench import log as terms
from tests.bench.log import Log, Verdict

SOURCE = Path(__file__).with_name("limit.c")


@cache
def built(folder: Path) -> Callable[..., Any] | None:
    """The compiled function; None where there is no compiler or no header of Python's."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    include = sysconfig.get_paths()["include"]
    if compiler is None or not (Path(include) / "Python.h").exists():
        return None
    library = folder / f"limit_c{sysconfig.get_config_var('EXT_SUFFIX')}"
    subprocess.run([compiler, "-O2", "-shared", "-fPIC", f"-I{include}", str(SOURCE), "-lm", "-o", str(library)],
                   check=True)  # fmt: skip
    found = importlib.util.spec_from_file_location("limit_c", library)
    assert found and found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    judge: Callable[..., Any] = module.judged
    return judge


def judged(judge: Callable[..., Any], log: Log) -> Verdict:
    """What the seven checks say of each row."""
    first = terms.FIRST.toordinal() - terms.EPOCH
    months = [date.fromordinal(first + ahead + terms.EPOCH).month for ahead in range(terms.DAYS)]
    roles = {role: place for place, role in enumerate(terms.ROLES)}
    limits = (first, terms.RISE, terms.LONG, terms.WORDS, terms.ROLE_WEEK, terms.CLIENT_MONTH, terms.CEILING)
    return Verdict(*judge(*log[:7], months, roles, terms.RATES, limits))
