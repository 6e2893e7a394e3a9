"""What was agreed, read from the folder of SOW files, said back in sentences, or begun for somebody new."""

from service.adapters.sows.explain import explain
from service.adapters.sows.folder import load
from service.adapters.sows.starter import starter

__all__ = ["explain", "load", "starter"]
