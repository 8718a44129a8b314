"""Filters of templates: one for each kind of text that a template may write, named after it."""

from collections.abc import Callable, Mapping

from jinja2 import pass_eval_context
from jinja2.filters import do_mark_safe
from jinja2.nodes import EvalContext

from unlcli.domain.text import to_bibtex
from unlcli.render import escape
from unlcli.render.spreadsheet import guarded

_LATEX_URL = str.maketrans({char: f"%{ord(char):02X}" for char in '\\{}^~"<>` '} | {"%": r"\%", "#": r"\#", "&": r"\&"})


def _url(value: object) -> str:
    """Return a link that may be followed, nothing for others."""
    return escape.safe_url(str(value)) or ""


def _csv(value: object) -> str:
    """Return a cell of CSV in its quotes, which no spreadsheet takes for a formula."""
    return '"' + guarded(escape.one_line(str(value))).replace('"', '""') + '"'


def _latex_url(value: object) -> str:
    """Return a link for `\\url` and `\\href`, also inside the arguments of other commands."""
    return _url(value).replace("_", r"\_").translate(_LATEX_URL)


@pass_eval_context
def _html(context: EvalContext, value: object) -> str:
    """Return text for HTML; it is not escaped a second time where a template escapes by itself."""
    text = escape.html(str(value))
    return do_mark_safe(text) if context.autoescape else text


FILTERS: Mapping[str, Callable[..., str]] = {
    "line": lambda value: escape.one_line(str(value)),
    "markdown": lambda value: escape.markdown(str(value)),
    "markdown_url": lambda value: escape.markdown_url(_url(value)),
    "html": _html,
    "latex": lambda value: to_bibtex(escape.one_line(str(value))),
    "latex_url": _latex_url,
    "braced": lambda value: f"{{{value}}}",
    "csv": _csv,
    "yaml": lambda value: escape.yaml(str(value)),
    "json": escape.json_text,
    "url": _url,
}
