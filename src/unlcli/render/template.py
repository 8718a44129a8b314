"""A reader's own template (Jinja2): it sees the listing and nothing else, and what goes wrong is told with its line."""

import traceback
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from jinja2 import Template, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace

from unlcli.domain.listing import Listing
from unlcli.errors import UsageError
from unlcli.render import template_limits as limits
from unlcli.render.escape import one_line
from unlcli.render.options import RenderOptions
from unlcli.render.template_facts import Unknown, variables
from unlcli.render.template_filters import FILTERS

_MARKUP = frozenset((".html", ".htm", ".xhtml", ".xml", ".atom", ".svg"))
_GLOBALS = {"dict": dict, "namespace": Namespace, "cycler": Cycler, "joiner": Joiner}
#: The same listing gives the same text, of a size that somebody may mean.
_UNFIT = ("random", "pprint", "format")
_HINT = "docs/how-to/templates.md tells what a template sees and can do"


def render(listing: Listing, options: RenderOptions, source: str, name: str) -> str:
    """Return what a template makes of a listing; `name` is its file, whose ending tells whether it writes HTML or XML.

    Raises UsageError that names file and line for whatever goes wrong in the template.
    """
    is_markup = any(suffix.lower() in _MARKUP for suffix in PurePath(name).suffixes)
    environment = _Environment(
        autoescape=is_markup,
        undefined=Unknown,
        finalize=limits.shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(FILTERS)
    for unfit in _UNFIT:
        del environment.filters[unfit]
    environment.filters = limits.filters(environment.filters)
    try:
        code = environment.compile(source, filename=name)
        asked = meta.find_undeclared_variables(environment.parse(source))
        return Template.from_code(environment, code, {**_GLOBALS, "range": limits.numbers()}).render(
            variables(listing, options, asked)
        )
    except Exception as error:  # whatever a template does wrong, its writer is told
        raise UsageError(f"{name}:{_line(error, name)}: {_told(error)}", _HINT) from error


class _Code(CodeGenerator):
    """Compiles `~` so that it has an end."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja looks for it by this name
        """Write a call of what puts texts together."""
        self.write("environment.texts(context.eval_ctx.autoescape, (")
        for each in node.nodes:
            self.visit(each, frame)
            self.write(", ")
        self.write("))")


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with an end to texts and numbers that grow."""

    intercepted_binops = frozenset(("*", "**", "+", "%"))
    code_generator_class = _Code
    concat = staticmethod(limits.joined)

    def call_binop(self, _: object, operator: str, left: object, right: object) -> object:
        """Add, multiply, raise to powers and format where the result stays of a size that somebody may mean."""
        limits.operation(operator, left, right)
        return self.binop_table[operator](left, right)

    def call(self, context: Context, obj: object, /, *args: object, **named: object) -> object:
        """Call what a template may call, where the result stays of a size that somebody may mean."""
        limits.call(obj, args)
        return super().call(context, obj, *args, **named)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Tell whether a template may use an attribute: none that makes long texts of few letters."""
        is_growing = attr in limits.REFUSED and isinstance(obj, str | bytes | int)
        return not is_growing and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, _: object) -> None:
        """Have no way of its own for `format`, which is refused."""

    @staticmethod
    def texts(is_markup: bool, parts: Sequence[object]) -> str:
        """Return values one after the other, as `~` has it."""
        limits.size(parts)
        return markup_join(parts) if is_markup else str_join(parts)


def _line(error: Exception, name: str) -> int:
    """Return the line of the template that an error comes from; 1 where nothing tells."""
    return error.lineno if isinstance(error, TemplateSyntaxError) else next(_lines(error, name), 1)


def _lines(error: Exception, name: str) -> Iterator[int]:
    frames = traceback.extract_tb(error.__traceback__)
    yield from (frame.lineno for frame in reversed(frames) if frame.filename == name and frame.lineno)


def _told(error: Exception) -> str:
    message = one_line(getattr(error, "message", None) or str(error))
    if isinstance(error, TypeError) and "no loader" in message:
        return "a template stands alone: it cannot include, import or extend another"
    if isinstance(error, TemplateError):
        return message or type(error).__name__
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
