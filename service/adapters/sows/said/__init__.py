"""The sentences of a contract, chapter by chapter."""
