"""Made-up libraries, and the pages that real exports make of them."""

import os
import re
import subprocess
import sys
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LIBRARY = r"""
@string{nips = "Advances in Neural Information Processing Systems"}

@inproceedings{alba2024knots,
  author    = {Alba, Ana and Brun, Bo},
  title     = {Knots That Untie Themselves},
  booktitle = nips,
  year      = {2024},
  url       = {https://example.org/knots},
  category  = {Survey},
  code      = {https://example.com/knots},
  abstract  = {We untie every knot, <b>twice</b>.},
}

@inproceedings{brun2023sails,
  author    = {Brun, Bo},
  title     = {Sails for Storms: A Benchmark},
  booktitle = {International Conference on Learning Representations},
  year      = {2023},
  url       = {https://example.org/sails},
  category  = {Benchmark},
  code      = {https://example.com/sails https://example.com/more-sails},
}

@article{cruz2024ropes,
  author   = {Cruz, Cara and M{\"u}ller, Max},
  title    = {Ropes in {R} and M{\"u}ller's Theorem},
  journal  = {Journal of Machine Learning Research},
  year     = {2024},
  doi      = {10.5555/ropes},
  ids      = {old2024, older:2024},
  category = {Survey},
  abstract = {Ropes hold. Theorems hold longer.},
}

@misc{dahl2022tides,
  author        = {Dahl, Dag},
  title         = {Tides, Tables \& Transformers},
  year          = {2022},
  eprint        = {2201.00001},
  archiveprefix = {arXiv},
  category      = {Benchmark > Multimodal; Survey},
}

@inproceedings{eder2021ecole,
  author    = {Eder, Eva},
  title     = {{\'E}cole des n{\oe}uds},
  booktitle = {Proceedings of the Annual Meeting of the Association for Computational Linguistics},
  year      = {2021},
  url       = {https://example.org/ecole},
  category  = {Survey},
}

@inproceedings{DBLP:conf/nips/Fay23,
  author    = {Fay, Fred and Alba, Ana},
  title     = {Anchors Away},
  booktitle = nips,
  year      = {2023},
  url       = {https://example.org/anchors},
  category  = {Benchmark},
}

@misc{gold2024winds,
  author        = {Gold, Gus},
  title         = {Winds of 2023},
  year          = {2024},
  eprint        = {2402.00002},
  archiveprefix = {arXiv},
  category      = {Benchmark > Multimodal},
  code          = {https://example.com/winds},
}

@techreport{hill2020harbours,
  author      = {Hill, Hal},
  title       = {Harbours without a Category},
  institution = {Institute of Ropes},
  year        = {2020},
}
"""
#: Key to title, in the order of the library.
TITLES = {
    "alba2024knots": "Knots That Untie Themselves",
    "brun2023sails": "Sails for Storms: A Benchmark",
    "cruz2024ropes": "Ropes in R and Müller's Theorem",
    "dahl2022tides": "Tides, Tables & Transformers",
    "eder2021ecole": "École des nœuds",
    "DBLP:conf/nips/Fay23": "Anchors Away",
    "gold2024winds": "Winds of 2023",
    "hill2020harbours": "Harbours without a Category",
}

#: Texts that try to be more than text; each is a title, a category and a venue of its own.
HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<img src=//h.example/x onerror=alert(3)>",
    '"><svg onload=alert(4)>',
    "' onmouseover='alert(5)",
    "</title></style></head><body onload=alert(6)>",
    "</template></textarea></noscript><iframe src=//h.example/f>",
    "<!-- no end",
    "--> ]]> <![CDATA[",
    "&lt;b&gt;bold&lt;/b&gt; &amp;amp; &copy;",
    "javascript:alert(7)",
    "`code` *stars* [link](javascript:alert(8)) | pipe",
    "__proto__",
    "constructor",
    "toString",
    "null",
    "a & b = c? d + e #f 100% ,;",
    "\u202eright to left\u202c and back",
    "مرحبا بالعالم",
    "Σίσυφος 🌊 漢字",
    "W" * 200,
    "https://h.example/" + "very/long/" * 20,
)
#: Addresses that must not become links.
UNSAFE = ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", " java\tscript:alert(1)")


def hostile_library() -> str:
    """Return a library of hostile titles; every other field that a page shows is hostile too."""
    return "\n".join(
        f"""@inproceedings{{hostile{number}:<i>&'{number},
  author = {{{_latex(text)} and Mallory, {_latex(text)}}},
  title = {{{_latex(text)}}},
  booktitle = {{{_latex(text)}}},
  year = {{{2000 + number}}},
  category = {{{_latex(text.replace(">", "").replace(";", ""))}}},
  abstract = {{{_latex(text)}}},
  url = {{{UNSAFE[number % len(UNSAFE)]}}},
  code = {{{UNSAFE[(number + 1) % len(UNSAFE)]}}},
}}
"""
        for number, text in enumerate(HOSTILE)
    )


def _latex(text: str) -> str:
    """Return a text as LaTeX says it: two hyphens would be a dash."""
    return re.sub(r"([&%#_])", r"\\\1", text).replace("--", "-{}-")


class Pages:
    """Pages in a folder, each made when a test first wants it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def small(self) -> Path:
        """Eight papers."""
        return self.made("small", LIBRARY, "--title", "Ropes & Knots", "--description", "What holds.")

    @cached_property
    def hostile(self) -> Path:
        """Papers whose every field is hostile, under a hostile title."""
        return self.made("hostile", hostile_library(), "--title", HOSTILE[5], "--description", HOSTILE[2])

    @cached_property
    def own(self) -> Path:
        """The project's own list."""
        return self.made("own", (ROOT / "library.bib").read_text(encoding="utf-8"))

    @cached_property
    def empty(self) -> Path:
        """A library without a paper."""
        return self.made("empty", "% nothing yet\n")

    def made(self, name: str, library: str, *options: str) -> Path:
        """Return the page of a library."""
        source, page = self.folder / f"{name}.bib", self.folder / f"{name}.html"
        source.write_text(library, encoding="utf-8")
        run("export", "--format", "html", *options, "-l", source, "-o", page, folder=self.folder)
        return page


def run(*arguments: str | Path, folder: Path) -> str:
    """Run unl, which must succeed, away from the user's settings; return what it printed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("UNL_")}
    environment |= {f"UNL_{kind}_DIR": str(folder / kind) for kind in ("CONFIG", "CACHE", "STATE")}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "unlcli", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
