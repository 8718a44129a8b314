"""The examples of docs/api.md and docs/api_example.py run as they are shown."""

import doctest
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_answers import MADE
from replay import Replay

from unlcli import Library

DOCS = Path(__file__).resolve().parents[2] / "docs"
ARXIV = MADE[3]


@pytest.fixture
def replay(monkeypatch: pytest.MonkeyPatch) -> Iterator[Replay]:
    with Replay() as running:
        running.stand_in(monkeypatch)
        monkeypatch.setattr("unlcli.api.network.WAITS", 0.0)
        body = ARXIV.body("Attention Is All You Need", (("Ashish", "Vaswani"), ("Noam", "Shazeer")))
        body = body.replace("2101.00007", "1706.03762").replace("2021-01-04", "2017-06-12")
        running.answer(ARXIV.url, body, content_type=ARXIV.content_type)
        yield running


@pytest.mark.usefixtures("lib", "replay")
def test_the_examples_of_the_page_answer_what_it_shows() -> None:
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    example = doctest.DocTestParser().get_doctest(text, {"Library": Library}, "api.md", "api.md", 0)
    told: list[str] = []
    found = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(example, out=told.append)
    assert found.attempted > 15
    assert found.failed == 0, "".join(told)


@pytest.mark.usefixtures("replay")
def test_the_whole_program_adds_what_a_file_names(lib: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = importlib.util.spec_from_file_location("api_example", DOCS / "api_example.py")
    assert spec is not None
    assert spec.loader is not None
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    Path("papers.txt").write_text("https://arxiv.org/abs/1706.03762\n\n2101.00001\n")
    assert program.main("papers.txt") == 0
    assert capsys.readouterr().out == (
        "vaswani2017attention: Attention Is All You Need\nbyte2021sails is there already: same arXiv id 2101.00001\n"
    )
    assert "vaswani2017attention" in Library.open(lib)
    Path("papers.txt").write_text("no paper\n")
    assert program.main("papers.txt") == 2
