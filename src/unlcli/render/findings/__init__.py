"""Findings in every format. A new format is one module with `render(findings, options)` and one line here."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import cast

from unlcli.domain.finding import Finding
from unlcli.domain.near_names import hint
from unlcli.errors import UsageError
from unlcli.render.options import RenderOptions

__all__ = ["RenderOptions", "Renderer", "formats", "renderer"]

Renderer = Callable[[Sequence[Finding], RenderOptions], str]

_MODULES = {
    "text": "unlcli.render.findings.text",
    "json": "unlcli.render.findings.json",
    "github": "unlcli.render.findings.github",
    "sarif": "unlcli.render.findings.sarif",
    "markdown": "unlcli.render.findings.markdown",
}


def formats() -> tuple[str, ...]:
    """Return the names of the formats."""
    return tuple(_MODULES)


def renderer(name: str) -> Renderer:
    """Return the function that renders findings in a format; loads only that format's module."""
    if name not in _MODULES:
        listed = f"there are {', '.join(_MODULES)}"
        raise UsageError(f"there is no format {name!r} for findings", hint(name, _MODULES, listed))
    return cast(Renderer, import_module(_MODULES[name]).render)
