"""The contract as checks, one family a file. Pure: imports the domain only."""
