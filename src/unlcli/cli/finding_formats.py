"""Findings in the format that a reader asked for, or that suits where the command runs."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from unlcli.cli import console

if TYPE_CHECKING:
    from unlcli.domain.finding import Finding


def chosen(format: str, *, json: bool) -> str:
    """Return the name of the format; `auto` is github inside Actions, else text."""
    if json:
        return "json"
    if format != "auto":
        return format
    return "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"


def rendered(
    findings: "Sequence[Finding]",
    format: str,
    docs: Mapping[str, str],
    *,
    strict: bool,
    explained_by: str = "unl check",
    no_findings: str = "no findings",
) -> str:
    """Return findings in a format; `docs` has by code what the documentation says. Raises UsageError for no such format."""
    from unlcli.render import findings as formats

    colour = format == "text" and console.is_coloured(sys.stdout)
    how = formats.RenderOptions(
        colour=colour, folder=_folder(), rules=docs, strict=strict, explained_by=explained_by, no_findings=no_findings
    )  # fmt: skip
    return formats.renderer(format)(findings, how)


def _folder() -> str:
    """Return the working folder as seen from the top of the repository that a GitHub workflow works on."""
    top = os.environ.get("GITHUB_WORKSPACE")
    if not top or not Path.cwd().is_relative_to(top):
        return ""
    return Path.cwd().relative_to(top).as_posix()
