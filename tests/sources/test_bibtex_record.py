import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.domain.names import Name
from unlcli.domain.record import Record, Standing
from unlcli.errors import UnreadableAnswerError
from unlcli.sources.reading.bibtex_record import read

ENTRY = r"""
@inproceedings{DBLP:conf/made/OneT24,
  author    = {Ann One 0001 and
               {The Forget Consortium} and
               Bj{\"o}rn van der Two and Three, Jr., Cy and others},
  editor    = {Ed Itor},
  title     = {Forgetting in {LLM}s: A {$k$}-th
               Look {\&} More &amp; More},
  booktitle = {Proceedings of the 1st Made-Up Conference, {MADE} 2024},
  series    = {Made-Up Notes},
  pages     = {12–34},
  publisher = {Made {\&} Up},
  year      = {2024},
  month     = jun # "~3",
  url       = {https://doi.org/10.5555/MADE.7},
  doi       = {10.5555/MADE.7},
  isbn      = {978-3-16-148410-0}
}
"""


def record(body: str, kind: str = "article") -> Record:
    return read(f"@{kind}{{k, {body}}}", "dblp")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (r"{M\({}^{\mbox{3}}\)ViT: Mixture-of-Experts}", "M³ViT: Mixture-of-Experts"),
        (r"\(\ell\)\({}_{\mbox{1}}\)-Norm in \(\mathcal{O}(n)\)", "ℓ₁-Norm in O(n)"),
        (r"LLM{\texttimes}MapReduce", "LLM×MapReduce"),
        (r"{\$}5 and {\$}6", "$5 and $6"),
    ],
)
def test_formulas_as_dblp_writes_them_become_text(title: str, shown: str) -> None:
    assert record(f"title = {{{title}}}").title == shown


def test_the_page_of_a_neurips_paper_is_kept_as_it_is_named() -> None:
    page = (
        f"https://proceedings.neurips.cc/paper_files/paper/2023/hash/{'0a' * 16}-Abstract-Datasets_and_Benchmarks.html"
    )
    assert record(f"title = {{T}}, url = {{{page}}}").url == page


@pytest.mark.parametrize("pages", ["1-1", "0--0", "n/a", "0", "1 – 1"])
def test_pages_that_stand_for_none_are_none(pages: str) -> None:
    assert record(f"title = {{T}}, pages = {{{pages}}}").pages == ""


def test_an_entry_becomes_a_record_in_readable_text() -> None:
    assert read(ENTRY, "dblp") == Record(
        "dblp",
        "Forgetting in LLMs: A k-th Look & More & More",
        authors=(Name("One", "Ann"), Name("The Forget Consortium"), Name("Two", "Björn", "van der"), Name("Three", "Cy", "", "Jr.")),
        year="2024",
        month="6",
        venue="Proceedings of the 1st Made-Up Conference, MADE 2024",
        type="inproceedings",
        series="Made-Up Notes",
        pages="12--34",
        publisher="Made & Up",
        isbn="978-3-16-148410-0",
        editors=(Name("Itor", "Ed"),),
        doi="10.5555/made.7",
        url="https://doi.org/10.5555/made.7",
        standing=Standing.PUBLISHED,
    )  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "title={T}, journal={CoRR}, volume={abs/2101.00001}, year={2021}",
        "title={T}, journal={CoRR}, volume={abs/2101.00001}, doi={10.48550/ARXIV.2101.00001}, eprinttype={arXiv}, eprint={2101.00001}",
        "title={T}, journal={arXiv preprint arXiv:2101.00001}, volume={1}, number={2}",
        "title={T}, eprint={2101.00001v3}, archiveprefix={arXiv}",
        "title={T}, doi={10.48550/arXiv.2101.00001}",
    ],
)
def test_an_entry_of_arxiv_is_a_preprint_without_venue(body: str) -> None:
    found = record(body)
    assert (found.arxiv, found.standing, found.type) == ("2101.00001", Standing.PREPRINT, "misc")
    assert (found.venue, found.volume, found.number, found.doi) == ("", "", "", "")


