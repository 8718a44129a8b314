from collections.abc import Callable

import pytest

from unlcli.domain.finding import Finding, Location, Severity


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("https://paperswithcode.com/paper/knots", "paperswithcode.com was Papers with Code, which ended in 2025"),
        ("https://www.paperswithcode.com", "paperswithcode.com was Papers with Code, which ended in 2025"),
        ("http://code.google.com/p/knots", "code.google.com was Google Code, which ended in 2016"),
        ("http://knots.googlecode.com/svn/", "googlecode.com was Google Code, which ended in 2016"),
        ("https://knots.codeplex.com", "codeplex.com was CodePlex, which ended in 2017"),
        ("https://gitorious.org/knots", "gitorious.org was Gitorious, which ended in 2015"),
    ],
)
def test_a_service_that_is_gone(check: Callable[..., list[Finding]], link: str, told: str) -> None:
    (found,) = check("S006", f"@misc{{a,\n  code = {{https://github.com/a/b {link}}},\n}}\n")
    assert found.message == f"a: code leads to a service that is gone: {told}"
    assert found.remedies == ("look for the code's repository and link to that",)
    assert (found.location, found.severity, found.changes) == (Location("1.bib", 2), Severity.WARNING, ())


def test_a_page_has_no_repository(check: Callable[..., list[Finding]]) -> None:
    (found,) = check("S006", "@misc{a, url = {https://academic.microsoft.com/paper/1}}\n")
    assert found.remedies == ("look for where the page is now",)


@pytest.mark.parametrize(
    "link",
    [
        "https://github.com/paperswithcode/x", "https://notpaperswithcode.com", "https://code.google.com/archive/p/knots",
        "https://web.archive.org/web/2020/https://paperswithcode.com/x", "https://paperswithcode.com.example.org", "paperswithcode",
    ],
)  # fmt: skip
def test_what_still_answers_is_not_told(check: Callable[..., list[Finding]], link: str) -> None:
    assert check("S006", f"@misc{{a, code = {{{link}}}}}\n") == []
