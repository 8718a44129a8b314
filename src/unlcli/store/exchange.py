"""Two files that trade places in one step, where the system can do that."""

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS
#: What a system or file system says that has no such thing.
_UNKNOWN = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM)


def exchange(one: Path, other: Path) -> bool:
    """Let two files on one file system trade names atomically; return False where that cannot be done.

    What stood under a name is then still there to be looked at, which a plain replace would have thrown away. Linux has
    it since 3.15 (renameat2), macOS since 10.12 (renamex_np), each on most file systems. Raises OSError.
    """
    names = (os.fsencode(one), os.fsencode(other))
    try:
        if sys.platform == "linux":
            system = ctypes.CDLL(None, use_errno=True)
            done = system.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
        elif sys.platform == "darwin":
            done = ctypes.CDLL(None, use_errno=True).renamex_np(*names, _RENAME_SWAP)
        else:
            return False
    except AttributeError:  # an older C library
        return False
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), str(other))
