r"""S002: HTML in a text.

Titles and abstracts that were copied from a web page or fetched from a publisher bring tags (`<i>`, `<sub>`, `<jats:p>`)
and entities (`&amp;`, `&#8217;`) along. BibTeX and LaTeX know neither: they are printed as they are, or stop the run.
What only looks like a tag (`a < b`, `<unk>`, `Vec<T>`) is none.

Wrong:

    @article{adams2020knots,
      author = {Adams, Ann},
      title = {Knots &amp; <i>Bends</i> in H<sub>2</sub>O},
      journal = {Journal of Ropes},
      year = {2020},
    }

Right:

    @article{adams2020knots,
      author = {Adams, Ann},
      title = {Knots \& \emph{Bends} in H\textsubscript{2}O},
      journal = {Journal of Ropes},
      year = {2020},
    }

Fix: `unl check --fix` writes entities as characters and the tags of emphasis, scripts, code and paragraphs in LaTeX.
Others, such as links and MathML, take a person.
"""

from collections.abc import Iterator

from unlcli.domain.change import Change
from unlcli.domain.finding import Finding, Severity
from unlcli.domain.text import is_balanced
from unlcli.rules import markup
from unlcli.rules.judged import Judged, Placed
from unlcli.rules.mending import new_value

CODE, NAME, SEVERITY = "S002", "html-in-text", Severity.WARNING

_NAMES = frozenset(
    "title subtitle titleaddon shorttitle alttitle booktitle booksubtitle maintitle eventtitle journal journaltitle series author "
    "editor publisher organization institution school address location note abstract".split()
)
_SHOWN = 4


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each text that holds tags or entities."""
    for placed in judged.entries:
        fields = placed.entry.fields
        for name in [name for name in fields if name in _NAMES]:
            value = fields[name]
            if ("<" in value or "&" in value) and markup.SUSPICIOUS.search(value):
                yield from _judged(placed, name, value)


def _judged(placed: Placed, name: str, value: str) -> Iterator[Finding]:
    found = _found(value)
    if not found:
        return
    shown = ", ".join(found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
    meant = markup.in_tex(value)
    changes: tuple[Change, ...] = ()
    if meant != value and is_balanced(meant) and not _found(meant):
        changes = new_value(placed, name, meant)
    message = f"{placed.name}: {name} has HTML in it: {shown}"
    yield Finding(CODE, NAME, SEVERITY, message, placed.at(name), placed.entry.key, changes=changes)


def _found(value: str) -> list[str]:
    return list(dict.fromkeys((*markup.tags(value), *markup.entities(value))))
