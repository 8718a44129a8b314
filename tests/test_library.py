"""The shipped list: whole, in order, free of duplicates, and its papers found by what a researcher types."""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from unlcli.domain import identifiers, keys
from unlcli.domain.entry import Entry
from unlcli.domain.finding import Finding
from unlcli.domain.identifiers import Scheme
from unlcli.domain.library import Entries
from unlcli.domain.venues import VenueTable
from unlcli.services.check import CheckOptions, check
from unlcli.store.bibfile import BibFile
from unlcli.store.config import CheckSettings

SHIPPED = Path(__file__).resolve().parents[1] / "library.bib"
LIBRARY = BibFile.open(SHIPPED)
ENTRIES = tuple(LIBRARY.entries)
VENUES = VenueTable()
CATEGORIES = {"Survey", "Benchmark", "Benchmark > Multimodal", "LLM", "Multimodal LLM", "Medical LLM"}
Unl = Callable[..., tuple[int, str, str]]


@pytest.fixture
def unl(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Unl:
    """Run a command in a folder that holds a copy of the list; exit code and both streams come back."""
    from unlcli.cli.app import main

    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "library.bib").write_bytes(LIBRARY.data)

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(list(arguments))
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def test_all_papers_are_there_in_key_order() -> None:
    assert len(ENTRIES) == 76
    assert LIBRARY.entries.failures == ()
    assert [entry.key for entry in ENTRIES] == sorted({entry.key.casefold() for entry in ENTRIES})


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_an_entry_is_whole(entry: Entry) -> None:
    assert entry.problem == ""
    assert entry.get("author")
    assert entry.get("title")
    assert re.fullmatch(r"20\d\d", entry.get("year"))
    assert entry.venue
    assert VENUES.knows(VENUES.recognise(entry.venue)), entry.venue
    assert re.fullmatch(r"https://\S+", entry.get("url"))
    assert entry.type == "misc" and entry.get("eprint") or entry.get("booktitle") or entry.get("journal")
    assert not entry.get("eprint") or entry.get("archiveprefix") == "arXiv"
    assert entry.values("category")
    assert set(entry.values("category")) <= CATEGORIES
    for link in (*entry.values("alturl"), *entry.values("code")):
        assert re.fullmatch(r"https?://\S+", link)
        assert identifiers.clean_url(link).url == link
    assert not re.search(r"â€|Ã.|&\w+;|\.$", entry.get("title"))


def test_identifiers_are_unique() -> None:
    found = Counter(i for entry in ENTRIES for i in identifiers.of_entry(entry) if i.scheme is not Scheme.URL)
    assert [str(i) for i, count in found.items() if count > 1] == []
    links = Counter(identifiers.same_link(e.get("url")) for e in ENTRIES)
    assert max(links.values()) == 1


def test_keys_follow_the_pattern() -> None:
    bases = {entry.key: keys.make_key(entry, ()) for entry in ENTRIES}
    for key, base in bases.items():
        assert re.fullmatch(re.escape(base) + "[a-z]?", key), f"{key} is not made from {base}"
        assert key == base or base in bases, f"{key} has a letter without need"


def test_check_finds_nothing(unl: Unl) -> None:
    assert unl("check") == (0, "no findings\n", "")
    assert unl("check", "--strict")[0] == 0


# The same paper once more, as its preprint


def again(entry: Entry, *, eprint: bool = True) -> str:
    """Return a paper as an arXiv entry of the year before under another key."""
    lines = [f"  {name} = {{{entry.get(name)}}}," for name in ("author", "title")]
    lines.append(f"  year = {{{int(entry.year) - 1}}},")
    if eprint and entry.get("eprint"):
        lines += [f"  eprint = {{{entry.get('eprint')}}},", "  archiveprefix = {arXiv},"]
    else:
        lines.append("  howpublished = {arXiv preprint},")
    return "\n@misc{preprint,\n" + "\n".join(lines) + "\n}\n"


def findings_with(text: str) -> tuple[Finding, ...]:
    more = BibFile(SHIPPED, LIBRARY.data + text.encode())
    assert len(more.entries) == len(ENTRIES) + 1
    return check([Entries(more.entries.entries, path="library.bib")], CheckOptions(CheckSettings(), VENUES)).findings


