"""Typer's classes with what it lacks: commands loaded when they run, words that begin with a dash, plain texts for little."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from typing import Any, get_args

import typer
from typer.core import TyperCommand, TyperGroup

from unlcli.cli import argument_words, voice_options
from unlcli.cli.commands import COMMANDS
from unlcli.errors import UsageError

_EPILOG = "Every command also takes --quiet, --verbose, --debug, --color and --no-pager (see unl --help)."

Parameter = Any  # Click's, which Typer keeps to itself


class PlainCommand(TyperCommand):
    """A command whose texts are taken as they are, without what Typer loads to check them."""

    def get_params(self, ctx: Any) -> list[Parameter]:
        """Return the parameters, each with the shortcut."""
        return [_without_pydantic(parameter) for parameter in super().get_params(ctx)]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; whatever is wrong with them is told as of this command, an option without its value, too."""
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            if getattr(error, "ctx", ctx) is None:
                vars(error)["ctx"] = ctx
            raise


class QueryCommand(PlainCommand):
    """A command whose arguments are words of a query: only exact option tokens are options."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the words behind `--`, so that Typer leaves them alone; while the shell completes, nothing is complained of."""
        return super().parse_args(ctx, args if ctx.resilient_parsing else self._sorted(ctx, args))

    def _sorted(self, ctx: Any, args: Sequence[str]) -> list[str]:
        flags, valued = options_of(self.get_params(ctx))
        try:
            options, words = argument_words.split(args, flags, valued)
        except UsageError as error:
            raise UsageError(error.message, f"{error.hint}; see {ctx.command_path} --help") from None
        if options and options[-1][1] is None and options[-1][0] in valued:
            return [options[-1][0]]  # Typer has the words for an option without its value
        tokens = [token for name, value in options for token in _tokens(name, value)]
        return [*tokens, "--", *words]


def options_of(parameters: Sequence[Parameter]) -> tuple[set[str], set[str]]:
    """Return the names of a command's flags, and those of its options with a value."""
    flags: set[str] = set()
    valued: set[str] = set()
    for parameter in parameters:
        if parameter.param_type_name == "option":
            (flags if parameter.is_flag else valued).update((*parameter.opts, *parameter.secondary_opts))
    return flags, valued


def _tokens(name: str, value: str | None) -> list[str]:
    if value is None:
        return [name]
    return [f"{name}={value}"] if name.startswith("--") else [name, value]


class LazyCommand(TyperCommand):
    """The name and the short help of a command, and the command itself once it is to run."""

    @cached_property
    def whole(self) -> TyperCommand:
        """The command with its parameters, from its module."""
        where = COMMANDS[str(self.name)]
        function = getattr(import_module(f"unlcli.cli.{where.module}"), where.module)
        holder = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        classes = QueryCommand if where.takes_query else PlainCommand
        holder.command(self.name, short_help=where.short_help, cls=classes)(function)
        command = typer.main.get_command(holder)
        assert isinstance(command, TyperCommand)
        command.params += voice_options.of_a_command({name for each in command.params for name in each.opts})
        command.epilog = _EPILOG
        return command

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Begin to run, or to complete, the command itself."""
        return self.whole.make_context(info_name, args, parent, **extra)


class LazyGroup(TyperGroup):
    """All commands, none of them loaded."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        for name, command in COMMANDS.items():
            self.add_command(LazyCommand(name, short_help=command.short_help, rich_markup_mode=None))
        _leave_help_alone()

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Read the program's own options, some of which print and end."""
        extra.setdefault("terminal_width", _help_width())
        with _reader_may_go():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        with _reader_may_go():
            return super().invoke(ctx)

    def get_params(self, ctx: Any) -> list[Parameter]:
        """Return the parameters, each with the shortcut."""
        return [_without_pydantic(parameter) for parameter in super().get_params(ctx)]


@contextmanager
def _reader_may_go() -> Iterator[None]:
    """End in peace when nobody reads the output any more, for which Typer has an exit code of its own."""
    try:
        yield
    except BrokenPipeError:
        raise SystemExit(0) from None


def _help_width() -> int:
    """Return the columns of help: Typer takes no fewer than 50, however narrow the terminal is."""
    from shutil import get_terminal_size

    return max(20, min(get_terminal_size().columns, 100) - 2)


def _leave_help_alone() -> None:
    """Keep Typer from loading rich to take markup out of what zsh and fish show: there is none in ours."""
    completion = sys.modules.get("typer._completion_classes")
    if completion is not None and hasattr(completion, "_sanitize_help_text"):
        vars(completion)["_sanitize_help_text"] = str


def _without_pydantic(parameter: Parameter) -> Parameter:
    """Have a parameter take texts as they are: Typer would load pydantic for it, which takes as long as a whole search."""
    if "process_value" in vars(parameter):
        return parameter
    convert = parameter.process_value

    def process(ctx: Any, value: Any) -> Any:
        if ctx.resilient_parsing:  # while the shell completes, what is missing or wrong is not yet so
            return value
        if not _is_done(parameter, value):
            return convert(ctx, value)
        if value is None and (parameter.multiple or parameter.nargs == -1):
            value = ()
        return parameter.callback(ctx, parameter, value) if parameter.callback else value

    parameter.process_value = process
    return parameter


def _is_done(parameter: Parameter, value: Any) -> bool:
    """Tell whether a value is what the function takes already: nothing where it may be missing, a text, texts."""
    if value is None:
        return not parameter.required
    wanted = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
    if wanted is str:
        return isinstance(value, str)
    is_texts = get_args(wanted) == (str,) and isinstance(value, Sequence) and not isinstance(value, str)
    return is_texts and bool(value) and all(isinstance(each, str) for each in value)
