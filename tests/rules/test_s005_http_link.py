from collections.abc import Callable

import pytest

from unlcli.domain.change import SetField
from unlcli.domain.finding import Finding, Location, Severity


def values(findings: list[Finding]) -> list[str]:
    return [change.value for f in findings for change in f.changes if isinstance(change, SetField)]


@pytest.mark.parametrize(
    "rest",
    [
        "arxiv.org/abs/2001.00001", "dx.doi.org/10.1000/a\\_b", "www.jmlr.org/papers/v3/a.html", "github.com", "en.wikipedia.org/wiki/Knot",
        "adams.github.io/knots", "openreview.net/pdf?id=x", "export.arxiv.org/pdf/2001.00001v2", "WWW.Nature.com/articles/x",
        "dblp.uni-trier.de/rec/x",
    ],
)  # fmt: skip
def test_a_site_that_has_https(check: Callable[..., list[Finding]], rest: str) -> None:
    found = check("S005", f"@misc{{a,\n  url = {{http://{rest}}},\n}}\n")
    assert values(found) == [f"https://{rest}"]
    assert (found[0].location, found[0].severity) == (Location("1.bib", 2), Severity.WARNING)
    assert check("S005", f"@misc{{a, url = {{https://{rest}}}}}\n") == []


@pytest.mark.parametrize(
    "link",
    [
        "http://example.org/arxiv.org", "http://arxiv.org.example.org/", "http://myarxiv.org/", "http://arxiv.org:8080/",
        "http://ann@github.com/x", "https://web.archive.org/web/2010/http://arxiv.org/abs/1", "ftp://arxiv.org/", "arxiv.org",
        "https://example.org/?to=http://arxiv.org", "http://", "http:///x", "http://[::1",
    ],
)  # fmt: skip
def test_other_links_are_left_alone(check: Callable[..., list[Finding]], link: str) -> None:
    assert check("S005", f"@misc{{a, url = {{{link}}}}}\n") == []


def test_every_link_and_nothing_between(check: Callable[..., list[Finding]]) -> None:
    value = "http://github.com/a  http://example.org\n  http://doi.org/10.1/x"
    (found,) = check("S005", f"@misc{{a, code = {{{value}}}}}\n")
    assert found.message == "a: code has http:// where https:// works: github.com, doi.org"
    assert values([found]) == ["https://github.com/a  http://example.org\n  https://doi.org/10.1/x"]


def test_links_in_prose_and_not_in_titles(check: Callable[..., list[Finding]]) -> None:
    text = r"Code at \url{http://github.com/a}, paper (http://arxiv.org/abs/1)."
    found = check("S005", f"@misc{{a, note = {{{text}}}, title = {{{text}}}}}\n")
    assert values(found) == [text.replace("http://", "https://")]


def test_a_site_that_moved_is_told(check: Callable[..., list[Finding]]) -> None:
    (found,) = check("S005", "@misc{a, url = {http://www.aclweb.org/anthology/P18-1001}}\n")
    assert found.message.endswith("aclweb.org (the ACL Anthology is at aclanthology.org now)")
