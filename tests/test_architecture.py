"""The imports of src/unlcli keep to docs/architecture.md."""

import ast
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "unlcli"
PLAN = ROOT / "docs" / "architecture.md"

EVERYTHING = frozenset(
    (
        "errors",
        "domain",
        "bibtex",
        "matching",
        "store",
        "sources",
        "importers",
        "rules",
        "services",
        "render",
        "api",
        "cli",
        "tui",
    )
)
MAY_IMPORT: dict[str, frozenset[str]] = {
    "__init__": frozenset(("errors", "domain", "api")),
    "__main__": frozenset(("cli",)),
    "errors": frozenset(),
    "domain": frozenset(("errors",)),
    "bibtex": frozenset(("errors", "domain")),
    "matching": frozenset(("errors", "domain")),
    "store": frozenset(("errors", "domain", "bibtex")),
    "sources": frozenset(("errors", "domain", "bibtex", "matching")),
    "importers": frozenset(("errors", "domain", "bibtex")),
    "rules": frozenset(("errors", "domain", "matching")),
    "services": EVERYTHING - {"services", "render", "api", "cli", "tui"},
    "render": frozenset(("errors", "domain")),
    "api": EVERYTHING - {"api", "cli", "tui"},
    "cli": EVERYTHING - {"cli"},
    "tui": EVERYTHING - {"tui"},
}
HOMES: dict[str, tuple[str, ...]] = {
    "bibtexparser": ("bibtex/*",),
    "filelock": ("store/lock.py",),
    "ftfy": ("importers/*", "rules/mojibake.py"),
    "httpcore2": ("sources/client/connection.py", "sources/client/transport.py", "sources/client/wire.py"),
    "httpx2": (
        "sources/client/bases.py",
        "sources/client/guard.py",
        "sources/client/proxies.py",
        "sources/client/transport.py",
        "sources/client/wire.py",
    ),
    "jinja2": ("render/*",),
    "markdown-it-py": ("importers/*",),
    "platformdirs": ("store/paths.py",),
    "pyyaml": ("importers/yaml_records.py",),
    "rapidfuzz": ("matching/*", "services/guessing/*"),
    "rich": ("render/*", "cli/console.py", "cli/progress.py"),
    "tomlkit": ("store/user_config.py",),
    "typer": ("cli/*",),
}
IMPORTED_AS = {"markdown_it": "markdown-it-py", "yaml": "pyyaml"}
EMPTY_NAMES = frozenset(("util", "utils", "helper", "helpers", "common", "misc", "manager", "data"))
#: What the core may not touch: the streams, the clock, the environment, the end of the program.
LOUD_NAMES = frozenset(("print", "input", "breakpoint", "exit", "quit"))
LOUD_ATTRIBUTES = frozenset(
    (
        "os.environ",
        "os.getenv",
        "os._exit",
        "sys.exit",
        "sys.argv",
        "sys.stdin",
        "sys.stdout",
        "sys.stderr",
        "time.time",
    )
)
CLOCK = frozenset(("now", "today", "utcnow"))
FRONT_ENDS = frozenset(("__main__", "api", "cli", "tui"))


@dataclass(frozen=True)
class Import:
    """One import: `target` is dotted; `how` is top, inside (a function) or name (a dotted path in a string)."""

    line: int
    target: str
    how: str = "top"


#: The version, which a build writes: no module of the plan, and as open to all as that of the package.
_MADE = "_version.py"


@cache
def _parsed(text: str, path: str) -> ast.Module:
    return ast.parse(text, path)


