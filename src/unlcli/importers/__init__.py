"""Importers: foreign documents to drafts. One module per kind of document, named here and loaded on use."""

from importlib import import_module
from typing import Protocol, cast

from unlcli.domain.draft import Reading
from unlcli.domain.venues import VenueTable

# Asked in this order; the last reads what no other knows.
_MODULES = {
    "bibtex": "unlcli.importers.bibtex_file",
    "html": "unlcli.importers.html_page",
    "markdown": "unlcli.importers.markdown_table",
}


class Importer(Protocol):
    """What a module of the registry has."""

    def recognises(self, text: str, name: str) -> bool:
        """Tell whether it can read a document, by its file's name and its text."""
        ...

    def read(self, text: str, *, venues: VenueTable) -> Reading:
        """Return what stands in a document; it never raises."""
        ...


def read(text: str, *, name: str, venues: VenueTable) -> Reading:
    """Return what stands in a document; `name` is its file's name and may be empty."""
    importers = (cast(Importer, import_module(path)) for path in _MODULES.values())
    return next(importer for importer in importers if importer.recognises(text, name)).read(text, venues=venues)
