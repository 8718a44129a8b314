"""unl: a bibliography manager whose only store is one BibTeX file."""

__version__ = "0.1.0"
