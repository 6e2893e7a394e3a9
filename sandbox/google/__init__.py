"""Google's side: Sheets v4, the slice of Drive its clients use, tokens and the metadata server."""

from sandbox.google.part import Part

__all__ = ["Part"]
