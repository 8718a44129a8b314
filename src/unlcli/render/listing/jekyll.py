"""A page for a Jekyll site: front matter, contents, and per section a fold with tables in HTML.

HTML tables and headings carry ids, captions and scopes that Markdown cannot say, and look the same on GitHub.
"""

import re
from collections.abc import Iterator, Sequence

from unlcli.domain.listing import Cell, Column, Listing, Row, Section
from unlcli.render import escape
from unlcli.render.options import RenderOptions
from unlcli.render.rows import cells_of, link_label, links_of


def render(listing: Listing, options: RenderOptions) -> str:
    """Return the listing as a topic page; a new paper changes one line and the counts of its section."""
    title = escape.one_line(options.title or listing.title)
    blocks = ["\n".join(_front_matter(title, options))]
    if title:
        blocks.append(_main_heading(title, listing))
    if options.description:
        blocks.append(escape.paragraph(options.description))
    if any(_is_linked(section) for section in listing.sections):
        blocks += _contents(listing.sections)
    for section in listing.sections:
        blocks += _top_section(section, listing.columns)
    return "\n\n".join(blocks) + "\n"


def _front_matter(title: str, options: RenderOptions) -> Iterator[str]:
    fields = {
        "title": title,
        "layout": options.layout,
        "permalink": options.permalink,
        "description": escape.one_line(options.description),
    }
    yield "---"
    yield from (f"{name}: {escape.yaml(value)}" for name, value in fields.items() if value)
    yield "---"


def _main_heading(title: str, listing: Listing) -> str:
    # kramdown gives this heading an id of its own making, which must not be that of a section.
    automatic = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
    if automatic in set(_anchors(listing.sections)):
        return f"<h1>{escape.html(title)}</h1>"
    return f"# {escape.markdown(title)}"


def _anchors(sections: Sequence[Section]) -> Iterator[str]:
    for section in sections:
        yield section.anchor
        yield from _anchors(section.sections)


def _is_linked(section: Section) -> bool:
    return bool(section.title and section.anchor)


def _contents(sections: Sequence[Section]) -> Iterator[str]:
    yield '<details markdown="1">\n<summary><strong>Contents</strong></summary>'
    plain: list[Section] = []
    for section in filter(_is_linked, sections):
        if any(_is_linked(child) for child in section.sections):
            if plain:
                yield "\n".join(_items(plain, ""))
                plain = []
            yield f'<details markdown="1">\n<summary>{escape.html(section.title)}</summary>'
            yield "\n".join(_items([section], ""))
            yield "</details>"
        else:
            plain.append(section)
    if plain:
        yield "\n".join(_items(plain, ""))
    yield "</details>"


def _items(sections: Sequence[Section], indent: str) -> Iterator[str]:
    for section in filter(_is_linked, sections):
        yield f"{indent}- [{escape.markdown(section.title)}](#{section.anchor})"
        yield from _items(section.sections, indent + "  ")


def _top_section(section: Section, columns: Sequence[Column]) -> Iterator[str]:
    if not section.title:
        yield from _body(section, columns, "", 2)
        return
    yield _heading(section, 2)
    if section.intro:
        yield f"<p>{escape.html(section.intro)}</p>"
    papers = "1 paper" if section.count == 1 else f"{section.count} papers"
    yield f"<details>\n<summary>{escape.html(section.title)}: {papers}</summary>"
    yield from _body(section, columns, section.title, 3, with_intro=False)
    yield "</details>"


def _body(section: Section, columns: Sequence[Column], path: str, level: int, with_intro: bool = True) -> Iterator[str]:
    if section.intro and with_intro:
        yield f"<p>{escape.html(section.intro)}</p>"
    if section.rows and columns:
        yield "\n".join(_table(section.rows, columns, path))
    for child in section.sections:
        if child.title:
            yield _heading(child, level)
        below = ": ".join(filter(None, (path, child.title)))
        yield from _body(child, columns, below, level + 1)


def _heading(section: Section, level: int) -> str:
    name = f"h{min(level, 6)}"
    anchor = f' id="{escape.html(section.anchor)}"' if section.anchor else ""
    return f"<{name}{anchor}>{escape.html(section.title)}</{name}>"


def _table(rows: Sequence[Row], columns: Sequence[Column], caption: str) -> Iterator[str]:
    yield '<table class="paper-table">'
    if caption:
        yield f"<caption>{escape.html(caption)}</caption>"
    headings = "".join(f'<th scope="col">{escape.html(column.heading)}</th>' for column in columns)
    yield f"<thead><tr>{headings}</tr></thead>"
    yield "<tbody>"
    for row in rows:
        cells = "".join(f"<td>{_cell(cell, row)}</td>" for cell in cells_of(row, columns))
        yield f"<tr>{cells}</tr>"
    yield "</tbody>"
    yield "</table>"


def _cell(cell: Cell, row: Row) -> str:
    return " · ".join(_link(words, url, row) for words, url in links_of(cell)) or escape.html(cell.text) or "-"


def _link(words: str, url: str, row: Row) -> str:
    if not url:
        return escape.html(words)
    label = escape.html(link_label(words, row))
    spoken = f' aria-label="{label}"' if label else ""
    return f'<a href="{escape.html(url)}"{spoken}>{escape.html(words)}</a>'
