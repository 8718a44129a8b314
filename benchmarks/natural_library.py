"""Make libraries to search: made up, the same every time, with words as often as they are in real titles.

A few words stand in a third of the titles, most in hardly any, and one title in six begins with a name that no other has:
python natural_library.py SIZE FOLDER writes library.bib and, beside it, target.json about one of its entries, so that it
can be asked for.
"""

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import accumulate
from pathlib import Path

LIBRARY, TARGET = "library.bib", "target.json"


@dataclass(frozen=True)
class Target:
    """An entry in the middle of a library, and what somebody may know of it."""

    key: str
    title: str
    name: str
    words: str
    typo: str
    phrase: str
    surname: str
    year: int
    doi: str


def make(size: int, folder: Path) -> None:
    """Write a library of `size` entries and what to ask it for, unless they are there."""
    if (folder / TARGET).is_file() and (folder / LIBRARY).is_file():
        return
    maker = _Maker(size)
    with (folder / LIBRARY).open("w", encoding="utf-8", newline="\n") as file:
        file.write("% A library made up to be searched.\n\n")
        file.writelines(maker.entries())
    assert maker.target is not None
    (folder / TARGET).write_text(json.dumps(asdict(maker.target), indent=1), encoding="utf-8")


def target(folder: Path) -> Target:
    """Return what a library in this folder can be asked for."""
    return Target(**json.loads((folder / TARGET).read_text(encoding="utf-8")))


def change(file: Path, key: str, word: str) -> None:
    """Put a word before the title of one entry and replace the file, as an editor does."""
    before = file.read_bytes()
    title = before.index(b"title = {", before.index(f"{{{key},".encode())) + len(b"title = {")
    fresh = file.with_suffix(".new")
    fresh.write_bytes(before[:title] + f"{word} ".encode() + before[title:])
    fresh.replace(file)


#: Words of titles and abstracts, the most frequent first.
_COMMON = (
    "learning for of the and in with a on via from models deep to neural networks model language using based data large an "
    "towards networks by graph efficient image adaptive analysis learning-based detection multi optimization systems "
    "adversarial robust generation method approach reinforcement visual transfer attention estimation semantic time "
    "representation prediction recognition self-supervised domain under knowledge classification segmentation training "
    "framework control information through inference transformer dynamic video understanding network federated fast machine "
    "distributed unsupervised evaluation search translation human online generative policy structure design object local "
    "text sparse system stochastic contrastive reasoning feature linear space process retrieval context convolutional "
    "probabilistic bayesian improving causal embedding recurrent matching random question answering temporal spatial few-shot "
    "global sampling speech task active gradient latent memory convergence hierarchical semi-supervised clustering energy "
    "matrix high non-convex localization complexity applications regression planning unified quantum synthesis dialogue "
    "algorithm new scalable beyond bounds study performance survey decision algorithms complex theory general end-to-end "
    "benchmark privacy fairness interpretable explanation robustness uncertainty calibration distillation pruning compression "
    "quantization acceleration parallel hardware mobile edge cloud sensor wireless signal filtering reconstruction imaging "
    "medical clinical disease diagnosis patient brain cell protein molecular chemical material physics climate weather "
    "forecasting traffic vehicle autonomous robot manipulation grasping navigation tracking pose depth point scene "
    "rendering shape motion camera stereo flow saliency face person gender social media news user recommendation click "
    "market price financial risk economic game equilibrium auction mechanism incentive crowd worker label noise weak "
    "annotation corpus parsing syntax grammar morphology lexical word sentence document summarization sentiment opinion "
    "entity relation extraction linking completion ontology logic symbolic program code software testing verification "
    "formal proof theorem constraint satisfaction integer programming convex duality kernel spectral tensor decomposition "
    "manifold metric distance hashing index query database storage cache schedule latency throughput consistency "
    "replication security attack defense backdoor poisoning malware intrusion encryption blockchain trust audit ethics "
    "policy law education student teaching survey review perspective challenges opportunities lessons case comparative "
    "empirical theoretical practical simple better rethinking revisiting what when how why is are we do can not it all you need"
).split()
_SYLLABLES = (
    "ba be bi bo bu da de di do du fa fe fi fo ga ge go ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu pa pe "
    "pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo za ze zo stra tion ment ing"
).split()
_ENDS = ("", "", "Net", "Bench", "LM", "-2")
_FAMILIES = (
    "Zhang Wang Li Chen Liu Yang Huang Zhao Wu Zhou Xu Sun Zhu Kim Lee Smith Park Singh Kumar Müller Gupta Johnson Brown "
    "Nguyen Tanaka Schmidt García Martin Rossi Silva Ivanov Cohen Jones Taylor Sato Weber Ferrari Santos Novák Kowalski "
    "N{\\'u}{\\~n}ez Gon{\\c{c}}alves H{\\\"o}lder {\\O}stergaard"
).split()
_GIVEN = "Anna Wei Jun Maria David Yi Hao Laura Peter Xin Omar Priya Jan Elena Tom Mei Kai Ravi Sara Luc A. B. C. J. K. M.".split()
_VENUES = (
    "Advances in Neural Information Processing Systems",
    "International Conference on Machine Learning",
    "International Conference on Learning Representations",
    "Annual Meeting of the Association for Computational Linguistics",
    "IEEE/CVF Conference on Computer Vision and Pattern Recognition",
    "AAAI Conference on Artificial Intelligence",
    "European Conference on Computer Vision",
    "Conference on Empirical Methods in Natural Language Processing",
    "Journal of Machine Learning Research",
    "Transactions on Measured Things",
    "Annals of Large Files",
    "Letters on Bibliography",
)
_CATEGORIES = ("Survey", "Benchmark", "Benchmark > Multimodal", "Method", "Theory", "Attack", "Tool")


