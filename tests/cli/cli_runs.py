"""A small library, and a way to run commands on it and look at everything they leave."""

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from unlcli.cli.app import main

LIBRARY = """\
% A list of papers on ropes.

@string{neurips = "Advances in Neural Information Processing Systems"}

@inproceedings{adams2020knots,
  author    = {Adams, Ann and Byte, Bob},
  title     = {Knots in {LLM}s},
  booktitle = neurips,
  year      = {2020},
  category  = {Benchmark > Multimodal; Survey},
  code      = {https://github.com/x/knots},
}

@misc{byte2021sails,
  author = {Byte, Bob},
  title = {Sails},
  year = 2021,
  eprint = {2101.00001},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/2101.00001},
  category = {Survey},
}

@article{curl2022ropes,
  author = {Curl, Cara},
  title = {Ropes and M\\"uller's Theorem},
  journal = {Journal of Ropes},
  year = {2022},
  doi = {10.1234/abc_d},
  ids = {old2022, older2022},
}
"""
KEYS = ["adams2020knots", "byte2021sails", "curl2022ropes"]


@dataclass(frozen=True)
class Result:
    """What a command left: exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


class Unl:
    """Runs commands in a folder."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.env = monkeypatch
        self._capsys = capsys

    def __call__(self, *argv: str, stdin: str | bytes = "") -> Result:
        """Run a command in this process; standard input holds `stdin` and is no terminal."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        self.env.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        self._capsys.readouterr()
        code = main(list(argv))
        out, err = self._capsys.readouterr()
        return Result(code, out, err)

    def ok(self, *argv: str, stdin: str | bytes = "") -> Result:
        """Run a command that must succeed."""
        result = self(*argv, stdin=stdin)
        assert result.code == 0, result
        return result

    def refused(self, code: int, *argv: str, stdin: str | bytes = "") -> Result:
        """Run a command that must fail in one line, naming itself, without a result and without touching anything."""
        before = self.everything()
        result = self(*argv, stdin=stdin)
        assert result.code == code, result
        assert result.err.startswith("unl: error: "), result
        assert result.err.count("\n") == 1, result
        assert result.out == ""
        assert self.everything() == before
        return result

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file into the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def read(self, name: str = "library.bib") -> str:
        """Return a file's text."""
        return (self.folder / name).read_bytes().decode()

    def everything(self) -> dict[str, bytes]:
        """Return all files of the folder with their bytes."""
        files = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in files}

    def listed(self, *argv: str) -> list[str]:
        """Return the keys that a search lists."""
        return self("search", "--format", "keys", *argv).out.split()

    def entry(self, key: str) -> dict[str, Any]:
        """Return the record of an entry."""
        found = self.ok("show", key, "--json").json["entries"]
        assert len(found) == 1
        return dict(found[0])

    def user_settings(self, text: str) -> Path:
        """Write the user's own settings file."""
        file = Path(os.environ["UNL_CONFIG_DIR"]) / "unl.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file


def process(
    *argv: str, folder: Path, stdin: bytes = b"", patience: float = 60, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run `unl` as a process of its own, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "unlcli", *argv],
        cwd=folder,
        input=stdin,
        capture_output=True,
        env={**os.environ, **environment},
        timeout=patience,
    )
