"""What every test shares: golden files, tests that need something, and no way to the user's machine or the network."""

import functools
import gc
import itertools
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
import typer.main
from hypothesis import HealthCheck, settings

GOLDEN = Path(__file__).parent / "golden"

# Modules that tests of several folders share stand beside this file; last, so that they hide nothing.
sys.path.append(str(Path(__file__).parent))

settings.register_profile(
    "unl",
    max_examples=60,
    deadline=None,
    # The same examples in every run, so that a change is judged by what it changed; `full` goes on looking for others.
    derandomize=True,
    # The autouse fixture below hands out folders per test, not per example, and that is enough.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# `python3 dev.py test-full` takes this one.
settings.register_profile("full", settings.get_profile("unl"), max_examples=1000, derandomize=False)
settings.load_profile("unl")

_PAGE = Path(__file__).parent / "page"
_NPM = "npm ci --prefix tests/page"


def _node_has(package: str) -> tuple[str, ...]:
    return ("node", "-e", f"require.resolve({json.dumps(package)}, {{paths: [{json.dumps(str(_PAGE))}]}})")


#: Tools a test may need: how to see that one is there (by default: it is on PATH), and the line that installs it.
_PROBES = {
    "axe": _node_has("axe-core"),
    "html-validate": _node_has("html-validate"),
    "kramdown": ("ruby", "-rkramdown", "-rkramdown-parser-gfm", "-e", "0"),
    "liquid": ("ruby", "-rliquid", "-e", "0"),
    "strace": ("strace", "-o", os.devnull, sys.executable, "-c", ""),
}
#: Programs that go by several names.
_NAMES = {"chromium": ("chromium", "chromium-browser", "google-chrome")}
_INSTALL = {
    "axe": _NPM,
    "html-validate": _NPM,
    "kramdown": "apt-get install ruby-kramdown ruby-kramdown-parser-gfm",
    "liquid": "apt-get install ruby-liquid",
    "chromium": "apt-get install chromium",
    "git": "apt-get install git",
    "node": "apt-get install nodejs",
    "strace": "apt-get install strace",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden files with what the code says now"
    )
    parser.addoption("--online", action="store_true", help="also run the tests that ask real services")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests of one browser, which go on one after the other for long, and have the rest run beside them."""
    items.sort(key=lambda item: not any("browser" in marker.args for marker in item.iter_markers("xdist_group")))


@functools.cache
def _is_installed(tool: str) -> bool:
    probe = _PROBES.get(tool)
    if probe is None:
        return any(map(shutil.which, _NAMES.get(tool, (tool,))))
    return shutil.which(probe[0]) is not None and subprocess.run(probe, capture_output=True).returncode == 0


def _missing_tools(item: pytest.Item) -> list[str]:
    tools = [tool for marker in item.iter_markers("needs") for tool in marker.args]
    return [tool for tool in dict.fromkeys(tools) if not _is_installed(tool)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    for tool in _missing_tools(item):
        reason = f"needs {tool}: {_INSTALL.get(tool, f'install {tool}')}"
        if os.environ.get("UNL_REQUIRE_TOOLS", "0") not in ("", "0"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    corpus = os.environ.get("UNL_CORPUS")
    if item.get_closest_marker("corpus") and not (corpus and Path(corpus).is_dir()):
        pytest.skip("needs corpus: set UNL_CORPUS to the folder of real lists")
    if item.get_closest_marker("online") and not _is_online(item.config):
        pytest.skip("needs network: pytest --online")


def _is_online(config: pytest.Config) -> bool:
    return bool(config.getoption("--online")) or config.getoption("markexpr") == "online"


def pytest_collection_finish() -> None:
    # Thousands of collected tests stay to the end: the garbage collector need not look at them again and again.
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    _tell_figures(terminalreporter)
    _tell_missing(terminalreporter)


def _tell_figures(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests measured, `record_property("figure", "2,000 mutants")`; with xdist, workers send it along."""
    reports: Iterable[object] = (report for reports in terminalreporter.stats.values() for report in reports)
    told = {
        (getattr(report, "nodeid", ""), str(text))
        for report in reports
        for name, text in getattr(report, "user_properties", ())
        if name == "figure"
    }
    if told:
        terminalreporter.section("figures")
    for test, text in sorted(told):
        terminalreporter.line(f"{test.partition('::')[2]}: {text}")


def _tell_missing(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = [str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []) if report.longrepr]
    matches = [re.match(r"Skipped: needs ([\w.-]+): (.*)", reason) for reason in reasons]
    missing = Counter((match[1], match[2]) for match in matches if match)
    if not missing:
        return
    terminalreporter.section("not run")
    for (tool, remedy), count in sorted(missing.items()):
        need = "1 test needs {}; to run it: {}" if count == 1 else f"{count} tests need {{}}; to run them: {{}}"
        terminalreporter.line(need.format(tool, remedy))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/golden/<path>, or write it there with --update-golden."""

    def compare(path: str, text: str) -> None:
        file = GOLDEN / path
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
            return
        if not file.exists():
            pytest.fail(f"no golden file {path}: look at the output, then run pytest --update-golden")
        assert text == file.read_bytes().decode(), f"{path} differs; if the new text is right: pytest --update-golden"

    return compare


@pytest.fixture(scope="session")
def kramdown() -> Callable[[str], str]:
    """Markdown to HTML as Jekyll does it; mark the test `needs("kramdown")`. Each call costs a third of a second."""

    def convert(text: str) -> str:
        program = 'print Kramdown::Document.new(STDIN.read, input: "GFM", hard_wrap: false).to_html'
        command = ["ruby", "-Ku", "-rkramdown", "-rkramdown-parser-gfm", "-e", program]
        return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout.decode()

    return convert


_command_of = functools.cache(typer.main.get_command)


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders for one test each. Pytest's own counter looks at all folders before it makes one: seconds in thousands of tests."""
    root = tmp_path_factory.mktemp("homes")
    return (root / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _isolated(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, _homes: Iterator[Path]) -> None:
    """Keep a test away from the user's folders, settings and terminal, and from the network."""
    home = next(_homes)
    home.mkdir()
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"UNL_{name}_DIR", str(home / name.lower()))
    secrets = ("UNL_CONTACT", "GITHUB_TOKEN", "UNL_S2_API_KEY")
    for name in ("UNL_LIBRARY", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS", *secrets):
        monkeypatch.delenv(name, raising=False)
    # Commands that run in this process share one set of option parsers; making it costs as much as a short command.
    monkeypatch.setattr(typer.main, "get_command", _command_of)
    if not request.node.get_closest_marker("online"):
        _block_sockets(monkeypatch)


def _block_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    for owner, name, host_of in (
        (socket.socket, "connect", lambda args: args[1]),
        (socket.socket, "connect_ex", lambda args: args[1]),
        (socket.socket, "sendto", lambda args: args[-1]),
        (socket, "getaddrinfo", lambda args: args[:1]),
        (socket, "gethostbyname", lambda args: args[:1]),
    ):
        monkeypatch.setattr(owner, name, _guarded(getattr(owner, name), host_of))


def _guarded(real: Callable[..., object], host_of: Callable[[tuple], object]) -> Callable[..., object]:
    def guarded(*args: object, **named: object) -> object:
        address = host_of(args)
        # A plain string or bytes is the path of a Unix socket.
        if isinstance(address, tuple) and not _is_loopback(address[0]):
            raise RuntimeError(f"a test tried to reach {address[0]!r}; mark it `online` or use a recorded answer")
        return real(*args, **named)

    return guarded


def _is_loopback(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    return name is None or str(name) in ("", "localhost", "::1", "0.0.0.0") or str(name).startswith("127.")
