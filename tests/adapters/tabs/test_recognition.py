"""A tab without a header is recognised by what stands in it; pandas is loaded for that, and for nothing else."""

import subprocess
import sys

import pytest

PROGRAM = """
import sys
from service.adapters.tabs.context import Context
from service.adapters.tabs.timesheets import read_workbook
from tests.adapters.tabs.drawn import tab
known = "Date | Hours | Description\\n@2026-09-04 | #1 | Fix menu\\n@2026-09-05 | #2 | Call with the port"
ideas = "Ideas for the party\\nCake | #12\\nMusic | #3"
headless = "04.09.2026 | #1 | Fix menu\\n25.09.2026 | #2 | Call with the port"
tabs = [tab({drawn})]
read = read_workbook(tabs, "Test", Context(closely={closely})).reading
print("pandas" in sys.modules, len(read.entries), len(read.refused))
"""

LOADS = [
    # what is drawn, whether there is time for a long look, whether pandas is loaded
    ("known", True, "False 2 0"),
    ("ideas", True, "False 0 1"),
    ("headless", True, "True 0 1"),
    ("headless", False, "False 0 1"),
]


@pytest.mark.parametrize(("drawn", "closely", "said"), LOADS)
def test_pandas_is_loaded_only_for_a_long_look_at_a_tab_without_a_header(drawn: str, closely: bool, said: str) -> None:
    program = PROGRAM.replace("{drawn}", drawn).replace("{closely}", str(closely))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == said
