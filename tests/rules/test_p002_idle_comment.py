from collections.abc import Callable

import pytest

from unlcli.domain.finding import Finding, Location, Severity

Check = Callable[..., list[Finding]]
ENTRY = "@misc{a,\n  title = {A},\n}\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (f"% unl: ignore[S05]\n{ENTRY}", 1, "names no rule by S05"),
        (f"% unl: ignore[S005, X1]\n{ENTRY}", 1, "does not do all that it says: it names no rule by X1"),
        (f"% unl: ignore[]\n{ENTRY}", 1, "names no rule"),
        (f"% unl: ignore[S005\n{ENTRY}", 1, "names no rule"),
        (f"% unl: ignore[S005]\n\n{ENTRY}", 1, "does not stand right above an entry"),
        (f"{ENTRY[:-1]} % unl: ignore[S005]\n", 3, "does not stand right above an entry"),
        (f"{ENTRY}% unl: ignore[S005]\n", 4, "does not stand right above an entry"),
        (f"{ENTRY}% UNL: Ignore", 4, "does not stand right above an entry"),
        (f"% unl: ignore[S005]\r\n\r\n{ENTRY}", 1, "does not stand right above an entry"),
        (f"% unl: ignore[S005]\n@string{{x = {{y}}}}\n{ENTRY}", 1, "does not stand right above an entry"),
        ("@misc{a, % unl: ignore[S005]\n  title = {A},\n}\n", 1, "does not stand right above an entry"),
    ],
)
def test_a_comment_that_does_nothing(check: Check, text: str, line: int, said: str) -> None:
    (found,) = check("P002", text)
    assert said in found.message
    assert (found.location, found.severity) == (Location("1.bib", line), Severity.WARNING)


@pytest.mark.parametrize(
    "above",
    [
        "% unl: ignore",
        "% unl: ignore[S005]",
        "%unl:ignore [s, V001]",
        "  % UNL: IGNORE[S005]",
        "% unl: ignore[L001, L]",
        "% unl: ignore[S]\n% Words.\n% unl: ignore[V]",
        "% Write % unl: ignore[S05] above an entry.",
        "% unl: ignored",
        "% unl ignore[S05]",
        "Words about unl: ignore[S05].",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_one_that_works_and_what_is_none(check: Check, above: str, newline: str) -> None:
    assert check("P002", f"{ENTRY}\n{above}\n{ENTRY}".replace("\n", newline)) == []


def test_a_file_full_of_them_is_read_in_no_time(check: Check) -> None:
    assert len(check("P002", "% unl: ignore[S005]\r" * 20_000)) == 20_000
