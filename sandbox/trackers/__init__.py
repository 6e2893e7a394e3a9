"""Stand-ins for the APIs of two time trackers: Harvest v2 and Clockify v1."""

from sandbox.trackers.part import Part

__all__ = ["Part"]
