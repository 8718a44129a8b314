"""Where settings, caches and state live on this machine."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs


@dataclass(frozen=True, slots=True)
class Places:
    """The user's folders for settings, disposable caches, and state (history, locks)."""

    config: Path
    cache: Path
    state: Path


def places(environment: Mapping[str, str]) -> Places:
    """Return the platform's folders, or those that UNL_CONFIG_DIR, UNL_CACHE_DIR and UNL_STATE_DIR name."""
    return Places(
        config=Path(environment.get("UNL_CONFIG_DIR") or platformdirs.user_config_path("unl", appauthor=False)),
        cache=Path(environment.get("UNL_CACHE_DIR") or platformdirs.user_cache_path("unl", appauthor=False)),
        state=Path(environment.get("UNL_STATE_DIR") or platformdirs.user_state_path("unl", appauthor=False)),
    )


def real(path: Path) -> Path:
    """Return what a path leads to over links; of links that lead in a circle, one of them (`Path.resolve` raises there)."""
    return Path(os.path.realpath(path))


def name_of(library: Path) -> str:
    """Return a file-system name that stands for a library: its name and a digest of its real path."""
    path = str(real(library))
    return f"{Path(path).stem[:40]}-{hashlib.sha256(path.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