LAST = LIBRARY.data.count(b"\n") + 2


@pytest.mark.parametrize("eprint", [True, False], ids=["identifier", "no-identifier"])
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_each_paper_again_is_found(entry: Entry, eprint: bool) -> None:
    (finding,) = findings_with(again(entry, eprint=eprint))
    assert (finding.code, finding.severity, finding.key) == ("D001", "error", "preprint")
    assert finding.location.line == LAST
    assert [place.line for place in finding.related] == [entry.line]
    assert f"{entry.key} (library.bib:{entry.line})" in finding.message


@pytest.mark.parametrize("key", ["jin2024rwku", "huo2025mmunlearner", "alber2025medical"])
def test_check_names_both_lines(key: str, unl: Unl) -> None:
    (entry,) = LIBRARY.entries.named(key)
    Path("library.bib").write_bytes(LIBRARY.data + again(entry).encode())
    code, out, _ = unl("check")
    assert code == 1
    assert f"library.bib:{LAST}: error D001" in out
    assert f"library.bib:{entry.line}" in out
    code, out, _ = unl("check", "--json")
    assert code == 1
    assert len(json.loads(out)["findings"]) == 1


def test_adding_a_paper_again_is_refused(unl: Unl) -> None:
    for entry in ENTRIES[::15]:
        Path("again.bib").write_text(again(entry), encoding="utf-8")
        code, _, err = unl("add", "--bibtex", "again.bib")
        assert code == 1
        assert f"library.bib:{entry.line}: {entry.key} is this paper already" in err
    assert Path("library.bib").read_bytes() == LIBRARY.data


def test_other_papers_are_not_taken_for_those_here() -> None:
    """Comments on a paper, and papers of others with titles like it, are other works."""
    others = {
        "alber2025medical": (
            "Author Correction: Medical large language models are vulnerable to data-poisoning attacks",
            "",
        ),
        "zhang2024negative": ("Positive Preference Optimization: From Catastrophic Collapse to Alignment", "Roe, Ann"),
        "yao2024large": ("Large Language Model Pruning", "Roe, Ann and Doe, Jo"),
        "maini2024tofu": ("SILKEN: A Task of Fictitious Editing for LLMs", "Roe, Ann and Doe, Jo"),
    }
    for key, (title, author) in others.items():
        (entry,) = LIBRARY.entries.named(key)
        other = replace(entry, fields={**entry.fields, "title": title, "author": author or entry.get("author")})
        assert "D001" not in {f.code for f in findings_with(again(other, eprint=False))}, title


# Known items


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("approximate unlearning hary poter", "eldan2023whos"),
        ("rwku", "jin2024rwku"),
        ("SKU safer", "liu2024safer"),
        ("wagle", "jia2024wagle"),
        ("MM Unlearner", "huo2025mmunlearner"),
        ("peb ench", "xu2025pebench"),
        ("relern", "xu2025relearn"),
        ("quantised unlearning failure", "zhang2025catastrophic"),
        ("gunnemann probabilistic", "scholten2025probabilistic"),
        ("Sánchez digital", "blancojusticia2025digital"),
        ("sanchez forgetting survey", "blancojusticia2025digital"),
        ("blanco justicia", "blancojusticia2025digital"),
        ("10.18653/v1/2024.findings-emnlp.82", "tian2024forget"),
        ("arxiv.org/pdf/2405.16720v3", "wang2025large"),
        ("https://openreview.net/forum?id=P8seBluN3c", "maini2024tofu"),
        ("2311.15766", "si2023knowledge"),
        ("is textual unlearning all you need", "chakraborty2024can"),
        ("loss re-weighting", "yang2025exploring"),
        ("weak to strong distillation", "zhao2025unlearning"),
        ("liu 2024 generative survey", "liu2024machine"),
        ("nature medicine", "alber2025medical"),
        ("mixture-of-expert", "zhuang2025seuf"),
        ("large language model unlearning", "yao2024large"),
    ],
)
def test_the_paper_one_means_is_first(query: str, key: str, unl: Unl) -> None:
    code, out, _ = unl("search", "--json", "--limit", "3", "--", query)
    assert [entry["key"] for entry in json.loads(out)["entries"]][:1] == [key]
    assert code == 0
