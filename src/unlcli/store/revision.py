"""A file as it was in an earlier revision of its git repository."""

import subprocess
from pathlib import Path

from unlcli.errors import StoreError, UsageError

_REMEDY = "fetch it first: a shallow clone has no history (actions/checkout: fetch-depth: 0)"


def bytes_at(path: Path, revision: str) -> bytes:
    """Return what a file held in a revision; nothing where it was not there yet.

    Raises UsageError for a revision that git does not know, StoreError when the file is in no repository.
    """
    folder = path.resolve().parent
    _git(folder, path, "rev-parse", "--is-inside-work-tree")
    known = _run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if known.returncode:
        raise UsageError(f"git knows no revision {revision!r}", _REMEDY)
    commit = known.stdout.decode("ascii").strip()
    place = f"{commit}:./{path.resolve().name}"
    if _run(folder, "cat-file", "-e", place).returncode:
        return b""
    return _git(folder, path, "show", place)


def _git(folder: Path, path: Path, *arguments: str) -> bytes:
    done = _run(folder, *arguments)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1].removeprefix("fatal: ") if said else "git failed"
        raise StoreError(f"{path}: {reason}", "--diff needs a library that git keeps")
    return done.stdout


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except OSError as error:
        raise StoreError(f"git cannot be started: {error.strerror}", "--diff needs git") from error
