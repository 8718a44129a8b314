"""From an export as it was asked for to its text: entries selected, listed and rendered."""

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from unlcli.cli import console
from unlcli.cli.session import Session, venues
from unlcli.errors import UsageError
from unlcli.store import export_formats

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unlcli.domain.entry import Entry
    from unlcli.domain.listing import Listing
    from unlcli.render.options import RenderOptions
    from unlcli.store.bibfile import BibFile
    from unlcli.store.settings import ExportSetting

FORMATS = export_formats.NAMES
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?![0-9])")


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
    """Return the entries of an export; None, which is told, when its query selects none.

    In a list there are papers alone: no entry that is not closed, which would take in those after it, and no @xdata, which
    others take from. A paper has the fields that it takes from such others, or from its volume; its BibTeX stays its own.
    """
    from unlcli.domain import query as queries
    from unlcli.domain.inherited import inheriting

    is_list = export_formats.of(setting.format).bibtex != "whole"
    own = bib.entries.entries
    entries = queries.selected(inheriting(own), queries.parse(setting.query), venues(session))
    if is_list:
        entries = [entry for entry in entries if is_paper(entry)]
    else:
        entries = [own[entry.position] for entry in entries]
    if setting.query and not entries:
        console.note(f"unl: no paper is selected by {setting.query!r}; nothing was written")
        return None
    return entries


def is_paper(entry: "Entry") -> bool:
    """Tell whether an entry has a row in lists."""
    return not entry.problem and entry.type.lower() != "xdata"


def listed(session: Session, bib: "BibFile", setting: "ExportSetting", entries: "Sequence[Entry]") -> "Listing":
    """Return the listing that an export renders."""
    from unlcli.services.list_entries import ListOptions, list_entries

    known = export_formats.of(setting.format)
    groups = groups_of(setting)
    if known.bibtex == "whole":
        from unlcli.services.clean_bibtex import clean

        return clean(bib, entries, session.settings.fields)
    how = ListOptions(
        columns_of(session, setting),
        _ours(session, groups),
        setting.title,
        session.settings.categories,
        in_order=known.in_order and not groups,
        facets=_ours(session, _names(setting.facets)) if any(setting.facets) else known.facets,
        library=bib.entries.entries,
    )
    return list_entries(entries, venues(session), how, _source(session, bib, known))


def _source(session: Session, bib: "BibFile", known: export_formats.Format) -> "Callable[[Entry], str]":
    """Return what gives the BibTeX of an entry, where a format shows it."""
    if not known.bibtex:
        return lambda _: ""
    from unlcli.services import clean_bibtex

    names = clean_bibtex.custom_names(session.settings.fields)
    return lambda entry: clean_bibtex.clean_source(bib, entry, names)


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


def columns_of(session: Session, setting: "ExportSetting") -> tuple[str, ...]:
    """Return the names of the columns of an export."""
    known = export_formats.of(setting.format)
    usual = known.list_columns if setting.style == "list" else known.columns
    return _ours(session, _names(setting.columns)) or usual


def groups_of(setting: "ExportSetting") -> tuple[str, ...]:
    """Return the names that an export is grouped by. Raises UsageError when one of them stands twice."""
    groups = _names(setting.group_by) if any(setting.group_by) else default_groups(setting.format)
    if len(set(groups)) < len(groups):
        raise UsageError(f"{','.join(groups)}: a group stands twice", "name each once")
    return groups


def newest_day(entries: "Sequence[Entry]") -> str:
    """Return the day on which the newest of these entries came into the library; empty where none tells."""
    from unlcli.domain.entry import CREATIONDATE

    days = (_DAY.match(entry.get(CREATIONDATE).strip()) for entry in entries)
    return max((day[0] for day in days if day), default="")


def _names(given: "Sequence[str]") -> tuple[str, ...]:
    """Return the names in lists of names with commas between, as options and settings write them; `none` is none."""
    names = [name.strip().lower() for part in given for name in part.split(",") if name.strip()]
    return () if names == ["none"] else tuple(names)


def _ours(session: Session, names: "Sequence[str]") -> tuple[str, ...]:
    """Return names of fields as `unl` calls them, where the settings call some otherwise."""
    return tuple(session.settings.renamed.get(name, name) for name in names)
