"""Which library a command means."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from unlcli.errors import LibraryNotFoundError
from unlcli.store.paths import Places, real
from unlcli.store.settings import Settings, user_file

NAME = "library.bib"


class Found(StrEnum):
    """How a library was found."""

    NAMED = "named"
    SETTING = "setting"
    UPWARDS = "upwards"
    ONLY_BIB = "only .bib here"
    USER = "your own"
    SHIPPED = "shipped"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Located:
    """A library's path, how it was found, and the settings that go with it."""

    path: Path
    how: Found
    settings: Settings


def locate(
    named: str,
    folder: Path,
    environment: Mapping[str, str],
    places: Places,
    load: Callable[[Path, Path], Settings],
    read: Sequence[Path] = (),
) -> Located:
    """Return the library a command run in `folder` means.

    Order: -l, UNL_LIBRARY, the project's setting, library.bib upwards within the repository, the only .bib here, the
    user's own, the shipped list. `load` reads the settings for a folder. A file among `read` is what a command reads,
    and never the only .bib it means. Raises LibraryNotFoundError when the folder holds several .bib files.
    """
    explicit = named or environment.get("UNL_LIBRARY", "")
    if explicit:
        path = (folder / Path(explicit).expanduser()) if not Path(explicit).is_absolute() else Path(explicit)
        return Located(_shown(path, folder), Found.NAMED, load(real(path).parent, places.config))
    settings = load(folder, places.config)
    user = settings.origins.get("library") == str(user_file(places.config))
    if settings.library and not user:
        return Located(_shown(Path(settings.library), folder), Found.SETTING, settings)
    for parent in _within_repository(folder):
        if (parent / NAME).is_file():
            return Located(_shown(parent / NAME, folder), Found.UPWARDS, settings)
    here = sorted(file for file in folder.glob("*.bib") if file.is_file() and real(file) not in read)
    if len(here) == 1:
        return Located(_shown(here[0], folder), Found.ONLY_BIB, settings)
    if here:
        listed = ", ".join(file.name for file in here[:8])
        raise LibraryNotFoundError(f"{folder}: several .bib files: {listed}", "name one with -l FILE")
    if settings.library:
        return Located(_shown(Path(settings.library), folder), Found.USER, settings)
    return Located(shipped(), Found.SHIPPED, settings)


def shipped() -> Path:
    """Return the list that comes with the package: beside its modules when installed, at the top of a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / NAME
    return inside if inside.is_file() else package.parents[1] / NAME


def _within_repository(folder: Path) -> list[Path]:
    """Return a folder and those above it up to its repository's root; outside a repository all of them."""
    found = []
    for parent in (folder, *folder.parents):
        found.append(parent)
        if (parent / ".git").exists():
            break
    return found


def _shown(path: Path, folder: Path) -> Path:
    """Return a path as a person would write it from `folder`."""
    try:
        return path.relative_to(folder)
    except ValueError:
        return path
