"""The first page of a list in several files: where its parts are."""

from collections.abc import Callable, Mapping, Sequence

from unlcli.domain.listing import Link
from unlcli.render import escape
from unlcli.render.options import RenderOptions

#: A part's title and the address of its file as seen from the index, and how many papers it has.
Line = tuple[Link, int]


def render(kind: str, lines: Sequence[Line], options: RenderOptions) -> str:
    """Return the index of the parts in the format, their `kind`, that they have."""
    return _FORMATS[kind](lines, options)


def _markdown(lines: Sequence[Line], options: RenderOptions) -> str:
    blocks = [f"# {escape.markdown(options.title)}"] if options.title else []
    if options.description:
        blocks.append(escape.paragraph(options.description))
    if lines:
        blocks.append(
            "\n".join(
                f"- [{escape.markdown(link.text)}]({escape.markdown_url(link.url)}){_count(papers, options)}"
                for link, papers in lines
            )
        )
    return "\n\n".join([*blocks, *_updated(options)]) + "\n"


def _jekyll(lines: Sequence[Line], options: RenderOptions) -> str:
    fields = {
        "title": escape.one_line(options.title),
        "layout": options.layout,
        "permalink": options.permalink,
        "description": escape.one_line(options.description),
    }
    front = [f"{name}: {escape.yaml(value)}" for name, value in fields.items() if value]
    return "\n".join(["---", *front, "---", "", _markdown(lines, options)])


def _list(lines: Sequence[Line], options: RenderOptions) -> str:
    items = (
        f'<li><a href="{escape.html(link.url)}">{escape.html(link.text)}</a>{_count(papers, options)}</li>\n'
        for link, papers in lines
    )
    description = f"<p>{escape.html(options.description)}</p>\n" if options.description else ""
    updated = "".join(f"<p>{line}</p>\n" for line in _updated(options))
    return f"{description}<ul>\n{''.join(items)}</ul>\n{updated}"


def _page(lines: Sequence[Line], options: RenderOptions) -> str:
    title = escape.html(options.title)
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body>
<main>
<h1>{title}</h1>
{_list(lines, options)}</main>
</body>
</html>
"""


def _count(papers: int, options: RenderOptions) -> str:
    if not options.counts:
        return ""
    return ": 1 paper" if papers == 1 else f": {papers} papers"


def _updated(options: RenderOptions) -> list[str]:
    return [f"Last updated {escape.one_line(options.updated)}."] if options.updated else []


_FORMATS: Mapping[str, Callable[[Sequence[Line], RenderOptions], str]] = {
    "markdown": _markdown,
    "jekyll": _jekyll,
    "html": _page,
    "html-table": _list,
}
