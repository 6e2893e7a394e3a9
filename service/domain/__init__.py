"""The nouns of the trade. Pure: no I/O, no clock, no environment; the standard library only."""
