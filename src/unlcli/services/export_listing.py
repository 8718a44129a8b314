"""Which entries an export lists, and how: its query, columns and groups, as the settings have them."""

import re
from collections.abc import Callable, Sequence

from unlcli.domain import query as queries
from unlcli.domain.entry import CREATIONDATE, Entry
from unlcli.domain.inherited import inheriting
from unlcli.domain.listing import Listing
from unlcli.domain.venues import VenueTable
from unlcli.errors import UsageError
from unlcli.services import clean_bibtex
from unlcli.services.list_entries import ListOptions, list_entries
from unlcli.store import export_formats
from unlcli.store.bibfile import BibFile
from unlcli.store.settings import ExportSetting, Settings

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?![0-9])")


def selected(bib: BibFile, setting: ExportSetting, venues: VenueTable) -> Sequence[Entry]:
    """Return the entries of an export.

    In a list there are papers alone: no entry that is not closed, which would take in those after it, and no @xdata, which
    others take from. A paper has the fields that it takes from such others, or from its volume; its BibTeX stays its own.
    """
    is_list = export_formats.of(setting.format).bibtex != "whole"
    own = bib.entries.entries
    entries = queries.selected(inheriting(own), queries.parse(setting.query), venues)
    if is_list:
        return [entry for entry in entries if is_paper(entry)]
    return [own[entry.position] for entry in entries]


def is_paper(entry: Entry) -> bool:
    """Tell whether an entry has a row in lists."""
    return not entry.problem and entry.type.lower() != "xdata"


def listed(
    bib: BibFile, setting: ExportSetting, entries: Sequence[Entry], settings: Settings, venues: VenueTable
) -> Listing:
    """Return the listing that an export renders."""
    known = export_formats.of(setting.format)
    groups = groups_of(setting)
    if known.bibtex == "whole":
        return clean_bibtex.clean(bib, entries, settings.fields)
    how = ListOptions(
        columns_of(setting, settings),
        _ours(settings, groups),
        setting.title,
        settings.categories,
        in_order=known.in_order and not groups,
        facets=_ours(settings, _names(setting.facets)) if any(setting.facets) else known.facets,
        library=bib.entries.entries,
    )
    return list_entries(entries, venues, how, _source(bib, known, settings))


def _source(bib: BibFile, known: export_formats.Format, settings: Settings) -> Callable[[Entry], str]:
    """Return what gives the BibTeX of an entry, where a format shows it."""
    if not known.bibtex:
        return lambda _: ""
    names = clean_bibtex.custom_names(settings.fields)
    return lambda entry: clean_bibtex.clean_source(bib, entry, names)


def columns_of(setting: ExportSetting, settings: Settings) -> tuple[str, ...]:
    """Return the names of the columns of an export."""
    known = export_formats.of(setting.format)
    usual = known.list_columns if setting.style == "list" else known.columns
    return _ours(settings, _names(setting.columns)) or usual


def groups_of(setting: ExportSetting) -> tuple[str, ...]:
    """Return the names that an export is grouped by. Raises UsageError when one of them stands twice."""
    groups = _names(setting.group_by) if any(setting.group_by) else export_formats.of(setting.format).groups
    if len(set(groups)) < len(groups):
        raise UsageError(f"{','.join(groups)}: a group stands twice", "name each once")
    return groups


def newest_day(entries: Sequence[Entry]) -> str:
    """Return the day on which the newest of these entries came into the library; empty where none tells."""
    days = (_DAY.match(entry.get(CREATIONDATE).strip()) for entry in entries)
    return max((day[0] for day in days if day), default="")


def _names(given: Sequence[str]) -> tuple[str, ...]:
    """Return the names in lists of names with commas between, as options and settings write them; `none` is none."""
    names = [name.strip().lower() for part in given for name in part.split(",") if name.strip()]
    return () if names == ["none"] else tuple(names)


def _ours(settings: Settings, names: Sequence[str]) -> tuple[str, ...]:
    """Return names of fields as `unl` calls them, where the settings call some otherwise."""
    return tuple(settings.renamed.get(name, name) for name in names)
