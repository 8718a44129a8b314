"""Lets the tests of this folder import the modules they share, which pytest's importlib mode does not do by itself."""

import functools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from commands import Command
from runner import Runner
from sandbox import Sandbox


@pytest.fixture(scope="session")
def sandbox_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Command], Sandbox]]:
    """A command's sandbox, made once."""
    with Runner() as runner:
        yield functools.cache(lambda command: Sandbox(runner, command, tmp_path_factory.mktemp("faults") / "box"))
