"""`unl init` on real lists: afterwards all is current, no prose is gone, and what was announced was written."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.corpus

Run = Callable[..., tuple[int, str, str]]
_BLOCK = re.compile(r"<!-- unl:begin.*?<!-- unl:end -->\n?", re.DOTALL)


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


@pytest.mark.parametrize("name", ["wlik", "jujingliuzy", "jjbrophy47"])
def test_a_real_list_is_moved_in(unl: Run, tmp_path: Path, name: str) -> None:
    old = (Path(os.environ["UNL_CORPUS"]) / "corpus" / "lists" / f"{name}.md").read_text(encoding="utf-8")
    (tmp_path / "README.md").write_bytes(old.encode())
    code, announced, _ = unl("init", "--yes")
    assert code == 0
    assert unl("check")[0] == 0
    assert unl("export", "--check")[0] == 0
    new = (tmp_path / "README.md").read_bytes().decode()
    prose = [line for line in old.split("\n") if "|" not in line]
    left = iter(_BLOCK.sub("", new).split("\n"))
    assert [line for line in prose if line.strip() and line not in left] == []
    # of rows of one paper that spell its title differently, the library has both titles
    said = _squashed(new + (tmp_path / "library.bib").read_text(encoding="utf-8"))
    assert [title for title in re.findall(r"\[([^]\n]{12,})\]\(http", old) if _squashed(title) not in said] == []
    shown = set(announced.split("\n"))
    assert all(f"+{line}" in shown for line in set(new.split("\n")) - set(old.split("\n")))
    assert "nothing to do" in unl("init", "--yes")[2]
