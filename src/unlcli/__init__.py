"""unl: a bibliography manager whose only store is one BibTeX file."""

from importlib import import_module

try:
    from unlcli._version import __version__ as __version__
except ModuleNotFoundError:  # a source tree that nothing was built from
    __version__ = "0.1.dev0"

#: What the Python interface offers (docs/api.md), with the modules that are loaded when it is asked for; types: __init__.pyi.
_PUBLIC = {
    "Library": "unlcli.api.library",
    "Additions": "unlcli.api.answers",
    "DuplicateGroup": "unlcli.api.answers",
    "DuplicatePair": "unlcli.api.answers",
    "Hit": "unlcli.api.answers",
    "Refusal": "unlcli.api.answers",
    "Entry": "unlcli.domain.entry",
    "Finding": "unlcli.domain.finding",
    "UnlError": "unlcli.errors",
}
__all__ = ["__version__", *_PUBLIC]


def __getattr__(name: str) -> object:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_PUBLIC[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_PUBLIC})
