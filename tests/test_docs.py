"""The documentation is whole, current and true: its generated parts, its examples, its links, its picture.

How examples are written, run and compared is told at the top of docs/console.py. When one of these tests fails because
the program says something else now, and rightly so: python docs/make_reference.py (and docs/make_picture.py).
"""

import json
import os
import re
import shlex
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

from unlcli.__main__ import main
from unlcli.domain import keys, query
from unlcli.errors import ExitCode
from unlcli.render import findings, listing
from unlcli.rules import codes
from unlcli.services.listing.names import HEADINGS
from unlcli.store import config

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))
console, make_reference, make_picture = map(import_module, ("console", "make_reference", "make_picture"))

COMMANDS = make_reference._COMMANDS
PAGES = {str(page.relative_to(ROOT)): page for page in make_reference.pages()}
LINKING = {**PAGES, "CHANGELOG.md": ROOT / "CHANGELOG.md", "CONTRIBUTING.md": ROOT / "CONTRIBUTING.md"}
WITH_EXAMPLES = [name for name, page in PAGES.items() if "```console" in page.read_text(encoding="utf-8")]


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """Return what stands under a heading of the second level."""
    found: list[str] = []
    here = fenced = False
    for line in text.split("\n"):
        fenced ^= line.startswith("```")
        if line.startswith("## ") and not fenced:
            here = line == f"## {heading}"
            found += [""] if here else []
        elif here:
            found.append(line)
    assert found, f"there is no section {heading!r}"
    return "\n".join(found)


def missing(names: Iterator[str] | tuple[str, ...] | list[str], text: str) -> list[str]:
    """Return the names that a text does not mention as code."""
    mentioned = set(re.findall(r"`([^`\n]+)`", text))
    return [name for name in names if name not in mentioned]


# Whole.


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_its_options_and_an_example(command: str) -> None:
    text = section(page("commands"), f"unl {command}")
    assert f"<!-- generated: help {command} -->" in text
    shown = [step.text for scene in console.scenes(text) for step in scene.steps]
    assert any(f"unl {command}" in line for line in shown), "show an example that runs"
    assert (COMMANDS[command].help or "").strip(), "give it a docstring"


def test_every_option_is_explained() -> None:
    unexplained = [
        f"{name} {parameter.opts[-1]}"
        for name, command in COMMANDS.items()
        for parameter in command.params
        if not getattr(parameter, "hidden", False) and not parameter.help
    ]
    assert unexplained == []


def test_examples_in_help_name_options_that_exist() -> None:
    wrong = []
    for name, command in COMMANDS.items():
        known = {option for parameter in command.params for option in parameter.opts}
        for line in re.findall(rf"\bunl {name}\b.*$", command.help or "", re.M):
            words = [word for word in shlex.split(line) if re.match(r"--[a-z]|-[a-z]$", word)]
            wrong += [f"{line}: {word}" for word in words if word.partition("=")[0] not in known]
    assert wrong == []


def test_exit_codes() -> None:
    rows = re.findall(r"^\| (\d+) \|", section(page("commands"), "What all commands share"), re.M)
    assert [int(row) for row in rows] == sorted(ExitCode)


def test_columns_and_groups() -> None:
    text = section(page("commands"), "unl export")
    assert missing([*HEADINGS], text) == []


def test_formats() -> None:
    shown_as = {"card": "text"}
    names = [shown_as.get(name, name) for name in (*listing.formats(), *findings.formats())]
    assert missing(names, section(page("formats"), "Export formats")) == []


def test_settings() -> None:
    text = page("configuration")
    for name in config.NAMES:
        section(text, name)
    assert missing(config.SOURCES, section(text, "sources")) == []
    assert missing([f"{{{name}}}" for name in keys._VARIABLES], section(text, "key_pattern")) == []
    written = {
        "fields": config.CUSTOM_FIELDS,
        "category": [field.name for field in fields(config.CategorySetting)],
        "check": [field.name for field in fields(config.CheckSettings)],
        "export": [field.name for field in fields(config.ExportSetting)],
    }
    for name, inner in written.items():
        there = set(re.findall(r"^(\w+) = ", section(text, name), re.M))
        assert set(inner) - there == set(), f"[{name}]"


@pytest.mark.parametrize("name", config.NAMES)
def test_example_of_setting_loads(name: str, tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", section(page("configuration"), name), re.S)
    assert blocks
    for block in blocks:
        (tmp_path / "unl.toml").write_text(block, encoding="utf-8")
        loaded, default = config.load(tmp_path, tmp_path / "nowhere"), config.Settings()
        attribute = config._READERS[name][0]
        assert getattr(loaded, attribute) != getattr(default, attribute)


def test_environment_variables() -> None:
    sources = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "src").rglob("*.py"))
    read = set(re.findall(r"\"(UNL_[A-Z_]+)\"", sources))
    read |= set(re.findall(r"(?:environ|given|environment)(?:\.get\(|\[)\"([A-Z_]+)\"", sources)) - {"TERM"}
    read -= {"COMP_WORDS", "COMP_CWORD", "_UNL_COMPLETE"}  # between a shell and what completes its lines
    assert missing(sorted(read), section(page("configuration"), "Environment variables")) == []


