"""The shipped list is in every way to install unl, the same bytes, once."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LIBRARY = ROOT / "library.bib"
WAYS = ("wheel", "wheel from the sdist", "editable install", "source tree")

# One process builds what all of these tests look at.
pytestmark = pytest.mark.xdist_group("packaging")


@dataclass(frozen=True)
class Built:
    """What the build made: the archives, and for each way of installing the folder that goes on Python's path."""

    sdist: Path
    wheels: dict[str, Path]
    folders: dict[str, Path]


def run(command: list[str | Path], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "UNL_LIBRARY")}
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**clean, "PYTHONUTF8": "1", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )


def build(*arguments: str | Path, folder: Path) -> None:
    result = run([sys.executable, "-m", "build", "--no-isolation", *arguments], folder)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("packaging")
    build("--wheel", "--outdir", folder / "direct", ROOT, folder=folder)
    build("--outdir", folder / "through-sdist", ROOT, folder=folder)
    build_editable = "import sys; from hatchling.build import build_editable as build; build(sys.argv[1])"
    (folder / "editable").mkdir()
    result = run([sys.executable, "-c", build_editable, folder / "editable"], ROOT)
    assert result.returncode == 0, result.stderr

    places = {"wheel": "direct", "wheel from the sdist": "through-sdist", "editable install": "editable"}
    wheels = {way: next((folder / place).glob("*.whl")) for way, place in places.items()}
    folders = {way: folder / f"site-{place}" for way, place in places.items()}
    for way, wheel in wheels.items():
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folders[way])
    sdist = next((folder / "through-sdist").glob("*.tar.gz"))
    return Built(sdist, wheels, {**folders, "source tree": ROOT / "src"})


@pytest.mark.parametrize("way", ["wheel", "wheel from the sdist"])
def test_wheel_has_the_list_once(built: Built, way: str) -> None:
    with zipfile.ZipFile(built.wheels[way]) as archive:
        assert [name for name in archive.namelist() if name.endswith(".bib")] == ["unlcli/library.bib"]
        assert archive.read("unlcli/library.bib") == LIBRARY.read_bytes()


@pytest.mark.parametrize("way", ["wheel", "wheel from the sdist"])
def test_wheel_has_every_file_of_the_package_and_both_licences(built: Built, way: str) -> None:
    with zipfile.ZipFile(built.wheels[way]) as archive:
        names = archive.namelist()
    package = [path for path in (ROOT / "src").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    wanted = {path.relative_to(ROOT / "src").as_posix() for path in package}
    assert {name for name in names if name.startswith("unlcli/")} == wanted | {"unlcli/library.bib"}
    assert {name.split("/")[-1] for name in names if "/licenses/" in name} == {"LICENSE", "LICENSE-CC0"}


def test_sdist_has_the_list_once_and_at_the_top(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        top = archive.getnames()[0].split("/")[0]
        lists = [name for name in archive.getnames() if name.endswith("library.bib") and "/tests/" not in name]
        assert lists == [f"{top}/library.bib"]
        member = archive.extractfile(lists[0])
        assert member
        assert member.read() == LIBRARY.read_bytes()


def test_editable_install_has_no_module_of_its_own(built: Built) -> None:
    # The list that the build puts there is never found: without modules beside it, Python takes the package in src.
    with zipfile.ZipFile(built.wheels["editable install"]) as archive:
        assert not [name for name in archive.namelist() if name.endswith(".py")]


def test_tree_has_the_list_once() -> None:
    assert LIBRARY.is_file()
    assert not list((ROOT / "src").rglob("*.bib"))


def installed(built: Built, way: str, folder: Path) -> dict[str, str]:
    """Return the environment of a Python that has unl installed in a way, and nothing of the user's."""
    site = built.folders[way]
    # What Python does with site-packages: the lines of .pth files are further folders.
    further = [line for file in site.glob("*.pth") for line in file.read_text(encoding="utf-8").splitlines()]
    home = {f"UNL_{name}_DIR": str(folder / name.lower()) for name in ("CACHE", "STATE", "CONFIG")}
    return {**home, "PYTHONPATH": os.pathsep.join([str(site), *further])}


@pytest.mark.parametrize("way", WAYS)
def test_search_finds_the_shipped_list(built: Built, tmp_path: Path, way: str) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    command = [sys.executable, "-m", "unlcli", "search", "--json", "--", "harry"]
    result = run(command, empty, **installed(built, way, tmp_path))
    assert result.returncode == 0, result.stderr
    titles = [entry["fields"]["title"] for entry in json.loads(result.stdout)["entries"]]
    assert any("Harry Potter" in title for title in titles)
    assert "the list that comes with unl" in result.stderr
    assert not list(empty.iterdir())


@pytest.mark.parametrize("way", WAYS)
def test_the_list_is_the_one_beside_the_modules_or_at_the_top_of_the_tree(
    built: Built, tmp_path: Path, way: str
) -> None:
    show = "from unlcli.store import locate; print(locate.shipped())"
    result = run([sys.executable, "-c", show], tmp_path, **installed(built, way, tmp_path))
    wanted = built.folders[way] / "unlcli" / "library.bib" if way in WAYS[:2] else LIBRARY
    assert Path(result.stdout.strip()) == wanted.resolve(), result.stderr
