"""The table of commands, and that a command is loaded only when it runs."""

import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from cli_runs import Unl

import unlcli.cli
from unlcli.cli.commands import COMMANDS
from unlcli.cli.typer_classes import LazyCommand, options_of

MODULES = sorted(path.stem for path in Path(unlcli.cli.__file__).parent.glob("*.py"))


def own_function(module: str) -> object:
    """The function that a module has of its own name; None where there is none."""
    loaded = import_module(f"unlcli.cli.{module}")
    found = getattr(loaded, module, None)
    return found if inspect.isfunction(found) and found.__module__ == loaded.__name__ else None


def test_the_table_has_every_module_that_holds_a_command() -> None:
    there = {
        module
        for module in MODULES
        if (function := own_function(module)) and {"library", "json"} & {*inspect.signature(function).parameters}  # type: ignore[arg-type]
    }
    assert {command.module for command in COMMANDS.values()} == there


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_what_the_table_says(name: str) -> None:
    whole = LazyCommand(name).whole
    assert (whole.name, whole.short_help) == (name, COMMANDS[name].short_help)
    assert whole.callback is not None
    assert inspect.unwrap(whole.callback) is own_function(COMMANDS[name].module)
    query = [each.name for each in whole.params if each.param_type_name == "argument" and each.name == "words"]
    assert bool(query) == COMMANDS[name].takes_query


def test_every_option_is_a_flag_or_has_a_value() -> None:
    flags, valued = options_of(LazyCommand("search").whole.params)
    assert {"--json", "-y"} <= flags
    assert {"--limit", "-n", "-l"} <= valued
    assert not flags & valued


@pytest.mark.parametrize(("typed", "meant"), [("serch", "search"), ("exprot", "export"), ("undoo", "undo")])
def test_a_slip_in_a_commands_name_is_seen(unl: Unl, typed: str, meant: str) -> None:
    assert f"No such command '{typed}'. Did you mean '{meant}'" in unl.refused(2, typed).err


def test_help_loads_no_command(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom unlcli.cli.app import main\ncode = main(['--help'])\n"
        f"print([m for m in {[c.module for c in COMMANDS.values()]!r} if 'unlcli.cli.' + m in sys.modules], code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout.splitlines()[-1] == "[] 0"
