"""The text of `unl.toml`: categories as a document has them, and what is exported."""

import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from unlcli.domain import categories
from unlcli.domain.categories import Path
from unlcli.domain.draft import Draft, ReadCategory, Reading
from unlcli.importers import inline


@dataclass(frozen=True, slots=True)
class Wanted:
    """What settings are to say: the library where it is not found by its name, categories, the document and a page."""

    library: str = ""
    categories: tuple[ReadCategory, ...] = ()
    into: str = ""
    page: str = ""
    title: str = ""


def categories_of(reading: Reading) -> tuple[ReadCategory, ...]:
    """Return the categories that papers have, those above them too, in the order and with the words of their headings."""
    read = {categories.folded(categories.parse(one.path)): one for one in reading.categories}
    used = list(dict.fromkeys(path for draft in reading.drafts for path in _with_above(draft)))
    folded = {categories.folded(path): path for path in reversed(used)}
    listed = [one for path, one in read.items() if path in folded]
    return (
        *listed,
        *(ReadCategory(categories.written(path)) for form, path in _in_order(folded, used) if form not in read),
    )


def _with_above(draft: Draft) -> Iterable[Path]:
    paths = [categories.parse(name) for name in draft.categories]
    return (path[:depth] for path in paths for depth in range(1, len(path) + 1))


def _in_order(folded: dict[Path, Path], used: Sequence[Path]) -> list[tuple[Path, Path]]:
    rank = {categories.folded(path): number for number, path in reversed(list(enumerate(used)))}
    return sorted(folded.items(), key=lambda item: rank[item[0]])


def new_text(wanted: Wanted) -> str:
    """Return a settings file."""
    library = f"library = {_quoted(wanted.library)}\n\n" if wanted.library else ""
    return library + "\n".join((*map(_category, wanted.categories), *_exports(wanted)))


def completed(there: str, wanted: Wanted) -> str | None:
    """Return a settings file with what it lacks at its end, as it is when it lacks nothing; None when it cannot take that."""
    try:
        said = tomllib.loads(there)
    except tomllib.TOMLDecodeError:
        return None
    exports = said.get("export", [])
    lacking = Wanted(
        categories=() if "category" in said else wanted.categories,
        into="" if _is_listed(exports, "into", wanted.into) else wanted.into,
        page="" if _is_listed(exports, "path", wanted.page) else wanted.page,
        title=wanted.title,
    )
    more = new_text(lacking)
    if not more:
        return there
    text = f"{there.rstrip()}\n\n{more}" if there.strip() else more
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None
    return text if all(read.get(name) == value for name, value in said.items() if name != "export") else None


def _is_listed(exports: object, name: str, path: str) -> bool:
    listed = exports if isinstance(exports, list) else []
    return not path or any(isinstance(one, dict) and one.get(name) == path for one in listed)


def _category(category: ReadCategory) -> str:
    last = categories.parse(category.path)[-1]
    title = f"title = {_quoted(category.title)}\n" if category.title and category.title != last else ""
    intro = readable(category.intro)
    said = f"intro = {_quoted(intro)}\n" if intro else ""
    return f"[[category]]\nname = {_quoted(category.path)}\n{title}{said}"


def _exports(wanted: Wanted) -> Iterable[str]:
    if wanted.into:
        yield f"[[export]]\ninto = {_quoted(wanted.into)}\n"
    if wanted.page:
        title = f"title = {_quoted(wanted.title)}\n" if wanted.title else ""
        yield f"[[export]]\npath = {_quoted(wanted.page)}\n{title}"


def readable(markdown: str) -> str:
    """Return prose of a document as one line of text."""
    cells = (inline.read(paragraph, 1).text for paragraph in markdown.split("\n\n"))
    return " ".join(" ".join(cells).split())


def _quoted(value: str) -> str:
    """Return a text as TOML writes one: JSON's escapes are those of TOML's basic strings."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
