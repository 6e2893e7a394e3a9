"""Descriptions without Claude: a small trained model and facts that code can tell, always marked as offline."""

from service.adapters.offline.reader import Offline
from service.adapters.offline.standby import Standby

__all__ = ["Offline", "Standby"]
