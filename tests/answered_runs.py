"""Commands run in this process, each in a fresh folder and against a server of its own that gives registered answers."""

import io
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from one_answer import OneAnswer, trusted

from unlcli.cli.app import main

KEPT = "@book{kept2020,\n  author = {Kept, Ada},\n  title = {What Was There Before},\n  publisher = {Example},\n  year = {2020},\n}\n"


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str
    before: str
    library: str
    served: int


def run(
    arguments: Sequence[str], certificate: Path | None, library: str = KEPT, serving: Callable[[OneAnswer], object] = id
) -> Ran:
    """Run a command in a fresh folder, with fresh settings and cache, against a server of its own."""
    with tempfile.TemporaryDirectory() as name, OneAnswer(certificate) as server, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        serving(server)
        for what in ("CACHE", "STATE", "CONFIG"):
            patch.setenv(f"UNL_{what}_DIR", str(folder / what.lower()))
        for what in ("UNL_LIBRARY", "GITHUB_TOKEN", "UNL_S2_API_KEY", "FORCE_COLOR"):
            patch.delenv(what, raising=False)
        server.stand_in(patch)
        for what, value in (trusted(certificate) if certificate else {}).items():
            patch.setenv(what, value)
        (folder / "work").mkdir()
        patch.chdir(folder / "work")
        file = Path("library.bib")
        file.write_bytes(library.encode())
        out, err = _streams(patch)
        code = main(list(arguments))
        return Ran(code, _text(out), _text(err), library, file.read_bytes().decode(), server.served)


def _streams(patch: pytest.MonkeyPatch) -> tuple[io.TextIOWrapper, io.TextIOWrapper]:
    out, err, nothing = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(3))
    for name, stream in (("stdout", out), ("stderr", err), ("stdin", nothing)):
        patch.setattr(sys, name, stream)
    return out, err


def _text(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8", "replace")
