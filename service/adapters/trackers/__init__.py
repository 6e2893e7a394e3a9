"""Time trackers, each asked for what was logged: Harvest, Clockify, and files that a tracker has exported."""

from service.adapters.trackers.clockify import Clockify
from service.adapters.trackers.export import Export
from service.adapters.trackers.harvest import Harvest

__all__ = ["Clockify", "Export", "Harvest"]
