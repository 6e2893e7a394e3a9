"""The month as people want to see it."""
