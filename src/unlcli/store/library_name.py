"""The name that stands for a library in the folder of states and locks."""

import hashlib
from pathlib import Path

from unlcli.store.paths import real


def name_of(library: Path) -> str:
    """Return a file-system name that stands for a library: its name and a digest of its real path."""
    path = str(real(library))
    return f"{Path(path).stem[:40]}-{hashlib.sha256(path.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
