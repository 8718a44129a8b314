"""Other programs to measure against: each is installed from PyPI into a virtual environment of its own, and given a library."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

PAPIS, PAPERS = "papis==0.16.1", "papers-cli==2.19.5"


@dataclass(frozen=True)
class Peer:
    """A program that is ready to run in its environment; `trouble` says why it is not."""

    program: Path = Path()
    environment: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""


def set_up(requirement: str, program: str, folder: Path, home: Path) -> Peer:
    """Install a program into an environment in `folder`, unless it is there; what it keeps of a user lies in `home`."""
    name = requirement.partition("=")[0]
    place = folder / name
    scripts = place / ("Scripts" if sys.platform == "win32" else "bin")
    ready = place / f"{requirement}.ready"
    if not ready.is_file():
        pip = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement]
        for command in ([sys.executable, "-m", "venv", "--clear", str(place)], pip):
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode:
                said = (done.stderr or done.stdout).strip().splitlines() or [f"exit code {done.returncode}"]
                return Peer(trouble=said[-1][:120])
        ready.touch()
    home.mkdir(parents=True, exist_ok=True)
    places = {"HOME": home, "USERPROFILE": home, "XDG_CONFIG_HOME": home / "config", "XDG_CACHE_HOME": home / "cache"}
    places |= {"XDG_DATA_HOME": home / "data", "APPDATA": home / "config", "LOCALAPPDATA": home / "cache"}
    return Peer(scripts / program, {name: str(path) for name, path in places.items()})


def papis_library(library: Path, folder: Path, config: Path) -> None:
    """Write a library as papis keeps one, a folder with an info.yaml for each entry, and the settings that name it.

    Its own import of a .bib file takes half a second an entry, so the made-up library is taken apart here.
    """
    config.mkdir(parents=True, exist_ok=True)
    (config / "config").write_text(f"[settings]\ndefault-library = made\n\n[made]\ndir = {folder}\n", encoding="utf-8")
    if (folder / "0").is_dir():
        return
    for number, (kind, key, fields) in enumerate(_entries(library)):
        place = folder / str(number)
        place.mkdir(parents=True)
        lines = [f"papis_id: {number:032x}", f"ref: {key}", f"type: {kind}"]
        lines += [f"{name}: {_quoted(value)}" for name, value in fields.items() if name != "author"]
        people = [person.partition(", ") for person in fields["author"].split(" and ")]
        lines += [f"author: {_quoted(fields['author'])}", "author_list:"]
        for family, _, given in people:
            lines += [f"- family: {_quoted(family)}", f"  given: {_quoted(given)}"]
        (place / "info.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _entries(library: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield the entries of a made-up library; a field of theirs is a line, which is not so of libraries in general."""
    text = library.read_text(encoding="utf-8")
    for match in re.finditer(r"^@(\w+)\{(.+),\n((?:  .*\n)+)\}$", text, re.MULTILINE):
        fields = dict(re.findall(r"^  (\w+) = \{(.*)\},$", match[3], re.MULTILINE))
        yield match[1], match[2], fields


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


if __name__ == "__main__":
    papis_library(*map(Path, sys.argv[1:4]))
