"""Why a tab is read and listed, and nothing of ours can be written in it."""

from service.domain.phrase import phrase

HEADLESS = phrase(
    "The rows are read by the letters of their columns, but nothing can be written beside a table without a header: "
    "put one above it."
)
PEOPLE_IN_COLUMNS = phrase(
    "Each person has a column here, so one row holds several entries. They are read and listed, but nothing can be "
    "written beside them and they are not billed: give each entry a row of its own for that."
)
PASTED = phrase(
    "The rows are texts with separators in one column. They are read and listed, but nothing can be written beside "
    "them: split them with Data > Split text to columns."
)
