"""The pictures of the page in docs/images: there, of the size they should have, light enough, and shown in the docs."""

import importlib.util
import re
import struct
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def making() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_screenshots", ROOT / "docs" / "make_screenshots.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def size(file: Path) -> tuple[int, int]:
    """Width and height, as a PNG's head tells them."""
    head = file.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert head[12:16] == b"IHDR"
    width, height = struct.unpack(">II", head[16:])
    return width, height


def test_the_pictures_are_as_their_making_says(making: ModuleType) -> None:
    assert {file.name for file in making.IMAGES.glob("*.png")} == {picture.name for picture in making.PICTURES}
    for picture in making.PICTURES:
        file = making.IMAGES / picture.name
        assert size(file) == picture.size
        assert file.stat().st_size < 250_000


def test_the_pictures_are_shown(making: ModuleType) -> None:
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {
        Path(name).name for file in documents for name in re.findall(r"[\w./-]+\.png", file.read_text(encoding="utf-8"))
    }
    assert {picture.name for picture in making.PICTURES} <= shown
    assert "page-light.png" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.needs("chromium")
@pytest.mark.xdist_group("browser")
def test_the_pictures_can_be_taken(making: ModuleType, tmp_path: Path) -> None:
    taken = making.take(tmp_path / "pictures")
    assert [(file.name, size(file)) for file in taken] == [(picture.name, picture.size) for picture in making.PICTURES]
    assert [file.read_bytes() for file in making.take(tmp_path / "again")] == [file.read_bytes() for file in taken]
