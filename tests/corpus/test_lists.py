"""Lists that others keep by hand, as they are: what is read of them, and that nothing certain is left to report."""

import csv
import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.corpus

Unl = Callable[..., tuple[int, str, str]]
LISTS = Path(os.environ.get("UNL_CORPUS", "")) / "corpus" / "lists"
NAMES = sorted(path.name for path in LISTS.glob("*") if path.suffix in (".md", ".bib") and path.name != "README.md")


def plain(title: str) -> str:
    text = re.sub(r"<[^>]+>|\\[A-Za-z]+|[{}$\\]", " ", unicodedata.normalize("NFKD", title or ""))
    return "".join(c for c in text.lower() if c.isalnum())


def place(link: str) -> str:
    """Return a link up to scheme, `www.`, last slash, fragment, tracking, and the form and version of arXiv's."""
    parts = urlsplit(unquote((link or "").strip()))
    host, path = parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/")
    if "arxiv.org" in host and (found := re.search(r"\d{4}\.\d{4,5}|[a-z-]+/\d{7}", path)):
        return f"arxiv:{found[0]}"
    query = "&".join(part for part in parts.query.split("&") if part and not part.startswith(("utm_", "tab=")))
    return f"{host}{path}?{query}" if query else host + path


@pytest.mark.parametrize("name", ["jujingliuzy.md", "topic-mamba-segmentation.md"])
def test_every_title_and_link_is_read(name: str, unl: Unl) -> None:
    code, out, _ = unl("import", LISTS / name, "--dry-run", "--json", "-l", "library.bib")
    assert code == 0
    read = json.loads(out)["drafts"]
    truth = [json.loads(line) for line in (LISTS / "truth" / name).with_suffix(".jsonl").read_text().splitlines()]
    assert Counter(plain(draft["title"]) for draft in read) == Counter(plain(row["title"]) for row in truth)
    there = {(plain(draft["title"]), place(link)) for draft in read for link in (*draft["urls"], *draft["code"])}
    wanted = {(plain(row["title"]), place(link)) for row in truth for link in (row["url"], *row["code"]) if link}
    assert wanted <= there


@pytest.mark.parametrize("name", [name for name in NAMES if (LISTS / "truth" / name).with_suffix(".jsonl").exists()])
def test_nearly_every_paper_is_read_and_hardly_anything_else(name: str, unl: Unl) -> None:
    code, out, _ = unl("import", LISTS / name, "--dry-run", "--json", "-l", "library.bib")
    assert code == 0
    read = json.loads(out)["drafts"]
    truth = [json.loads(line) for line in (LISTS / "truth" / name).with_suffix(".jsonl").read_text().splitlines()]
    links: dict[str, set[str]] = {}
    for draft in read:
        links.setdefault(plain(draft["title"]), set()).update(place(link) for link in (*draft["urls"], *draft["code"]))
    found = [row for row in truth if place(row["url"]) in {"", *links.get(plain(row["title"]), ("none",))}]
    titles = {plain(row["title"]) for row in truth}
    assert len(found) >= 0.98 * len(truth)
    assert sum(plain(draft["title"]) not in titles for draft in read) <= 0.08 * len(truth)


@pytest.mark.parametrize("name", NAMES)
def test_a_list_is_imported_and_leaves_nothing_certain(name: str, unl: Unl) -> None:
    code, _, err = unl("import", LISTS / name, "-l", "library.bib")
    assert code == 0, err
    if not Path("library.bib").exists():
        assert "no paper found in it" in err
        return
    code, out, _ = unl("check", "-l", "library.bib")
    assert code == 0, "\n".join(line for line in out.splitlines() if " error " in line)
    before = Path("library.bib").read_bytes()
    assert unl("import", LISTS / name, "-l", "library.bib")[0] == 0
    assert Path("library.bib").read_bytes() == before


def test_the_index_names_the_lists() -> None:
    rows = list(csv.DictReader((LISTS / "index.csv").open(encoding="utf-8")))
    assert {row["file"] for row in rows if Path(row["file"]).suffix in (".md", ".bib")} == set(NAMES)