def test_a_published_entry_keeps_the_id_of_its_preprint() -> None:
    found = record(
        "title={T}, journal={J}, volume={7}, eprint={2101.00001}, archiveprefix={arXiv}, primaryclass={cs.LG}"
    )
    assert (found.arxiv, found.primary_class, found.standing, found.volume) == (
        "2101.00001",
        "cs.LG",
        Standing.PUBLISHED,
        "7",
    )


@pytest.mark.parametrize(
    ("kind", "body", "shown", "venue"),
    [
        ("article", "title={T}, journal={J}", "article", "J"),
        ("article", "title={T}, journaltitle={J}", "article", "J"),
        ("article", "title={T}, publisher={P}", "misc", ""),
        ("article", "title={T}, journal={Proceedings of the AAAI Conference on Artificial Intelligence}", "inproceedings",
         "Proceedings of the AAAI Conference on Artificial Intelligence"),
        ("article", "title={T}, journal={Proceedings of the VLDB Endowment}", "article", "Proceedings of the VLDB Endowment"),
        ("conference", "title={T}, booktitle={B}", "inproceedings", "B"),
        ("inbook", "title={T}, booktitle={B}", "incollection", "B"),
        ("phdthesis", "title={T}, school={S}", "phdthesis", "S"),
        ("techreport", "title={T}, institution={I}", "techreport", "I"),
        ("online", "title={T}", "misc", ""),
        ("madeup", "title={T}, journal={J}", "", "J"),
    ],
)  # fmt: skip
def test_the_type_of_an_entry_says_where_its_venue_stands(kind: str, body: str, shown: str, venue: str) -> None:
    found = record(body, kind)
    assert (found.type, found.venue) == (shown, venue)


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("{aug}", "8"),
        ("Aug", "8"),
        ("8", "8"),
        ("{08}", "8"),
        ("{August}", "8"),
        ("{13}", ""),
        ("{spring}", ""),
        ('"10~" # sep', "9"),
    ],
)
def test_months_in_any_spelling(written: str, month: str) -> None:
    assert record(f"title={{T}}, month={written}").month == month


@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("1-10", "1--10"), ("1--10", "1--10"), ("1 – 10", "1--10"), ("1—10", "1--10"), ("7:1-7:17", "7:1--7:17"), ("145-145", "145"),
        ("e17", "e17"), ("S1-2-3", "S1-2-3"), ("n/a-n/a", ""), ("-", ""), ("pp. 3-4", "3--4"), ("1-3, 7", "1--3, 7"),
    ],
)  # fmt: skip
def test_pages_in_any_spelling(written: str, pages: str) -> None:
    assert record(f"title={{T}}, pages={{{written}}}").pages == pages


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no BibTeX entry"),
        ("Not found.", "no BibTeX entry"),
        ("@article{k, title = {A cut off", "cut off"),
        ("@article{k, author = {Ann One}}", "no title"),
        ("@article{k, title = {{}}}", "no title"),
    ],
)
def test_what_is_no_entry_says_what_it_is(text: str, told: str) -> None:
    with pytest.raises(UnreadableAnswerError, match=told):
        read(text, "doi")


def test_a_subtitle_follows_its_title_once() -> None:
    assert record("title={T}, subtitle={S}").title == "T: S"
    assert record("title={Why?}, subtitle={S}").title == "Why? S"
    assert record("title={T: the {S} part}, subtitle={The s Part}").title == "T: the S part"


@given(st.text(alphabet=st.sampled_from('@article{}k,title= \n"#\\$&%<i>é\x00\x1b')))
def test_nothing_but_the_documented_error_is_raised(body: str) -> None:
    for text in (
        body,
        "@misc{k, title = {" + body + "}}",
        "@misc{k, title = {T}, author = {" + body + "}, doi = {" + body + "}}",
    ):
        with contextlib.suppress(UnreadableAnswerError):
            found = read(text, "doi")
            assert found.title
            assert "\x1b" not in found.title
