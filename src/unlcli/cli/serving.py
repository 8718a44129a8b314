"""Exports of a library as it is now, each made again only when the library or its settings changed."""

from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from unlcli.cli.exporting import rendered
from unlcli.cli.session import Session, read_again
from unlcli.errors import UnlError

if TYPE_CHECKING:
    from unlcli.cli.page_server import Answer
    from unlcli.store.bibfile import BibFile
    from unlcli.store.settings import ExportSetting

#: Where the feed is, as seen from the page.
FEED = "feed.atom"


class Served:
    """The exports of one library. `again` finds settings as they are now; `asked` says of these what is exported."""

    def __init__(
        self,
        session: Session,
        bib: "BibFile",
        again: Callable[[], Session],
        asked: Callable[[Session], "ExportSetting"],
    ) -> None:
        self._session, self._bib, self._again, self._asked = session, bib, again, asked
        self._data = b""
        self._texts: dict[str, str | None] = {}
        self._lock = Lock()

    def text(self, format: str) -> str | None:
        """Return an export of the library as it is now; None when nothing is selected. Raises UnlError as exports do."""
        with self._lock:
            self._look()
            if format not in self._texts:
                self._texts[format] = rendered(
                    self._session, self._bib, self._setting(format), feed=FEED if format == "html" else ""
                )
            return self._texts[format]

    def _setting(self, format: str) -> "ExportSetting":
        asked = self._asked(self._session)
        if format == "html":
            return asked
        # Sections, columns and facets are the page's; other formats take its papers, each once.
        return replace(asked, format=format, group_by=(), columns=(), facets=())

    def _look(self) -> None:
        from unlcli.store import files

        data, session = files.read_bytes(self._bib.path), self._again()
        # Times and sizes of a file can be the same after a quick edit; its bytes cannot.
        if data != self._data or session.settings != self._session.settings:
            self._bib = read_again(session, self._bib)
            self._data, self._session, self._texts = data, session, {}


def answer(served: Served, format: str, kind: str, on_bug: Callable[[Exception], object]) -> "Answer":
    """Return the answer that holds an export, or one that says why there is none; the next one may have it."""
    from unlcli.cli.page_server import Answer, message
    from unlcli.domain.text import without_controls

    try:
        text = served.text(format)
    except UnlError as error:
        return message(500, without_controls(error.message + (f" ({error.hint})" if error.hint else "")))
    except OSError as error:
        return message(500, without_controls(f"{error.filename or 'a file'}: {error.strerror or error}"))
    except Exception as bug:  # a thread of the server is a border too: the terminal tells where the report is
        on_bug(bug)
        return message(500, "This is a bug in unl; the terminal tells more.")
    return Answer(200, kind, text) if text is not None else message(404, "No paper is selected.")
