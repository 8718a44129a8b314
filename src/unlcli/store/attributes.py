"""What a file has besides its bytes: mode, owner, extended attributes; a new version is given those of the old."""

import contextlib
import os
import shutil
import stat
from pathlib import Path


def hand_on(old: Path, new: Path) -> None:
    """Give a new version of a file the mode, owner and extended attributes of the old one, and its own times.

    The owner can be kept by root alone, the group by its members; a group that cannot be kept gives the new file's group no
    more rights than everybody has. Extended attributes are copied as far as the system lets them. Raises OSError when the
    mode cannot be set.
    """
    before, after = old.stat(), new.stat()
    mode = stat.S_IMODE(before.st_mode)
    if os.name == "posix":
        owner = before.st_uid if os.geteuid() == 0 else -1
        if before.st_gid != after.st_gid or owner not in (-1, after.st_uid):
            try:
                os.chown(new, owner, before.st_gid)
            except PermissionError:
                mode = mode & ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    with contextlib.suppress(OSError):
        shutil.copystat(old, new)
    os.chmod(new, mode)
    os.utime(new)


def for_new_file() -> int:
    """Return the mode a new file has by the user's mask."""
    if os.name != "posix":
        return 0o666
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
