"""From an export as it was asked for to its text: entries selected, listed and rendered."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from unlcli.cli import console
from unlcli.cli.searching import tell_filters
from unlcli.cli.session import Session, venues
from unlcli.errors import UsageError
from unlcli.store import export_formats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unlcli.domain.entry import Entry
    from unlcli.domain.listing import Listing
    from unlcli.render.options import RenderOptions
    from unlcli.store.bibfile import BibFile
    from unlcli.store.settings import ExportSetting

FORMATS = export_formats.NAMES


def default_groups(format: str) -> tuple[str, ...]:
    """Return what a format is grouped by when nobody says."""
    return export_formats.of(format).groups


def rendered(
    session: Session, bib: "BibFile", setting: "ExportSetting", *, level: int = 2, feed: str = ""
) -> str | None:
    """Return what an export would write; None when its query selects nothing, which would empty a page that is there.

    `level` is that of the headings of its sections; `feed` is where the feed of a page is, if it is not as the settings say.
    """
    from unlcli.render import listing

    entries = selected(session, bib, setting)
    if entries is None:
        return None
    render, shown = listing.renderer(setting.format), looks(session, setting, entries, level)
    if feed:
        shown = replace(shown, feed=feed)
    return render(listed(session, bib, setting, entries), shown)


def selected(session: Session, bib: "BibFile", setting: "ExportSetting") -> "Sequence[Entry] | None":
    """Return the entries of an export; None, which is told, when its query selects none."""
    from unlcli.services import export_listing

    entries = export_listing.selected(bib, setting, venues(session))
    if setting.query and not entries:
        console.note(f"unl: no paper is selected by {setting.query!r}; nothing was written")
        tell_filters(setting.query)
        return None
    return entries


def is_paper(entry: "Entry") -> bool:
    """Tell whether an entry has a row in lists."""
    from unlcli.services import export_listing

    return export_listing.is_paper(entry)


def listed(session: Session, bib: "BibFile", setting: "ExportSetting", entries: "Sequence[Entry]") -> "Listing":
    """Return the listing that an export renders."""
    from unlcli.services import export_listing

    return export_listing.listed(bib, setting, entries, session.settings, venues(session))


def looks(session: Session, setting: "ExportSetting", entries: "Sequence[Entry]", level: int = 2) -> "RenderOptions":
    """Return how an export is rendered."""
    from unlcli.render.options import RenderOptions

    return RenderOptions(
        title=setting.title or export_formats.of(setting.format).title,
        layout=setting.layout or "topic",
        permalink=setting.permalink,
        description=setting.description,
        level=level,
        style=setting.style or "table",
        counts=setting.counts,
        updated=newest_day(entries) if setting.updated else "",
        url=setting.url,
        image=setting.image,
        feed=feed_of(session, setting) if setting.format == "html" else "",
        template=_template(setting.template) if setting.template else "",
        template_name=setting.template,
    )


def feed_of(session: Session, page: "ExportSetting") -> str:
    """Return where the feed is that the settings list beside a page, as seen from the page; empty when there is none.

    Among several it is the first. A feed of another folder is linked by its `url`, which it must have for that.
    """
    feeds = [setting for setting in session.settings.exports if setting.format == "atom"]
    folder = Path(page.path).absolute().parent
    for feed in feeds:
        if page.path and Path(feed.path).absolute().parent == folder:
            return Path(feed.path).name
    return next((feed.url for feed in feeds if urlsplit(feed.url).path.endswith((".atom", ".xml"))), "")


def _template(path: str) -> str:
    from unlcli.store import files

    try:
        return files.read_bytes(Path(path)).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 (byte {error.start})", "save it as UTF-8") from None


def groups_of(setting: "ExportSetting") -> tuple[str, ...]:
    """Return the names that an export is grouped by. Raises UsageError when one of them stands twice."""
    from unlcli.services import export_listing

    return export_listing.groups_of(setting)


def newest_day(entries: "Sequence[Entry]") -> str:
    """Return the day on which the newest of these entries came into the library; empty where none tells."""
    from unlcli.services import export_listing

    return export_listing.newest_day(entries)
