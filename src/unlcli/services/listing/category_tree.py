"""The tree of categories that sections are made of: every category's name, place and title in a listing."""

from collections.abc import Iterable, Sequence

from unlcli.domain import categories
from unlcli.domain.categories import Path
from unlcli.domain.entry import CATEGORY, Entry
from unlcli.store.settings import CategorySetting


class CategoryTree:
    """The categories of settings and entries: a category has one name and place in all sections of a listing.

    Paths are folded, unless they are to be shown.
    """

    def __init__(self, settings: Sequence[CategorySetting], entries: Iterable[Entry]) -> None:
        self._shown: dict[Path, Path] = {}
        self._below: dict[Path, list[Path]] = {}
        self._of_value: dict[str, tuple[Path, ...]] = {}
        self._titled: dict[Path, str] = {}
        self._settings = {categories.folded(categories.parse(setting.name)): setting for setting in settings}
        for setting in settings:
            self._add(categories.parse(setting.name))
        for value in dict.fromkeys(entry.get(CATEGORY) for entry in entries):
            for path in categories.of_entry(Entry("", "", {CATEGORY: value})):
                self._add(path)

    def _add(self, path: Path) -> None:
        for depth in range(1, len(path) + 1):
            upper = categories.folded(path[:depth])
            if upper not in self._shown:
                self._shown[upper] = path[:depth]
                self._below.setdefault(upper[:-1], []).append(upper)

    def below(self, path: Path) -> Sequence[Path]:
        """Return the categories right below one, in order; those of the first level below ()."""
        return self._below.get(path, ())

    def of_entry(self, entry: Entry) -> tuple[Path, ...]:
        """Return the categories of an entry; many entries have the same ones."""
        value = entry.get(CATEGORY)
        found = self._of_value.get(value)
        if found is None:
            found = self._of_value[value] = tuple(map(categories.folded, categories.of_entry(entry)))
        return found

    def title(self, path: Path) -> str:
        """Return the heading of a category's section."""
        setting = self._settings.get(path)
        return (setting.title if setting else "") or self._shown[path][-1]

    def titled(self, path: Path) -> str:
        """Return a category with those above it, each by its heading, as a path is written."""
        found = self._titled.get(path)
        if found is None:
            titles = [self.title(path[:depth]) for depth in range(1, len(path) + 1)]
            found = self._titled[path] = categories.written(tuple(titles))
        return found

    def intro(self, path: Path) -> str:
        """Return what is said of a category at the top of its section."""
        setting = self._settings.get(path)
        return setting.intro if setting else ""
