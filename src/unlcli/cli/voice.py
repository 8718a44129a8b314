"""How a command speaks: what the options that all commands take ask for, over what the environment says."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

#: When there is colour.
WHEN = ("auto", "always", "never")


class Voice(NamedTuple):
    """What is told beside results and errors, when it is coloured, and whether a pager shows what is long."""

    is_quiet: bool = False
    is_verbose: bool = False
    is_debugging: bool = False
    colour: str = "auto"
    pages: bool = True


_USUAL = Voice()
_SPOKEN: ContextVar[Voice] = ContextVar("voice", default=_USUAL)


def now() -> Voice:
    """Return how the command that runs speaks; threads of its own are handed what they need of it."""
    return _SPOKEN.get()


def choose(**chosen: object) -> None:
    """Have the command that runs speak so from now on."""
    _SPOKEN.set(now()._replace(**chosen))  # type: ignore[arg-type]


@contextmanager
def of_one_command(environment: Mapping[str, str] = os.environ) -> Iterator[None]:
    """Let a command choose how it speaks, for its own time only; UNL_DEBUG asks for all that `--debug` does."""
    debugs = bool(environment.get("UNL_DEBUG"))
    token = _SPOKEN.set(Voice(is_verbose=debugs, is_debugging=debugs))
    try:
        yield
    finally:
        _SPOKEN.reset(token)
