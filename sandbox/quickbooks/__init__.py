"""A stand-in for QuickBooks Online: OAuth, the v3 API, and the bookkeeper's pages."""

from sandbox.quickbooks.part import Part

__all__ = ["Part"]
