"""What pip installs this program by, as the record of its own installation says."""

import json
import re
from urllib.parse import urlsplit, urlunsplit

from unlcli import __version__

_NAME = "unl"
_RELEASE = re.compile(r"\d+(?:\.\d+)*")


def package() -> str:
    """Return a requirement that installs what runs here: a commit of a repository, an archive, or a version by its name."""
    from importlib import metadata

    try:
        recorded = metadata.distribution(_NAME).read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        recorded = None
    return from_record(recorded or "") or (f"{_NAME}=={__version__}" if _RELEASE.fullmatch(__version__) else _NAME)


def from_record(recorded: str) -> str:
    """Return what a `direct_url.json` names that other machines can install, too; empty when it names no such thing."""
    try:
        said = json.loads(recorded)
        url, vcs = str(said["url"]), said.get("vcs_info") or {}
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname:
            return ""
        bare = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    if vcs.get("vcs") == "git" and vcs.get("commit_id"):
        return f"git+{bare}@{vcs['commit_id']}"
    return bare if "archive_info" in said else ""