class _Maker:
    def __init__(self, size: int) -> None:
        self.target: Target | None = None
        self._size = size
        self._random = random.Random(size)
        self._words = list(dict.fromkeys(_COMMON)) + list(self._made_up(30_000, 2, 4))
        self._weights = list(accumulate(1 / (rank + 2) for rank in range(len(self._words))))
        self._families = _FAMILIES + [name.capitalize() for name in self._made_up(8_000, 2, 3)]
        self._family_weights = list(accumulate(1 / (rank + 15) for rank in range(len(self._families))))
        self._venues = list(_VENUES) + [f"Journal of {name.capitalize()}" for name in self._made_up(300, 2, 3)]
        self._venue_weights = list(accumulate(1 / (rank + 4) for rank in range(len(self._venues))))

    def _made_up(self, count: int, least: int, most: int) -> Iterator[str]:
        seen: set[str] = set()
        while len(seen) < count:
            word = "".join(self._random.choices(_SYLLABLES, k=self._random.randint(least, most)))
            if word not in seen:
                seen.add(word)
                yield word

    def entries(self) -> Iterator[str]:
        """Yield the entries; the first one past the middle that has a name and a long title is the target."""
        for number in range(self._size):
            name = _coined(number) if number % 6 == 0 else ""
            words = self._some(self._random.randint(5, 12))
            people = self._random.choices(
                self._families, cum_weights=self._family_weights, k=self._random.choice((1, 2, 3, 3, 4, 5, 6, 8))
            )
            year = 2026 - min(35, int(self._random.expovariate(0.12)))
            key = f"{_ascii(people[0])}{year}{_ascii(words[0])}{number}"
            if self.target is None and number >= self._size // 2 and name and len(words) >= 8:
                self.target = self._as_target(key, name, words, people[0], year, number)
            yield self._entry(number, key, name, words, people, year)

    def _as_target(self, key: str, name: str, words: list[str], surname: str, year: int, number: int) -> Target:
        # in the order of the title: its three longest words, the longest with two letters changed about, its middle
        longest = sorted(dict.fromkeys(words), key=len)[-3:]
        slip = longest[-1]
        half = len(slip) // 2
        swapped = slip[: half - 1] + slip[half] + slip[half - 1] + slip[half + 1 :]
        return Target(
            key=key,
            title=f"{name}: {' '.join(words)}",
            name=name,
            words=" ".join(word for word in words if word in longest),
            typo=f"{swapped} {longest[0]}",
            phrase=f'"{words[3]} {words[4]} {words[5]}"',
            surname=_ascii(surname),
            year=year,
            doi=_doi(number),
        )

    def _entry(self, number: int, key: str, name: str, words: list[str], people: list[str], year: int) -> str:
        pick = self._random
        title = " ".join(word[0].upper() + word[1:] for word in words)
        (venue,) = pick.choices(self._venues, cum_weights=self._venue_weights)
        is_journal = venue.startswith(("Journal", "Transactions", "Annals", "Letters"))
        lines = [
            f"title = {{{{{name}}}: {title}}}" if name else f"title = {{{title}}}",
            f"author = {{{' and '.join(f'{family}, {pick.choice(_GIVEN)}' for family in people)}}}",
            f"journal = {{{venue}}}" if is_journal else f"booktitle = {{Proceedings of the {venue} {year}}}",
            f"year = {{{year}}}",
            f"pages = {{{pick.randint(1, 90)}--{pick.randint(100, 199)}}}",
            f"doi = {{{_doi(number)}}}",
            f"url = {{https://example.org/papers/{number}}}",
        ]
        if pick.random() < 0.2:
            lines.append(f"eprint = {{{year % 100:02}{number % 12 + 1:02}.{number % 100_000:05}}}")
            lines.append("archiveprefix = {arXiv}")
        if pick.random() < 0.3:
            lines.append(f"category = {{{pick.choice(_CATEGORIES)}}}")
        if pick.random() < 0.1:
            lines.append(f"code = {{https://github.com/made/p{number}}}")
        if pick.random() < 0.2:
            lines.append(f"keywords = {{{', '.join(self._some(4))}}}")
        if pick.random() < 0.3:
            lines.append(f"abstract = {{{' '.join(self._some(172)).capitalize()}, at {{\\'E}}cole 100\\%.}}")
        body = "".join(f"  {line},\n" for line in lines)
        return f"@{'article' if is_journal else 'inproceedings'}{{{key},\n{body}}}\n\n"

    def _some(self, count: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._weights, k=count)


def _coined(number: int) -> str:
    """Return a name that no other number has."""
    rest = (number + 1) * 7_919 % len(_SYLLABLES) ** 4
    name = ""
    for _ in range(4):
        rest, which = divmod(rest, len(_SYLLABLES))
        name += _SYLLABLES[which]
    return name.capitalize() + _ENDS[number // 6 % len(_ENDS)]


def _ascii(word: str) -> str:
    return "".join(letter for letter in word if letter.isascii() and letter.isalpha()).lower()


def _doi(number: int) -> str:
    return f"10.5555/made.{number}"


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
