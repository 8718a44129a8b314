"""unl: a bibliography manager whose only store is one BibTeX file."""

try:
    from unlcli._version import __version__ as __version__
except ModuleNotFoundError:  # a source tree that nothing was built from
    __version__ = "0.1.dev0"
