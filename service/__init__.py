"""Tickmark: every billed hour is explained, billed once, and inside its SOW."""
