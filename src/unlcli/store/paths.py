"""Where settings, caches and state live on this machine."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

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


def index_folder(cache: Path) -> Path:
    """Return where the search indexes lie in the cache folder."""
    return cache / "index"


def index_file(library: Path, cache: Path) -> Path:
    """Return the file of a library's search index. The checksum is a cheap one: an index knows whose it is."""
    path = str(real(library))
    return index_folder(cache) / f"{Path(path).stem[:40]}-{crc32(path.encode('utf-8', 'surrogatepass')):08x}.sqlite"
