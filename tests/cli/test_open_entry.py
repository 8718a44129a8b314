import webbrowser

import pytest
from cli_runs import Unl


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    links: list[str] = []
    monkeypatch.setattr(webbrowser, "open", links.append)
    return links


@pytest.mark.usefixtures("lib")
def test_it_opens_the_paper(unl: Unl, opened: list[str]) -> None:
    done = unl.ok("open", "byte2021sails")
    assert opened == ["https://arxiv.org/abs/2101.00001"]
    assert done.out == "https://arxiv.org/abs/2101.00001\n"


@pytest.mark.usefixtures("lib")
def test_a_link_is_made_of_the_doi(unl: Unl, opened: list[str]) -> None:
    unl.ok("open", "ropes", "2101.00001")
    assert opened == ["https://doi.org/10.1234/abc_d", "https://arxiv.org/abs/2101.00001"]


@pytest.mark.usefixtures("lib")
def test_it_opens_the_code(unl: Unl, opened: list[str]) -> None:
    unl.ok("open", "knots", "--code")
    assert opened == ["https://github.com/x/knots"]


@pytest.mark.usefixtures("lib")
def test_a_dry_run_opens_nothing(unl: Unl, opened: list[str]) -> None:
    assert unl.ok("open", "sails", "--dry-run").out == "https://arxiv.org/abs/2101.00001\n"
    assert opened == []


@pytest.mark.usefixtures("lib")
def test_what_has_no_link_is_told(unl: Unl, opened: list[str]) -> None:
    assert "adams2020knots has no link" in unl.refused(1, "open", "adams2020knots").err
    assert "byte2021sails has no code" in unl.refused(1, "open", "byte2021sails", "--code").err
    unl.refused(1, "open", "zzz")
    assert opened == []


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "-oProxyCommand=x"])
def test_only_web_links_are_opened(unl: Unl, opened: list[str], link: str) -> None:
    unl.write("library.bib", f"@misc{{a, title={{A}}, url={{{link}}}, code={{{link}}}}}\n")
    unl.refused(1, "open", "a")
    unl.refused(1, "open", "a", "--code")
    assert opened == []


@pytest.mark.usefixtures("opened")
def test_control_characters_of_a_link_never_reach_the_terminal(unl: Unl) -> None:
    unl.write("library.bib", b"@misc{a, title={A}, url={https://x.org/\x1b[2J}, code={https://x.org/\x1b[2J}}\n")
    for option in ((), ("--code",)):
        assert unl.ok("open", "a", "--dry-run", *option).out == "https://x.org/<U+001B>[2J\n"
