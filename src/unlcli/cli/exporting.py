"""From an export as it was asked for to its text: entries selected, listed and rendered."""

from typing import TYPE_CHECKING

from unlcli.cli import console
from unlcli.cli.session import Session, venues
from unlcli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unlcli.store.bibfile import BibFile
    from unlcli.store.settings import ExportSetting

FORMATS = ("markdown", "html", "jekyll", "json", "csl-json", "bibtex", "lines", "keys")


def _listed(given: "Sequence[str]") -> tuple[str, ...]:
    """Return the names in lists of names with commas between, as options and settings write them; `none` is none."""
    names = [name.strip().lower() for part in given for name in part.split(",") if name.strip()]
    return () if names == ["none"] else tuple(names)


def default_groups(format: str) -> tuple[str, ...]:
    """Return what a format is grouped by when nobody says."""
    if format == "jekyll":
        return ("venue", "year")
    return ("category",) if format in ("markdown", "html") else ()


def rendered(session: Session, bib: "BibFile", setting: "ExportSetting", *, level: int = 2) -> str | None:
    """Return what an export would write; None when its query selects nothing, which would empty a page that is there.

    `level` is that of the headings of its sections.
    """
    from unlcli.domain import query as queries
    from unlcli.render import listing
    from unlcli.services.list_entries import DEFAULT_COLUMNS, ListOptions, list_entries

    if setting.format not in FORMATS:
        raise UsageError(f"there is no format {setting.format!r}", f"there are {', '.join(FORMATS)}")
    table = venues(session)
    query = queries.parse(setting.query)
    entries = queries.selected(bib.entries, query, table)
    if not entries:
        if setting.query:
            console.note(f"unl: no paper is selected by {setting.query!r}; nothing was written")
            return None
        console.note("unl: the library is empty")
    groups = _listed(setting.group_by)
    if len(set(groups)) < len(groups):
        raise UsageError(f"{','.join(groups)}: a group stands twice", "name each once")
    how = ListOptions(
        tuple(session.settings.renamed.get(name, name) for name in _listed(setting.columns)) or DEFAULT_COLUMNS,
        groups,
        setting.title,
        session.settings.categories,
        in_order=setting.format in ("bibtex", "csl-json", "keys", "lines") and not groups,
    )
    listed = list_entries(entries, table, how, lambda entry: bib.source(entry.position))
    title = setting.title or ("Papers" if setting.format in ("html", "jekyll") else "")
    shown = listing.RenderOptions(
        title=title,
        layout=setting.layout or "topic",
        permalink=setting.permalink,
        description=setting.description,
        level=level,
        style=setting.style or "table",
        counts=setting.counts,
        url=setting.url,
        image=setting.image,
    )
    return listing.renderer(setting.format)(listed, shown)
