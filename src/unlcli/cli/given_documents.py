"""Documents that `unl add` is given: which words name one, its content, and why one cannot be read."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from unlcli.errors import StoreError

STDIN = "standard input"
_PDF = b"%PDF"
_MARKS = (b"\xff\xfe", b"\xfe\xff")  # of UTF-16
_ENDINGS = (".bib", ".bibtex", ".txt", ".md", ".markdown", ".html", ".pdf")
#: What has a slash and is a text, an address or a misspelt identifier.
_NO_PATH = re.compile(r"\s|:|^10\.")


def files(words: Sequence[str]) -> list[str]:
    """Return the arguments that are names of files."""
    return [word for word in words if is_file(word)]


def is_file(word: str) -> bool:
    """Tell whether a word names a file."""
    try:
        return len(word) < 1_000 and Path(word).is_file()
    except (OSError, ValueError):
        return False


def why_none(word: str) -> tuple[str, str] | None:
    """Return why a word that is no identifier and no regular file is no document, and what to do; None for other words."""
    if not word.strip():
        return None
    try:
        path = Path(word)
        if path.is_dir():
            return "is a folder", "name a file in it"
        if path.exists():
            return "is no regular file", "give what it holds on standard input, to unl add -"
    except (OSError, ValueError):
        return None
    has_slash = "/" in word and not _NO_PATH.search(word)
    if "\n" not in word and (has_slash or word.lower().endswith(_ENDINGS)):
        return "no such file", "check the path"
    return None


def read_bytes(source: str) -> tuple[str, bytes]:
    """Return the name for messages and the content of a file or of standard input."""
    try:
        return (STDIN, sys.stdin.buffer.read()) if source == "-" else (source, Path(source).read_bytes())
    except OSError as error:
        raise StoreError(f"{source}: cannot be read: {error.strerror}", "check the path") from error


def why_no_text(data: bytes, encoding: str) -> tuple[str, str] | None:
    """Return why a content is none that could name papers, and what to do; None for text. A stray NUL makes no text binary."""
    from unlcli.bibtex import encoding as codec

    if data.startswith(_PDF):
        return "is a PDF, which unl does not read", "give its DOI or arXiv id"
    if encoding or b"\x00" not in data or data.startswith(_MARKS):
        return None
    if codec.is_wide(data) or not _is_utf8(data):
        return "is no text", "give identifiers, links or BibTeX; in UTF-16 without a mark, name that: --encoding utf-16"
    return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
