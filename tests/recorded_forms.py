"""When what unl wrote says the same as an answer: LaTeX, Unicode, markup, case and blanks are levelled, and nothing else."""

import html
import re
import unicodedata

from facts import Facts
from pylatexenc.latex2text import LatexNodes2Text

_LATEX = LatexNodes2Text(keep_comments=True, strict_latex_spaces=False)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("‘’`´ʼ′", "'") | dict.fromkeys("“”„″", '"'))
_LATEX_SIGNS = re.compile(r"[\\{}$~]|--")
#: A tag of HTML, JATS or MathML; `<` alone is a sign.
_TAG = re.compile(r"</?[a-z][\w:.-]*(?:\s[^<>]*)?/?>", re.I)


def level(value: str) -> str:
    """Return a text for comparison."""
    if not _LATEX_SIGNS.search(value):
        return _signs(value, value)
    known = re.sub(r"\\textbrace(left|right)(?:\{\})?", lambda side: "\\{" if side[1] == "left" else "\\}", value)
    return _signs(_LATEX.latex_to_text(re.sub(r"(?<!\\)%", r"\%", known)), value)


def forms(value: str) -> set[str]:
    """Return an answer's text for comparison, read as LaTeX and as it stands: services do not say which it is."""
    return {level(value), _signs(value, value)}


def _signs(value: str, given: str) -> str:
    """Level all but LaTeX; entities are none where the text was LaTeX."""
    value = html.unescape(html.unescape(value)) if "\\&" not in given else value
    value = unicodedata.normalize("NFKD", _TAG.sub("", value)).translate(_DASHES)
    kept = "".join(
        c for c in value if not unicodedata.combining(c) and unicodedata.category(c) not in ("Cf", "Cc") or c in "\n\t"
    )
    kept = re.sub(r"[\^_](?=\w)", "", kept.replace("''", '"')).casefold()
    return re.sub(r"\s+", "", re.sub(r"-+", "-", kept))


def differences(wanted: Facts, written: Facts) -> list[str]:
    """Return in words what a written entry says otherwise than an answer."""
    found = []
    if level(written.titles[0]) not in {form for title in wanted.titles for form in forms(title)}:
        found.append(f"title: {written.titles[0]!r} for {wanted.titles[0]!r}")
    people = [
        [_name(name) for name in names]
        for names in (wanted.authors, wanted.authors_too)
        if names or not wanted.authors_too
    ]
    if [_name(name) for name in written.authors] not in people:
        found.append(f"authors: {'; '.join(written.authors)!r} for {'; '.join(wanted.authors)!r}")
    found += _one_of("year", wanted.years, written.years)
    found += _one_of("venue", wanted.venues, written.venues)
    found += _one_of("doi", wanted.dois, written.dois)
    if level(written.arxiv) != level(wanted.arxiv):
        found.append(f"arXiv id: {written.arxiv!r} for {wanted.arxiv!r}")
    return found


def _name(name: str) -> str:
    return level(name).replace(",", "").replace(".", "")


def _one_of(what: str, wanted: tuple[str, ...], written: tuple[str, ...]) -> list[str]:
    said = {form for value in wanted for form in forms(value)} or {""}
    value = written[0] if written else ""
    return [] if level(value) in said else [f"{what}: {value!r} for {' or '.join(map(repr, wanted)) or 'none'}"]
