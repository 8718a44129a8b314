from collections.abc import Callable

import pytest

from unlcli.domain.change import SetField
from unlcli.domain.finding import Finding, Location, Severity


def values(findings: list[Finding]) -> list[str]:
    return [change.value for f in findings for change in f.changes if isinstance(change, SetField)]


@pytest.mark.parametrize(
    ("link", "clean"),
    [
        ("https://example.org/a?utm_source=x", "https://example.org/a"),
        ("https://example.org/a?b=1&utm_source=x&utm_medium=y&c=2#part", "https://example.org/a?b=1&c=2#part"),
        ("https://example.org/a?fbclid=x&b=1", "https://example.org/a?b=1"),
        ("https://example.org/a?gclid=x#part", "https://example.org/a#part"),
        (r"https://example.org/a?utm\_source=x\&b\_c=1", r"https://example.org/a?b\_c=1"),
        (r"https://example.org/a?mc_cid=x\#part", r"https://example.org/a\#part"),
        ("https://example.org/a?b=%20&igshid=x", "https://example.org/a?b=%20"),
        ("https://example.org/a?spm=1.2.3", "https://example.org/a"),
        ("https://www.sciencedirect.com/science/article/pii/S1?casa_token=x:y", "https://www.sciencedirect.com/science/article/pii/S1"),
        ("https://medium.com/@ann/knots-1?source=rss", "https://medium.com/@ann/knots-1"),
        ("https://blog.medium.com/knots?source=rss", "https://blog.medium.com/knots"),
        ("https://youtu.be/abc?si=x&t=5", "https://youtu.be/abc?t=5"),
    ],
)  # fmt: skip
def test_what_only_tracks_goes_and_the_rest_stays(check: Callable[..., list[Finding]], link: str, clean: str) -> None:
    found = check("S004", f"@misc{{a,\n  url = {{{link}}},\n}}\n")
    assert values(found) == [clean]
    assert (found[0].location, found[0].severity) == (Location("1.bib", 2), Severity.WARNING)
    assert check("S004", f"@misc{{a, url = {{{clean}}}}}\n") == []


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org/a", "https://example.org/a?source=x", "https://example.org/search?q=utm_source",
        "https://example.org/#/page?utm_source=x", "https://github.com/a/b?tab=readme-ov-file", "https://openreview.net/forum?id=x",
        "https://example.org/utm_source=x", "utm_source=x", "https://example.org/?", "https://example.org/?v=1&si=2",
    ],
)  # fmt: skip
def test_parameters_of_the_page_are_none(check: Callable[..., list[Finding]], link: str) -> None:
    assert check("S004", f"@misc{{a, url = {{{link}}}}}\n") == []


@pytest.mark.parametrize("field", ["alturl", "code", "website", "video", "slides", "poster"])
def test_every_link_of_a_field_is_looked_at(check: Callable[..., list[Finding]], field: str) -> None:
    value = "https://a.org/?utm_id=1  https://b.org/?x=1\n    https://c.org/?fbclid=2&y=3"
    (found,) = check("S004", f"@misc{{a, {field} = {{{value}}}}}\n")
    assert found.message == f"a: {field} has tracking parameters: utm_id, fbclid"
    assert values([found]) == ["https://a.org/  https://b.org/?x=1\n    https://c.org/?y=3"]


def test_links_in_prose(check: Callable[..., list[Finding]]) -> None:
    value = r"See \url{https://a.org/?utm_id=1}, and \href{https://b.org/?utm_id=1&x=2}{that? &utm_id=3}."
    found = check("S004", f"@misc{{a, howpublished = {{{value}}}, title = {{{value}}}}}\n")
    assert values(found) == [r"See \url{https://a.org/}, and \href{https://b.org/?x=2}{that? &utm_id=3}."]


@pytest.mark.parametrize(
    ("value", "clean"),
    [
        ("See (https://a.org/?utm_id=1), and https://b.org/?x=1&utm_id=2.", "See (https://a.org/), and https://b.org/?x=1."),
        ("https://a.org/?utm_id=1;https://b.org/y", "https://a.org/;https://b.org/y"),
        ("https://a.org/?utm_id=1,https://b.org/?utm_id=2", "https://a.org/,https://b.org/"),
        ("[https://a.org/?utm_id=1] and more", "[https://a.org/] and more"),
        ("Is it https://a.org/?utm_id=1?", "Is it https://a.org/?"),
    ],
)  # fmt: skip
def test_what_stands_behind_a_link_stays(check: Callable[..., list[Finding]], value: str, clean: str) -> None:
    assert values(check("S004", f"@misc{{a, note = {{{value}}}}}\n")) == [clean]


@pytest.mark.parametrize("value", ["(https://a.org/?utm_id=1),then", "https://a.org/?utm_id=1;www.b.org/y"])
def test_what_may_be_more_than_a_parameter_is_left_alone(check: Callable[..., list[Finding]], value: str) -> None:
    assert check("S004", f"@misc{{a, note = {{{value}}}}}\n") == []
