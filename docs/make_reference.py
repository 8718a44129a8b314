"""Bring the generated parts of these pages up to date: python docs/make_reference.py [PAGE ...].

Generated are what stands between `<!-- generated: NAME -->` and `<!-- end -->`, from the program itself (a command's
options, the rules with a page each), and what the console examples show (see console.py). tests/test_docs.py fails when
a page is not current.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from textwrap import dedent

import console
import typer

from unlcli import rules
from unlcli.cli.app import app

ROOT = Path(__file__).resolve().parents[1]
_REGION = re.compile(r"(<!-- generated: ([\w ]+) -->\n).*?(<!-- end -->)", re.S)
_EXAMPLE = re.compile(r"^(Wrong|Right):\n\n((?: {4}.*\n|\n)+)", re.M)
_COMMANDS = {name: lazy.whole for name, lazy in typer.main.get_command(app).commands.items()}  # type: ignore[attr-defined]


def pages() -> list[Path]:
    """Return all pages of the documentation, the README first."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def filled(page: str) -> str:
    """Return a page with its generated regions as the program has them now."""
    return _REGION.sub(lambda match: match[1] + _generated(match[2]) + match[3], page)


def _generated(name: str) -> str:
    what, _, about = name.partition(" ")
    return _MAKERS[what](about)


def _contents(_: str) -> str:
    lines = [f"| [`unl {name}`](#unl-{name}) | {_summary(command)} |" for name, command in _COMMANDS.items()]
    return "\n".join(["| Command | What it does |", "| --- | --- |", *lines]) + "\n"


def _links(_: str) -> str:
    return _contents("").replace("](#", "](docs/commands.md#")


def _summary(command: object) -> str:
    first = str(command.help).split("\n\n")[0]  # type: ignore[attr-defined]
    return _cell(re.split(r"(?<=[a-z)])[.:;] ", first.replace("\n", " "))[0].rstrip("."))


def _help(name: str) -> str:
    command = _COMMANDS[name]
    about = command.help.split("\n\n")[0].split("\b")[0].replace("\n", " ").strip()
    rows = "".join(f"| {named} | {_cell(text)} |\n" for named, text in _parameters(command))
    return f"{about}\n\n| Argument or option | Meaning |\n| --- | --- |\n{rows}"


def _parameters(command: object) -> Iterator[tuple[str, str]]:
    for parameter in command.params:  # type: ignore[attr-defined]
        if getattr(parameter, "hidden", False):
            continue
        meant = (parameter.metavar or parameter.name.upper().replace("_", "-")).replace("|", "\\|")
        if parameter.param_type_name == "argument":
            yield f"`{meant.strip('[]')}`", parameter.help or ""
            continue
        shorts = [name for name in parameter.opts if not name.startswith("--")]
        longs = [name for name in parameter.opts if name.startswith("--")]
        last = longs.pop() + ("" if parameter.is_flag else f" {meant}")
        yield ", ".join(f"`{name}`" for name in (*shorts, *longs, last)), parameter.help or ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _rules(_: str) -> str:
    lines = []
    for found in map(rules.rule, rules.codes()):
        linked = f"[{found.code}](rules/{found.code}.md)"
        cells = (linked, f"`{found.name}`", str(found.severity), _mends(found), _cell(_title(found)))
        lines.append(f"| {' | '.join(cells)} |")
    head = ["| Code | Name | Severity | `--fix` | What is wrong |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *lines]) + "\n"


def _rule(code: str) -> str:
    found = rules.rule(code)
    text = found.docs.strip().partition("\n")[2].strip()
    mends = (
        "`unl check --fix` mends it where there is no doubt"
        if _mends(found) == "yes"
        else "`unl check --fix` leaves it alone"
    )
    facts = f"Name: `{found.name}`. Severity: {found.severity}. {mends}."
    shown = _EXAMPLE.sub(lambda match: f"**{match[1]}**:\n\n```bibtex\n{dedent(match[2]).strip()}\n```\n\n", text)
    return f"{facts}\n\n" + re.sub(r"^Fix: ", "**Fix**: ", shown, flags=re.M) + "\n"


def _title(found: rules.Rule) -> str:
    title = found.docs.strip().partition("\n")[0].partition(": ")[2].rstrip(".")
    return title[0].upper() + title[1:]


def _mends(found: rules.Rule) -> str:
    return "yes" if "check --fix" in found.docs else ""


def rule_pages() -> dict[Path, str]:
    """Return the pages of all rules as they are before their generated parts are filled in."""
    return {
        ROOT / "docs" / "rules" / f"{code}.md": f"# {code}: {_title(rules.rule(code))}\n\n"
        f"<!-- generated: rule {code} -->\n<!-- end -->\n\n[All rules](../rules.md)\n"
        for code in rules.codes()
    }


_MAKERS: Mapping[str, Callable[[str], str]] = {
    "commands": _contents,
    "links": _links,
    "help": _help,
    "rule": _rule,
    "rules": _rules,
}


def main(names: list[str]) -> None:
    """Rewrite pages whose generated parts are not current, and make those of new rules."""
    for page, text in rule_pages().items():
        if not page.exists():
            page.parent.mkdir(exist_ok=True)
            page.write_text(text, encoding="utf-8")
    for page in [Path(name).resolve() for name in names] or pages():
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory(prefix="unl-docs-") as folder:
            new = console.refreshed(filled(text), Path(folder))
        if new != text:
            page.write_text(new, encoding="utf-8")
            sys.stdout.write(f"updated {page.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
