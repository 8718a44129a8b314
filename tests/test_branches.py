"""Many people add papers to one list at the same time: plain git merges their branches."""

import random
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from unlcli.cli.app import main
from unlcli.domain import keys
from unlcli.domain.entry import Entry
from unlcli.store.bibfile import BibFile

pytestmark = pytest.mark.needs("git")

PAPERS, BRANCHES, MOST = 500, 40, 3

# Family names weighted as they are among authors: a few stand on many papers.
COMMON = (
    "Wang Zhang Li Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Zhu Ma Hu Lin Guo He Lee Kim Park Choi Singh Kumar".split()
)
RARE = (
    "Abbasi Adebayo Agarwal Ahmed Alvarez Andersen Anderson Antoniou Arora Bach Baker Balogun Banerjee Barbieri Becker "
    "Bengio Bernard Bhatt Bianchi Bjork Blanco Bose Bouchard Brown Bruno Campbell Cano Carlini Carvalho Castro Chakraborty "
    "Chang Chaudhuri Cheng Clark Cohen Conti Costa Cruz Dahl Das Davis Delgado Desai Diaz Dietrich Dimitrov Dogan Dubois "
    "Edwards Eriksson Esposito Evans Farkas Feng Fernandez Ferrari Fischer Fontaine Foster Fujita Gao Garcia Ghosh Goldberg "
    "Gonzalez Green Gruber Gupta Haas Hall Hansen Harris Hayashi Hernandez Hoffmann Horvath Hughes Ibrahim Ito Ivanov Jain "
    "Jansen Jensen Jia Jin Johnson Jones Joshi Kaiser Kapoor Karlsson Kato Keller Khan Kimura Klein Kobayashi Koch Kovacs "
    "Kowalski Krause Lambert Lange Larsson Laurent Leclerc Lehmann Levy Lopez Lorenz Lu Luo Maier Marino Martin Mehta Mei "
    "Meyer Miller Mishra Mohamed Moreau Moreno Mori Muller Murphy Nagy Nakamura Nelson Nguyen Nielsen Nowak Okafor Olsen "
    "Ortiz Pan Patel Pereira Petrov Phan Popescu Qian Rao Ramirez Reddy Ricci Roberts Robinson Romano Rossi Roy Ruiz Russo "
    "Saito Sanchez Santos Sato Schmidt Schneider Schwarz Sharma Shen Shi Silva Smith Song Sorensen Suzuki Szabo Takahashi "
    "Tanaka Tang Taylor Thomas Tian Torres Tran Tsai Ueda Vargas Vasquez Verma Vogel Wagner Walker Watanabe Weber White "
    "Wilson Wolf Wood Xie Yamada Yan Yao Ye Yilmaz Young Yu Yuan Zeng Zheng Zimmermann"
).split()
SUBJECTS = "Attention Graphs Gardens Rivers Robots Markets Proteins Sentences Images Speech Traffic Music Glaciers Ants".split()
DEEDS = "Learning Forgetting Pruning Mapping Reading Sorting Ranking Sensing Growing Mixing Folding Weaving".split()
MANNERS = "Efficient Robust Private Sparse Adaptive Causal Neural Bayesian Modular Continual Federated Simple".split()
ENDS = (
    "at Scale",
    "from Few Examples",
    "with Weak Labels",
    "in the Wild",
    "under Noise",
    "by Analogy",
    "without Supervision",
)


class Papers:
    """Papers that never were, no two alike."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._titles: set[str] = set()

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        while True:
            author = self._random.choice(COMMON if self._random.random() < 0.35 else RARE)
            manner, deed, subject, end = (self._random.choice(words) for words in (MANNERS, DEEDS, SUBJECTS, ENDS))
            title = f"{manner} {deed} of {subject} {end} {len(self._titles)}"
            if title not in self._titles:
                self._titles.add(title)
                yield (
                    f"{author}, {self._random.choice('ABCDEFGHJKLMNPRSTW')}.",
                    title,
                    str(self._random.randint(2015, 2026)),
                )


def entry_text(paper: tuple[str, str, str], taken: keys.TakenKeys) -> tuple[str, str]:
    author, title, year = paper
    key = keys.make_key(Entry("inproceedings", "", {"author": author, "title": title, "year": year}), taken)
    taken.add(key)
    fields = f"  author = {{{author}}},\n  title = {{{title}}},\n  booktitle = {{NeurIPS}},\n  year = {{{year}}},\n"
    return key, f"@inproceedings{{{key},\n{fields}}}\n"


def git(*arguments: str) -> int:
    names = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "gc.auto=0", "-c", "core.autocrlf=false")
    program = shutil.which("git") or "git"
    return subprocess.run([program, *names, *arguments], capture_output=True).returncode


def conflicts(folder: Path, ordered: bool, seed: int) -> int:
    """Return how many of the branches, each with one `unl add`, conflict when they are merged one after the other."""
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        patched.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        patched.setenv("GIT_CONFIG_NOSYSTEM", "1")
        return _merged(iter(Papers(seed)), ordered, seed)


def _merged(papers: Iterator[tuple[str, str, str]], ordered: bool, seed: int) -> int:
    taken = keys.TakenKeys()
    texts = [entry_text(next(papers), taken) for _ in range(PAPERS)]
    (texts.sort if ordered else lambda: random.Random(seed).shuffle(texts))()
    library = Path("library.bib")
    library.write_text("\n".join(text for _, text in texts), encoding="utf-8")
    assert git("init", "-q", "-b", "main") == git("add", "library.bib") == git("commit", "-qm", "500 papers") == 0
    for number in range(BRANCHES):
        assert git("checkout", "-q", "-b", f"add-{number}", "main") == 0
        author, title, year = next(papers)
        assert main(["add", "--title", title, "--author", author, "--year", year, "--venue", "NeurIPS"]) == 0
        assert git("commit", "-qam", title) == 0
    assert git("checkout", "-q", "main") == 0
    failed = [number for number in range(BRANCHES) if not _merge(f"add-{number}")]
    merged = BibFile.open(library).entries
    assert len(merged) == PAPERS + BRANCHES - len(failed)
    assert merged.failures == ()
    if ordered:
        assert _is_sorted([entry.key for entry in merged])
    return len(failed)


def _merge(branch: str) -> bool:
    if git("merge", "-q", "--no-edit", branch) == 0:
        return True
    assert git("merge", "--abort") == 0
    return False


def _is_sorted(names: Sequence[str]) -> bool:
    return list(names) == sorted(names)


def test_branches_that_add_to_an_ordered_library_merge(tmp_path: Path) -> None:
    found = conflicts(tmp_path / "ordered", ordered=True, seed=1)
    print(f"{found} of {BRANCHES} branches conflict in a library in key order")
    assert found <= MOST


def test_branches_that_add_to_an_unordered_library(tmp_path: Path) -> None:
    """Where no order tells a paper its place it goes to the end, as all others do: reported, not promised."""
    found = conflicts(tmp_path / "unordered", ordered=False, seed=1)
    print(f"{found} of {BRANCHES} branches conflict in a library without order")
