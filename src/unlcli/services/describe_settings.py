"""Settings as values with their origins, for `unl config`."""

from collections.abc import Mapping
from dataclasses import asdict

from unlcli.store.config import NAMES
from unlcli.store.settings import Settings

_ATTRIBUTES = {"category": "categories", "export": "exports"}


def describe_settings(settings: Settings) -> dict[str, Mapping[str, object]]:
    """Return each setting by its name in a file, with its value and the file it comes from."""
    values = asdict(settings)
    described: dict[str, Mapping[str, object]] = {}
    for name in NAMES:
        attribute = _ATTRIBUTES.get(name, name)
        described[name] = {"value": values[attribute], "origin": settings.origins.get(attribute, "default")}
    return described
