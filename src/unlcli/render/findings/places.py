"""Paths of findings as those see them who start at the top of the repository: GitHub, and readers of SARIF."""

import posixpath
from pathlib import PurePath


def in_repository(path: str, folder: str) -> str:
    """Return a path as seen from the top of the repository, when a relative one begins in this folder of it."""
    parts = PurePath(path)
    if parts.is_absolute() or not folder:
        return path
    return posixpath.normpath(posixpath.join(PurePath(folder).as_posix(), parts.as_posix()))
