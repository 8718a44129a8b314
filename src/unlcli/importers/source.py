"""A document's lines, and what stands around its text: byte order mark, front matter."""

import re

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_TITLE = re.compile(r"title\s*[:=]\s*(.*)", re.I)


def document_lines(text: str) -> list[str]:
    """Return the lines as an editor counts them; only line feeds and carriage returns end one."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")


def front_matter(lines: list[str]) -> tuple[int, str]:
    """Return how many lines of front matter a document starts with, and the title they give; 0 when there is none."""
    ends = _FENCES.get(lines[0].rstrip(), ()) if lines else ()
    if not ends:
        return 0, ""
    for n, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ends:
            titles = (match[1] for inner in lines[1:n] if (match := _TITLE.match(inner)))
            return n + 1, next(titles, "").strip().strip("\"'")
        if n > 200:
            break
    return 0, ""
