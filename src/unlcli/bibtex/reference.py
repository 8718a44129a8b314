"""A second reader: one BibTeX text through bibtexparser, for a second opinion and for the tests to hold ours against.

bibtexparser gives no offsets, hides entries with a repeated field and takes long over a large file, so the store never
stands on it.
"""

import logging

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import RemoveEnclosingMiddleware, ResolveStringReferencesMiddleware

from unlcli.domain.entry import Entry


def read(source: str) -> tuple[Entry, ...]:
    """Return the entries bibtexparser sees in a text; those it cannot read are left out."""
    logger = logging.getLogger("bibtexparser")
    disabled, logger.disabled = logger.disabled, True
    try:
        library = parse_string(source, parse_stack=[ResolveStringReferencesMiddleware(), RemoveEnclosingMiddleware()])
    finally:
        logger.disabled = disabled
    return tuple(
        Entry(entry.entry_type.lower(), entry.key, {field.key.lower(): str(field.value) for field in entry.fields})
        for entry in library.entries
    )
