"""What was agreed, read from the folder of SOW files, or begun for somebody new."""

from service.adapters.sows.folder import load
from service.adapters.sows.starter import starter

__all__ = ["load", "starter"]
