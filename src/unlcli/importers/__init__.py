"""Importers: foreign documents to drafts. One module per kind of document, named here and loaded on use."""

from importlib import import_module
from typing import Protocol, cast

from unlcli.domain.draft import Reading
from unlcli.domain.venues import VenueTable
from unlcli.errors import UnreadableDocumentError

# Asked in this order; the last reads what no other knows.
_MODULES = {
    "bibtex": "unlcli.importers.bibtex_file",
    "ris": "unlcli.importers.ris",
    "json": "unlcli.importers.json_records",
    "csv": "unlcli.importers.delimited",
    "yaml": "unlcli.importers.yaml_records",
    "html": "unlcli.importers.html_page",
    "markdown": "unlcli.importers.markdown_table",
}
# A page is no data, and what reads data need not be loaded for it.
_PAGES = (".md", ".markdown", ".html", ".htm")
_OF_PAGES = ("bibtex", "html", "markdown")


class Importer(Protocol):
    """What a module of the registry has."""

    def recognises(self, text: str, name: str) -> bool:
        """Tell whether it can read a document, by its file's name and its text."""
        ...

    def read(self, text: str, *, venues: VenueTable) -> Reading:
        """Return what stands in a document; raise UnreadableDocumentError when it is not of its format at all."""
        ...


def read(text: str, *, name: str, venues: VenueTable) -> Reading:
    """Return what stands in a document; `name` is its file's name and may be empty. Raise StoreError with name and line when
    it claims a format and is none of it.
    """
    asked = _OF_PAGES if name.lower().endswith(_PAGES) else tuple(_MODULES)
    importers = (cast(Importer, import_module(_MODULES[each])) for each in asked)
    importer = next(importer for importer in importers if importer.recognises(text, name))
    try:
        return importer.read(text, venues=venues)
    except UnreadableDocumentError as error:
        raise error.named(name) from error
