"""The tables of our own record. Every table file beside this one adds its tables to `metadata`."""

from sqlalchemy import MetaData

metadata = MetaData()
