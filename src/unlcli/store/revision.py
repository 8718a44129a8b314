"""A file as it was in an earlier revision of its git repository."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from unlcli.errors import StoreError, UsageError

_IN_ACTIONS = "fetch it first: the checkout has no history (actions/checkout: fetch-depth: 0)"
_ELSEWHERE = "name a commit, a branch or a tag of the library's repository"
#: Names of what is checked out, which a repository has before its first commit too.
_CHECKED_OUT = ("HEAD", "@")
_SINCE_LEAVING = "..."
#: What git tells its hooks about the repository that it works on, which need not be the one that the file is in.
_OF_ONE_REPOSITORY = frozenset(
    (
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_NAMESPACE",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    )
)


def bytes_at(path: Path, revision: str, environment: Mapping[str, str]) -> bytes:
    """Return what a file held in a revision, as git would write it to disk; nothing where it was not there yet.

    `REV...` is where the branch that is checked out left `REV`. `HEAD` before the first commit holds nothing. Raises
    UsageError for a revision that git does not know, StoreError when the file is in no repository.
    """
    file = path.resolve()
    git = _Git(path, file.parent, environment)
    if git.told("rev-parse", "--is-inside-work-tree").strip() != b"true":
        raise StoreError(f"{path}: lies inside a repository's own folder", "--diff needs a library that git keeps")
    hint = _IN_ACTIONS if environment.get("GITHUB_ACTIONS") == "true" else _ELSEWHERE
    commit = _commit(git, revision, hint)
    if not commit:
        return b""
    # ./ is the folder that git was started in, wherever in the repository that is.
    place = f"{commit}:./{file.name}"
    if git.run("cat-file", "-e", place).returncode:
        return b""
    # With filters: line ends and encoding as git would check the file out here.
    return git.told("cat-file", "--filters", place)


def _commit(git: "_Git", revision: str, hint: str) -> str:
    """Return the name of a revision's commit; empty for that of a branch that has none yet."""
    name = revision.removesuffix(_SINCE_LEAVING)
    known = git.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if known.returncode or not name:
        if name in _CHECKED_OUT and not git.run("symbolic-ref", "--quiet", "HEAD").returncode:
            return ""
        raise UsageError(f"git knows no revision {revision!r}", hint)
    commit = known.stdout.decode("ascii").split()[-1]
    if name == revision:
        return commit
    left = git.run("merge-base", commit, "HEAD")
    if left.returncode:
        raise UsageError(f"git finds no commit that {name!r} and what is checked out come from", hint)
    return left.stdout.decode("ascii").strip()


class _Git:
    """Starts git in a file's folder; `path` is how messages name the file."""

    def __init__(self, path: Path, folder: Path, environment: Mapping[str, str]) -> None:
        self._path = path
        self._folder = folder
        kept = {name: value for name, value in environment.items() if name not in _OF_ONE_REPOSITORY}
        self._environment = {**kept, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run git and return what came of it."""
        command = ["git", "-C", str(self._folder), *arguments]
        try:
            return subprocess.run(
                command, env=self._environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
            )
        except OSError as error:
            raise StoreError(f"git cannot be started: {error.strerror}", "--diff needs git") from error

    def told(self, *arguments: str) -> bytes:
        """Return what git says. Raises StoreError with git's own words when it fails."""
        done = self.run(*arguments)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").splitlines()
            fatal = [line.removeprefix("fatal: ") for line in said if line.startswith("fatal: ")]
            reason = (fatal or said or ["git failed"])[-1]
            raise StoreError(f"{self._path}: {reason}", "--diff needs a library that git keeps")
        return done.stdout