class Tree:
    """The modules of a package with their imports."""

    def __init__(self, package: Path) -> None:
        self.package = package
        self.paths = {self._dotted(path): path for path in sorted(package.rglob("*.py")) if path.name != _MADE}
        self.parsed = {name: _parsed(path.read_text(encoding="utf-8"), str(path)) for name, path in self.paths.items()}
        self.imports = {name: list(self._imports(name)) for name in self.paths}

    def shown(self, module: str) -> str:
        return self.paths[module].relative_to(self.package).as_posix()

    def room(self, module: str) -> str:
        """The first part of a module's path: a folder's name, or a top module's."""
        return self.shown(module).split("/")[0].removesuffix(".py")

    def _dotted(self, path: Path) -> str:
        parts = path.relative_to(self.package.parent).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def _imports(self, module: str) -> Iterator[Import]:
        for node, how in _that_import(self.parsed[module]):
            if isinstance(node, ast.Import):
                yield from (Import(node.lineno, alias.name, how) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level:
                yield Import(node.lineno, "." * node.level + (node.module or ""), how)
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    inner = f"{node.module}.{alias.name}"
                    yield Import(node.lineno, inner if inner in self.paths else node.module or "", how)
            elif node.value in self.paths:
                yield Import(node.lineno, node.value, "name")


@cache
def _that_import(parsed: ast.Module) -> list[tuple[ast.Import | ast.ImportFrom | ast.Constant, str]]:
    """Return what may import, with whether it stands inside a function: imports, and texts that may name a module."""

    def walk(node: ast.AST, how: str) -> Iterator[tuple[ast.Import | ast.ImportFrom | ast.Constant, str]]:
        for child in ast.iter_child_nodes(node):
            is_text = isinstance(child, ast.Constant) and isinstance(child.value, str)
            if isinstance(child, ast.Import | ast.ImportFrom) or is_text:
                yield child, how
            else:
                inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
                yield from walk(child, "inside" if inside else how)

    return list(walk(parsed, "top"))


def violations(package: Path) -> list[str]:
    """Return what breaks the plan, a line for each."""
    tree = Tree(package)
    found = []
    for module, imports in tree.imports.items():
        where, room = tree.shown(module), tree.room(module)
        if room not in MAY_IMPORT:
            found.append(f"{where}: {room} is no room of the plan")
            continue
        if tree.paths[module].stem in EMPTY_NAMES:
            found.append(f"{where}: the name says nothing")
        for each in imports:
            place = f"{where}:{each.line}"
            if each.how == "inside" and room not in ("api", "cli", "__main__"):
                found.append(f"{place}: {each.target} is imported inside a function")
            if each.target.startswith("."):
                found.append(f"{place}: relative import")
            elif each.target.split(".")[0] == package.name:
                found += [f"{place}: {reason}" for reason in _forbidden_room(tree, room, each.target)]
            else:
                found += [f"{place}: {reason}" for reason in _forbidden_library(where, each.target.split(".")[0])]
        loud = () if room in FRONT_ENDS else _loud(tree.parsed[module], tree.paths[module].stem)
        found += [f"{where}:{line}: {what}" for line, what in loud]
    return found + ["import cycle: " + " -> ".join(cycle) for cycle in cycles(tree)]


def _forbidden_room(tree: Tree, room: str, target: str) -> Iterator[str]:
    if target in (tree.package.name, f"{tree.package.name}.{_MADE.removesuffix('.py')}"):
        return
    if target not in tree.paths:
        yield f"{target} does not exist"
    elif (other := tree.room(target)) != room and other not in MAY_IMPORT[room]:
        yield f"{room} may not import {other} ({target})"


def _forbidden_library(where: str, name: str) -> Iterator[str]:
    if name in sys.stdlib_module_names:
        return
    library = IMPORTED_AS.get(name, name)
    if library not in HOMES:
        yield f"{library} has no home in the plan"
    elif not any(fnmatch(where, pattern) for pattern in HOMES[library]):
        yield f"{library} is at home in {', '.join(HOMES[library])}"


@cache
def _loud(parsed: ast.Module, stem: str) -> list[tuple[int, str]]:
    return list(_loud_calls(parsed, stem))


def _loud_calls(parsed: ast.Module, stem: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(parsed):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            dotted = f"{node.value.id}.{node.attr}"
            if dotted in LOUD_ATTRIBUTES:
                yield node.lineno, f"the core does not touch {dotted}"
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        attribute = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name in LOUD_NAMES:
            yield node.lineno, f"the core does not call {name}()"
        if attribute in CLOCK:
            yield node.lineno, f"the core does not read the clock: {ast.unparse(node.func)}()"
        if (name or attribute) in ("import_module", "__import__") and stem != "__init__":
            yield node.lineno, f"{name or attribute}() belongs in a registry (an __init__.py)"


def cycles(tree: Tree) -> list[list[str]]:
    """Return the import cycles among modules, each once, over what is imported when a module loads."""
    edges = {
        module: {i.target for i in imports if i.how == "top" and i.target in tree.paths and i.target != module}
        for module, imports in tree.imports.items()
    }
    done: set[str] = set()
    found: list[list[str]] = []

    def visit(module: str, path: list[str]) -> None:
        if module in path:
            found.append([*path[path.index(module) :], module])
        elif module not in done:
            for target in sorted(edges[module]):
                visit(target, [*path, module])
            done.add(module)

    for module in edges:
        visit(module, [])
    return found


def table(header: str) -> list[list[str]]:
    """Return the rows of the plan's table whose header holds a word."""
    rows: list[list[str]] = []
    inside = False
    for line in PLAN.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            inside = False
        elif not inside:
            inside = True
            wanted = header in line
        elif wanted and not re.fullmatch(r"[|\s:-]+", line):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def planned_modules() -> tuple[dict[str, bool], tuple[str, ...]]:
    """Return the modules that the plan lists, with whether they are there, and folders of "one module per" thing."""
    block = re.search(r"^## Modules\n+```\n(.*?)^```", PLAN.read_text(encoding="utf-8"), re.S | re.M)
    assert block
    found: dict[str, bool] = {}
    families = []
    folders: list[tuple[int, str]] = []
    for line in block[1].splitlines():
        match = re.match(r"( *)((?:[\w/]+(?:\.py|/)(?:\s|$))+)\s*(.*)", line)
        assert match, f"not read in the plan's list of modules: {line!r}"
        indent, names, description = len(match[1]), match[2].split(), match[3]
        folders = [folder for folder in folders if folder[0] < indent]
        above = "".join(name for _, name in folders)
        for name in names:
            if not name.endswith("/"):
                found[above + name] = not description.endswith("(later)")
                continue
            folders.append((indent, "" if name == "src/unlcli/" else name))
            if description.startswith("one module per"):
                families.append(above + name)
    return found, tuple(families)


def test_imports_keep_to_the_plan() -> None:
    assert violations(PACKAGE) == []


def test_rooms_here_and_in_the_plan_are_the_same() -> None:
    written: dict[str, frozenset[str]] = {}
    for row in table("May import"):
        name = row[0].split("`")[1].rstrip("/").removesuffix(".py")
        listed = frozenset(re.findall(r"\w+", row[-1]))
        written[name] = EVERYTHING - {name} if row[-1] == "everything" else listed
    assert written == MAY_IMPORT


def test_rooms_that_are_not_there_are_marked_later() -> None:
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    later = {row[0].split("`")[1].rstrip("/") for row in table("May import") if "(later)" in row[0]}
    assert later == set(MAY_IMPORT) - there


def test_libraries_here_and_in_the_plan_are_the_same() -> None:
    assert {row[0].lower(): tuple(re.findall(r"`([^`]+)`", row[1])) for row in table("| Library |")} == HOMES


def test_libraries_are_those_that_are_installed_and_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    installed = {re.split(r"[<>=!~\[; ]", line)[0].lower() for line in project["dependencies"]}
    assert installed == set(HOMES)
    names = {each.target.split(".")[0] for imports in Tree(PACKAGE).imports.values() for each in imports}
    assert {IMPORTED_AS.get(name, name) for name in names} & set(HOMES) == set(HOMES)


def test_modules_here_and_in_the_plan_are_the_same() -> None:
    planned, families = planned_modules()
    there = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")} - {_MADE}
    there = {name for name in there if name == "__init__.py" or not name.endswith("/__init__.py")}
    in_plan = {name for name, exists in planned.items() if exists}
    assert sorted(in_plan - there) == [], "in the plan and not there: mark them (later)"
    unlisted = sorted(name for name in there - in_plan if name in planned or not name.startswith(families))
    assert unlisted == [], "there and not in the plan, or still marked (later) in it"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A copy of the package with every room in it, and what breaks the plan there already."""
    package = tmp_path_factory.mktemp("planted") / "unlcli"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("store/bibfile.py", "services/search.py", "cli/app.py", "domain/planted.py"):
        (package / name).touch()
    (package / "domain" / "planted2.py").write_text("import unlcli.domain.planted", encoding="utf-8")
    return package, violations(package)


@pytest.mark.parametrize(
    ("file", "line", "complaint"),
    [
        ("domain/planted.py", "from unlcli.store import bibfile", "domain may not import store"),
        ("domain/planted.py", "import unlcli.store.bibfile", "domain may not import store"),
        ("render/planted.py", "from unlcli.services import search", "render may not import services"),
        ("render/planted.py", "MODULE = 'unlcli.services.search'", "render may not import services"),
        ("matching/planted.py", "from unlcli.bibtex.scan import Block", "matching may not import bibtex"),
        ("importers/planted.py", "from unlcli import matching", "importers may not import matching"),
        ("services/planted.py", "from unlcli.cli import app", "services may not import cli"),
        ("errors.py", "from unlcli.domain import text", "errors may not import domain"),
        ("domain/planted.py", "import rapidfuzz", "rapidfuzz is at home in matching/*, services/guessing/*"),
        ("cli/planted.py", "from rich.table import Table", "rich is at home in render/*, cli/console.py"),
        ("store/planted.py", "import requests", "requests has no home in the plan"),
        ("store/planted.py", "def f() -> None:\n    import json", "json is imported inside a function"),
        ("domain/planted.py", "from . import text", "relative import"),
        ("domain/planted.py", "from unlcli.domain.nowhere import x", "unlcli.domain.nowhere does not exist"),
        ("domain/utils.py", "", "the name says nothing"),
        ("plugins/planted.py", "", "plugins is no room of the plan"),
        ("services/planted.py", "print(1)", "the core does not call print()"),
        ("services/planted.py", "import os\nos.environ['X']", "the core does not touch os.environ"),
        ("services/planted.py", "from datetime import date\ndate.today()", "the core does not read the clock"),
        ("domain/planted.py", "import_module('json')", "belongs in a registry"),
        ("domain/planted.py", "import unlcli.domain.planted2", "import cycle"),
    ],
)
def test_a_planted_breach_is_seen(copy: tuple[Path, list[str]], file: str, line: str, complaint: str) -> None:
    package, before = copy
    path = package / file
    path.parent.mkdir(exist_ok=True)
    old = path.read_bytes() if path.exists() else None
    path.write_bytes((old or b"") + f"\n{line}\n".encode())
    try:
        new = [each for each in violations(package) if each not in before]
    finally:
        if old is None:
            path.unlink()
        else:
            path.write_bytes(old)
    assert any(complaint in each for each in new), new
