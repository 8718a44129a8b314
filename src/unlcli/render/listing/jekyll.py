"""A page for a Jekyll site: front matter, contents, and per section a fold with tables in HTML.

HTML tables and headings carry ids, captions and scopes that Markdown cannot say, and look the same on GitHub.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from unlcli.domain.listing import Column, Listing, Section
from unlcli.render import escape
from unlcli.render.listing import html_table
from unlcli.render.options import RenderOptions


def render(listing: Listing, options: RenderOptions) -> str:
    """Return the listing as a topic page; a new paper changes one line, and the counts where they are asked for."""
    title = escape.one_line(options.title or listing.title)
    blocks = ["\n".join(_front_matter(title, options))]
    if title:
        blocks.append(_main_heading(title, listing))
    if options.description:
        blocks.append(escape.paragraph(options.description))
    if options.updated:
        blocks.append(html_table.updated(options))
    if any(_is_linked(section) for section in listing.sections):
        blocks += _contents(listing.sections)
    for section in listing.sections:
        blocks += _top_section(section, listing.columns, options)
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


def _top_section(section: Section, columns: Sequence[Column], options: RenderOptions) -> Iterator[str]:
    if not section.title:
        yield from html_table.body(section, columns, options, "", 0)
        return
    yield html_table.heading(section, options.level, counted=False)
    if section.intro:
        yield f"<p>{escape.html(section.intro)}</p>"
    yield f"<details>\n<summary>{escape.html(section.title)}{_counted(section) if options.counts else ''}</summary>"
    yield from html_table.body(replace(section, intro=""), columns, options, section.title, 1)
    yield "</details>"


def _counted(section: Section) -> str:
    papers = html_table.papers_in(section)
    return ": 1 paper" if papers == 1 else f": {papers} papers"
