"""What an index loads only when whole entries are asked of it; most searches show what the index holds itself."""

from importlib import import_module
from typing import Any

MODULES = {"entries": "unlcli.store.index_entries", "bibfile": "unlcli.store.bibfile"}


def load(name: str) -> Any:
    """Return a module by its name here."""
    return import_module(MODULES[name])