def test_query_fields() -> None:
    filters = set(re.findall(r"`-?(\w+):", page("query")))
    assert set(query._FIELDS) - filters == set()


def test_custom_fields() -> None:
    assert missing([*config.CUSTOM_FIELDS, "ids"], section(page("formats"), "Fields")) == []


def test_each_rule_has_its_page() -> None:
    assert {name.removeprefix("docs/rules/") for name in PAGES if name.startswith("docs/rules/")} == {
        f"{code}.md" for code in codes()
    }
    for path, text in make_reference.rule_pages().items():
        assert path.read_text(encoding="utf-8") == make_reference.filled(text), "run: python docs/make_reference.py"


JSON = {
    "search": ["search", "attention", "--json"],
    "export": ["export", "--group-by", "category", "--json"],
    "import": ["import", "reading-list.md", "broken.md", "--dry-run", "--json"],
    "add": ["add", "--title", "A title", "--dry-run", "--json"],
    "check": ["check", "--exit-zero", "--json"],
    "dedupe": ["dedupe", "--json"],
    "categories": ["categories", "--json"],
    "config": ["config", "--json"],
}
#: Members that hold names of their own: fields, kinds of links, settings.
_OPEN = {"fields", "links", "identifiers", "extra", "settings"}


def _members(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _members(item)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from () if name in _OPEN else _members(inner)


@pytest.mark.parametrize("command", JSON)
def test_members_of_json(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reading-list.md").write_bytes((ROOT / "examples" / "reading-list.md").read_bytes())
    (tmp_path / "broken.md").write_text("| Title | Year |\n| --- | --- |\n| | 2020 |\n", encoding="utf-8")
    assert main(["import", "reading-list.md"]) == 0
    with (tmp_path / "library.bib").open("a", encoding="utf-8") as file:
        file.write("\n@misc{again,\n  title = {Attention Is All You Need},\n  year = {2017},\n}\n")
    capsys.readouterr()
    assert main(JSON[command]) in (0, 1)
    document = json.loads(capsys.readouterr().out)
    assert document["version"] == 1
    assert missing(list(dict.fromkeys(_members(document))), page("formats")) == []


# Current.


@pytest.mark.parametrize("name", PAGES)
def test_generated_parts_are_current(name: str) -> None:
    text = PAGES[name].read_text(encoding="utf-8")
    assert make_reference.filled(text) == text, "run: python docs/make_reference.py"


def test_picture_is_current() -> None:
    there = make_picture.PICTURE.read_text(encoding="utf-8")
    assert make_picture.words(there) == make_picture.words(make_picture.drawn()), "run: python docs/make_picture.py"


# True.


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, "Future[list[str]]"]]:
    """Run the examples of all pages, some at a time, the page with most of them first."""
    texts = {name: PAGES[name].read_text(encoding="utf-8") for name in WITH_EXAMPLES}
    ordered = sorted(texts, key=lambda name: -texts[name].count("\n$ "))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield {name: pool.submit(console.problems, texts[name], tmp_path_factory.mktemp("docs")) for name in ordered}


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="the examples run on a Unix terminal")
@pytest.mark.xdist_group("docs")
@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_examples(name: str, ran: dict[str, "Future[list[str]]"]) -> None:
    problems = ran[name].result()
    assert not problems, "\n\n".join(problems)


def test_a_wrong_example_is_noticed(tmp_path: Path) -> None:
    text = "```console\n$ echo one; echo two\none\n...\n$ echo one\ntwo\n$ false\n$ false\n$ echo $?\n1\n```\n"
    found = console.problems(text, tmp_path)
    assert len(found) == 2
    assert "prints now:\none\nand not:\ntwo" in found[0]
    assert "exit code 1" in found[1]


@pytest.mark.parametrize("name", LINKING)
def test_links_lead_somewhere(name: str) -> None:
    file = LINKING[name]
    text = _prose(file)
    dead = []
    for target in re.findall(r"\]\(([^()\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (file.parent / path).resolve() if path else file
        if not there.exists() or anchor and anchor not in _anchors(there):
            dead.append(target)
    assert dead == []


def test_every_page_is_linked_from_the_index_or_that_of_rules() -> None:
    targets = re.findall(r"\]\(([^()\s]+)\)", page("index") + page("rules"))
    linked = {(DOCS / target.partition("#")[0]).resolve() for target in targets}
    assert [name for name, file in PAGES.items() if file not in linked and file.name != "index.md"] == []


def _prose(file: Path) -> str:
    return re.sub(r"^```.*?^```$|`[^`\n]*`(?!\])", "", file.read_text(encoding="utf-8"), flags=re.M | re.S)


def _anchors(file: Path) -> set[str]:
    text = re.sub(r"^```.*?^```$", "", file.read_text(encoding="utf-8"), flags=re.M | re.S)
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
