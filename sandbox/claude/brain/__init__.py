"""A fixed program in place of a model: it reads texts by word lists, and nothing else is given to it."""
