"""Entries to sections of rows, under one grouping inside the other."""

import re
from collections.abc import Callable, Mapping, Sequence

from unlcli.domain import months, text
from unlcli.domain.categories import Path
from unlcli.domain.entry import CODE, Entry
from unlcli.domain.listing import Row, Section
from unlcli.services.listing.category_tree import CategoryTree
from unlcli.services.listing.names import heading
from unlcli.services.listing.values import YES, Values, equal_form, spelt

#: Headings of values that say nothing by themselves, and of papers without a value.
_TITLES: Mapping[tuple[str, str], str] = {
    (CODE, YES): "With code", (CODE, ""): "Without code", ("preprint", YES): "Preprints", ("preprint", ""): "Other papers",
    ("doi", ""): "No DOI", ("arxiv", ""): "No arXiv id", ("link", ""): "No link",
}  # fmt: skip
#: The heading of a value of which nothing can be seen.
_UNSEEN = "Unnamed"


class Sections:
    """Makes the sections of one listing; anchors are unique in it.

    `appeared` has all entries as they came into the library, also those that are not listed: they tell the order and
    spelling of what is grouped by.
    """

    def __init__(
        self, appeared: Sequence[Entry], tree: CategoryTree, values: Mapping[str, Values], row: Callable[[Entry], Row]
    ) -> None:
        self._appeared = appeared
        self._tree = tree
        self._values = values
        self._row = row
        self._anchors: set[str] = set()
        self._known: dict[str, dict[str, str]] = {}

    def under(self, group_by: Sequence[str], entries: Sequence[Entry], above: str = "") -> tuple[Section, ...]:
        """Return the sections of entries, which stay in order, under the first grouping, those of further ones inside."""
        if not group_by:
            return (Section("", rows=self._rows(entries)),) if entries or not above else ()
        if group_by[0] == "category":
            return self._by_category(entries, group_by[1:], above)
        return self._by_value(group_by[0], entries, group_by[1:], above)

    def _by_value(
        self, name: str, entries: Sequence[Entry], group_by: Sequence[str], above: str
    ) -> tuple[Section, ...]:
        of_entry = self._values[name]
        members: dict[str, list[Entry]] = {}
        for entry in entries:
            for value in of_entry(entry) or ("",):
                members.setdefault(equal_form(value), []).append(entry)
        known = self._spelt(name)
        found = [
            self._section(_TITLES.get((name, value), value), members[form], group_by, above)
            for form, value in known.items()
            if form in members
        ]
        if "" in members:
            missing = _TITLES.get((name, ""), f"No {heading(name).lower()}")
            found.append(self._section(missing, members[""], group_by, above))
        return tuple(found)

    def _spelt(self, name: str) -> Mapping[str, str]:
        """Return the values that are grouped by, in order, as the first paper spells them."""
        if name not in self._known:
            self._known[name] = _ordered(name, spelt(self._values[name], self._appeared))
        return self._known[name]

    def _by_category(self, entries: Sequence[Entry], group_by: Sequence[str], above: str) -> tuple[Section, ...]:
        members: dict[Path, list[Entry]] = {}
        without = []
        for entry in entries:
            paths = self._tree.of_entry(entry)
            for path in paths:
                members.setdefault(path, []).append(entry)
            if not paths:
                without.append(entry)
        found = self._categories((), members, group_by, above)
        if without:
            found.append(self._section("Uncategorised" if found else "Papers", without, group_by, above))
        return tuple(found)

    def _categories(
        self, path: Path, members: Mapping[Path, Sequence[Entry]], group_by: Sequence[str], above: str
    ) -> list[Section]:
        found = []
        for child in self._tree.below(path):
            below = self._categories(child, members, group_by, f"{above} {child[-1]}")
            if below or child in members:
                found.append(self._category(child, members.get(child, ()), group_by, above, below))
        return found

    def _category(
        self, path: Path, entries: Sequence[Entry], group_by: Sequence[str], above: str, below: Sequence[Section]
    ) -> Section:
        made = self._section(self._tree.title(path), entries, group_by, above)
        return Section(made.title, made.anchor, self._tree.intro(path), made.rows, (*made.sections, *below))

    def _section(self, title: str, entries: Sequence[Entry], group_by: Sequence[str], above: str) -> Section:
        title = title if any(char.isprintable() and not char.isspace() for char in title) else _UNSEEN
        anchor = self._anchor(f"{above} {title}" if above else title)
        inner = self.under(group_by, entries, anchor) if group_by else ()
        return Section(title, anchor, "", () if group_by else self._rows(entries), inner)

    def _rows(self, entries: Sequence[Entry]) -> tuple[Row, ...]:
        return tuple(map(self._row, entries))

    def _anchor(self, name: str) -> str:
        base = re.sub(r"[^a-z0-9]+", "-", text.fold(name)).strip("-") or "section"
        base = base if base[0].isalpha() else f"section-{base}"
        anchor, number = base, 2
        while anchor in self._anchors:
            anchor, number = f"{base}-{number}", number + 1
        self._anchors.add(anchor)
        return anchor


def _ordered(name: str, known: Mapping[str, str]) -> dict[str, str]:
    """Return values in the order of their sections: years and months the newest first, others as they appeared."""
    if name == "year":
        return dict(sorted(known.items(), reverse=True))
    if name == "month":
        return dict(sorted(known.items(), key=lambda item: -months.number(item[1])))
    return dict(known)
