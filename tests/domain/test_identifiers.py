import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unlcli.domain import identifiers
from unlcli.domain.entry import Entry
from unlcli.domain.identifiers import Identifier, Scheme

FORMS = {
    Identifier(Scheme.ARXIV, "2310.02238"): [
        "2310.02238", "2310.02238v3", "arXiv:2310.02238", "arxiv: 2310.02238v1", "ARXIV:2310.02238", "2310.02238 [cs.CL]",
        "https://arxiv.org/abs/2310.02238", "http://arxiv.org/pdf/2310.02238v2.pdf", "arxiv.org/abs/2310.02238",
        "https://www.arxiv.org/html/2310.02238v1", "https://export.arxiv.org/abs/2310.02238", "<https://arxiv.org/abs/2310.02238>",
        "https://arxiv.org/abs/2310.02238?utm_source=x#S1", "10.48550/arXiv.2310.02238", "https://doi.org/10.48550/arXiv.2310.02238",
        "https://ar5iv.labs.arxiv.org/html/2310.02238", "https://huggingface.co/papers/2310.02238", "https://www.alphaxiv.org/abs/2310.02238v2",
        "https://arxiv.org/abs/2310.02238.",
    ],
    Identifier(Scheme.ARXIV, "cs/0112017"): ["cs/0112017", "cs.CL/0112017v1", "https://arxiv.org/abs/cs/0112017", "arXiv:cs/0112017"],
    Identifier(Scheme.DOI, "10.1145/3442188.3445922"): [
        "10.1145/3442188.3445922", "doi:10.1145/3442188.3445922", "DOI: 10.1145/3442188.3445922", "https://doi.org/10.1145/3442188.3445922",
        "http://dx.doi.org/10.1145/3442188.3445922", "doi.org/10.1145/3442188.3445922", "https://dl.acm.org/doi/10.1145/3442188.3445922",
        "https://dl.acm.org/doi/abs/10.1145/3442188.3445922", "https://dl.acm.org/doi/pdf/10.1145/3442188.3445922?download=true",
        "https://doi.org/10.1145%2F3442188.3445922",
    ],
    Identifier(Scheme.DOI, "10.1007/s11263-015-0816-y"): [
        "10.1007/S11263-015-0816-Y", "https://link.springer.com/article/10.1007/s11263-015-0816-y",
        "https://link.springer.com/content/pdf/10.1007/s11263-015-0816-y.pdf",
    ],
    Identifier(Scheme.DOI, "10.1038/s42256-021-00359-9"): ["https://www.nature.com/articles/s42256-021-00359-9", "10.1038/s42256-021-00359-9"],
    Identifier(Scheme.DOI, "10.1101/2020.01.02.123456"): [
        "https://www.biorxiv.org/content/10.1101/2020.01.02.123456v2", "https://www.biorxiv.org/content/10.1101/2020.01.02.123456v2.full",
        "https://www.medrxiv.org/content/10.1101/2020.01.02.123456v1.full.pdf+html", "https://www.biorxiv.org/content/10.1101/2020.01.02.123456",
        "https://www.biorxiv.org/content/10.1101/2020.01.02.123456v1.full.pdf", "https://www.medrxiv.org/content/10.1101/2020.01.02.123456v1.full-text",
    ],
    Identifier(Scheme.DOI, "10.1162/knots_a_00343"): [
        "https://direct.mit.edu/knots/article/doi/10.1162/knots_a_00343/96454/On-Knots",
        "https://direct.mit.edu/knots/article-pdf/doi/10.1162/knots_a_00343/1923/knots_a_00343.pdf",
    ],
    Identifier(Scheme.DOI, "10.1093/bib/bbac409"): [
        "https://academic.oup.com/bib/article/doi/10.1093/bib/bbac409/6713511", "https://academic.oup.com/bib/advance-article/doi/10.1093/bib/bbac409/6713511",
        "https://academic.oup.com/bib/article-lookup/doi/10.1093/bib/bbac409",
    ],
    Identifier(Scheme.DOI, "10.3389/fknot.2020.00001"): [
        "https://www.frontiersin.org/articles/10.3389/fknot.2020.00001/full", "https://www.frontiersin.org/articles/10.3389/fknot.2020.00001",
        "https://www.frontiersin.org/journals/knots/articles/10.3389/fknot.2020.00001/pdf",
    ],
    Identifier(Scheme.DOI, "10.1371/journal.pone.0000001"): [
        "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000001",
        "https://journals.plos.org/plosone/article/file?type=printable&id=10.1371/journal.pone.0000001",
    ],
    Identifier(Scheme.DOI, "10.4230/lipics.knots.2020.1"): ["https://drops.dagstuhl.de/entities/document/10.4230/LIPIcs.KNOTS.2020.1"],
    Identifier(Scheme.DOI, "10.1515/knot-2020-0001"): [
        "https://www.degruyter.com/document/doi/10.1515/knot-2020-0001/html", "https://www.degruyterbrill.com/document/doi/10.1515/knot-2020-0001/pdf",
    ],
    Identifier(Scheme.DOI, "10.1002/knot.1"): [
        "https://onlinelibrary.wiley.com/doi/10.1002/knot.1", "https://onlinelibrary.wiley.com/doi/epdf/10.1002/knot.1",
        "https://dl.acm.org/doi/fullHtml/10.1002/knot.1",
    ],
    Identifier(Scheme.DOI, "10.2139/ssrn.4567"): ["https://papers.ssrn.com/sol3/papers.cfm?abstract_id=4567", "https://ssrn.com/abstract=4567"],
    Identifier(Scheme.DOI, "10.5281/zenodo.12345"): [
        "https://zenodo.org/records/12345", "https://zenodo.org/record/12345/files/knots.zip", "https://zenodo.org/doi/10.5281/zenodo.12345",
    ],
    Identifier(Scheme.ACL, "2024.acl-long.7"): [
        "2024.acl-long.7", "https://aclanthology.org/2024.acl-long.7/", "https://aclanthology.org/2024.acl-long.7.pdf",
        "https://www.aclanthology.org/2024.acl-long.7", "10.18653/v1/2024.acl-long.7", "https://doi.org/10.18653/v1/2024.ACL-long.7",
        "https://aclanthology.org/2024.acl-long.7.bib",
    ],
    Identifier(Scheme.ACL, "P19-1001"): ["P19-1001", "p19-1001", "https://www.aclweb.org/anthology/P19-1001", "10.18653/v1/P19-1001"],
    Identifier(Scheme.OPENREVIEW, "zWqr3MQuNs"): [
        "https://openreview.net/forum?id=zWqr3MQuNs", "https://openreview.net/pdf?id=zWqr3MQuNs", "https://openreview.net/forum?id=zWqr3MQuNs&noteId=x",
        "https://www.openreview.net/attachment?id=zWqr3MQuNs&name=pdf",
    ],
    Identifier(Scheme.NEURIPS, "2022/hash/0123456789abcdef0123456789abcdef"): [
        "https://proceedings.neurips.cc/paper_files/paper/2022/hash/0123456789abcdef0123456789abcdef-Abstract-Conference.html",
        "https://papers.nips.cc/paper/2022/file/0123456789ABCDEF0123456789abcdef-Paper.pdf",
    ],
    Identifier(Scheme.PMLR, "v139/byte21a"): [
        "https://proceedings.mlr.press/v139/byte21a.html", "http://proceedings.mlr.press/v139/byte21a/byte21a.pdf",
        "https://proceedings.mlr.press/v139/byte21a", "https://raw.githubusercontent.com/mlresearch/v139/main/assets/byte21a/byte21a.pdf",
    ],
    Identifier(Scheme.S2, "CorpusID:13756489"): [
        "CorpusID:13756489", "corpusid:13756489", "https://api.semanticscholar.org/CorpusID:13756489",
    ],
    Identifier(Scheme.URL, "https://papers.nips.cc/paper/8668-learner-aware-teaching"): [
        "https://papers.nips.cc/paper/8668-learner-aware-teaching", "http://papers.nips.cc/paper/8668-learner-aware-teaching/",
    ],
    Identifier(Scheme.PMID, "123"): ["pmid:123", "https://pubmed.ncbi.nlm.nih.gov/123/"],
    Identifier(Scheme.DBLP, "conf/icml/Byte21"): ["DBLP:conf/icml/Byte21", "conf/icml/Byte21", "https://dblp.org/rec/conf/icml/Byte21.html"],
}  # fmt: skip


@pytest.mark.parametrize(("form", "identifier"), [(form, found) for found, forms in FORMS.items() for form in forms])
def test_every_form_is_the_same_identifier(form: str, identifier: Identifier) -> None:
    assert identifiers.recognise(form) == identifier
    assert identifiers.recognise(f"  {form} ") == identifier


@pytest.mark.parametrize("identifier", FORMS)
def test_its_own_link_leads_back_to_it(identifier: Identifier) -> None:
    assert identifiers.of_url(identifier.url) == identifier


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ("10.1234/a?b=1&c", "https://doi.org/10.1234/a%3Fb=1&c"),
        ("10.1234/a#b", "https://doi.org/10.1234/a%23b"),
        ("10.1234/100%", "https://doi.org/10.1234/100%25"),
        ("10.1002/(sici)1<1::aid>3.0.co;2-#", "https://doi.org/10.1002/(sici)1%3C1::aid%3E3.0.co;2-%23"),
    ],
)
def test_what_would_end_a_link_s_path_is_escaped_in_that_of_a_doi(value: str, link: str) -> None:
    doi = Identifier(Scheme.DOI, value)
    assert doi.url == link
    assert identifiers.of_url(link) == doi


def test_a_link_that_is_no_identifier_stays_as_it_is() -> None:
    assert Identifier(Scheme.URL, "https://x.org/a%20b?c=%2F").url == "https://x.org/a%20b?c=%2F"


@pytest.mark.parametrize(
    "text",
    ["", " ", "attention", "attention is all you need", "2024", "2013.12345", "231.02238", "10.1/x", "10.1145/", "yao2024large", "and/or", "B12-3", "3.5",
     "arXiv", "doi:", "mailto:a@b.org", "javascript:alert(1)", "ftp://x.org/a", "https://", "//x", "https://[::1", "NeurIPS/ICML"],
)  # fmt: skip
def test_what_is_no_identifier(text: str) -> None:
    assert identifiers.recognise(text) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://x.org/a/", "http://www.x.org/a", True),
        ("https://x.org/a?utm_source=y", "https://x.org/a", True),
        ("https://x.org/a?id=1", "https://x.org/a?id=2", False),
        ("https://github.com/A/B", "https://github.com/a/b.git", True),
        ("https://x.org/A", "https://x.org/a", False),
        ("https://openreview.net/forum?id=abcdef", "https://openreview.net/forum?id=ABCDEF", False),
    ],
)
def test_other_links_compare_without_what_does_not_matter(one: str, other: str, same: bool) -> None:
    assert (identifiers.of_url(one) == identifiers.of_url(other)) == same


@pytest.mark.parametrize(
    "link",
    [
        "https://journals.plos.org/plosone", "https://papers.ssrn.com/sol3/cf_dev/AbsByAuth.cfm?per_id=1", "https://zenodo.org/communities/knots",
        "https://raw.githubusercontent.com/knots-lab/hold/main/paper.pdf", "https://www.biorxiv.org/collection/knots",
        "https://knots.org/mirror/10.5555/1", "https://www.nature.com/nature",
    ],
)  # fmt: skip
def test_a_page_that_names_no_paper_is_but_a_link(link: str) -> None:
    found = identifiers.of_url(link)
    assert found is not None
    assert found.scheme is Scheme.URL


@pytest.mark.parametrize(
    ("year", "page"),
    [("2021", "-Abstract.html"), ("2022", "-Abstract-Conference.html"), ("2030", "-Abstract-Conference.html")],
)
def test_the_link_of_a_neurips_paper_is_one_of_a_page(year: str, page: str) -> None:
    paper = Identifier(Scheme.NEURIPS, f"{year}/hash/{'0a' * 16}")
    assert paper.url == f"https://proceedings.neurips.cc/paper_files/paper/{year}/hash/{'0a' * 16}{page}"


@pytest.mark.parametrize(
    ("link", "cleaned", "repairs"),
    [
        ("https://x.org/a?utm_source=b&id=1", "https://x.org/a?id=1", 1),
        ("https://x.org/a#section", "https://x.org/a", 1),
        ("https://x.org/#/paper/1", "https://x.org/#/paper/1", 0),
        ("https://arxiv.org/pdf/2310.02238v2.pdf", "https://arxiv.org/abs/2310.02238", 1),
        ("https://arxiv.org/abs/2310.02238", "https://arxiv.org/abs/2310.02238", 0),
        ("https://github.com/a/b?tab=readme-ov-file#x", "https://github.com/a/b", 2),
        ("https://x.org/a?tab=b", "https://x.org/a?tab=b", 0),
        (" <https://x.org/a> ", "https://x.org/a", 0),
        ("https://x.org/a}b", "https://x.org/a%7Db", 0),
        ("not a link", "not a link", 0),
        ("http://papers.nips.cc/paper/1-knots", "https://papers.nips.cc/paper/1-knots", 1),
        ("HTTP://www.JMLR.org/papers/v3/a.html", "https://www.JMLR.org/papers/v3/a.html", 1),
        ("http://arxiv.org:8080/abs/2310.02238", "http://arxiv.org:8080/abs/2310.02238", 0),
        ("http://ann@github.com/x", "http://ann@github.com/x", 0),
        ("http://example.org/arxiv.org", "http://example.org/arxiv.org", 0),
    ],
)
def test_links_are_cleaned_and_what_went_is_told(link: str, cleaned: str, repairs: int) -> None:
    found = identifiers.clean_url(link)
    assert (found.url, len(found.repairs)) == (cleaned, repairs)


LINKS = st.tuples(
    st.sampled_from(["https://x.org/", "http://arxiv.org/", "https://openreview.net/", "https://doi.org/", "https://github.com/", "", "<https://a.b/"]),
    st.lists(st.sampled_from([*"abs/pdf.html?id=&#2310.02238v1%[]{}<> :", "utm_source=x", "ref=y", "é", "\u00a0"]), max_size=20).map("".join),
).map("".join)  # fmt: skip


@given(LINKS)
@example("https://x.org/ #a")
@example("https://x.org/<#a")
def test_cleaning_is_done_once_and_nothing_fails(link: str) -> None:
    cleaned = identifiers.clean_url(link).url
    assert identifiers.clean_url(cleaned).url == cleaned
    identifiers.recognise(link)
    identifiers.is_code_link(link)


@given(st.text(max_size=40))
def test_no_text_is_too_strange(given: str) -> None:
    for read in (
        identifiers.recognise,
        identifiers.of_url,
        identifiers.doi_of,
        identifiers.is_web_link,
        identifiers.is_code_link,
        identifiers.clean_url,
    ):
        read(given)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"doi": "https://doi.org/10.1234/A\\_B"}, {"DOI 10.1234/a_b"}),
        ({"doi": "not one"}, set()),
        ({"eprint": "2310.02238v2", "archiveprefix": "arXiv"}, {"arXiv id 2310.02238"}),
        ({"eprint": "2310.02238"}, {"arXiv id 2310.02238"}),
        ({"eprint": "2310.02238", "archiveprefix": "HAL"}, set()),
        ({"journal": "arXiv preprint arXiv:2310.02238"}, {"arXiv id 2310.02238"}),
        ({"url": "https://x.org/a https://arxiv.org/abs/2310.02238"}, {"URL https://x.org/a", "arXiv id 2310.02238"}),
        ({"alturl": "https://aclanthology.org/2024.acl-long.7/"}, {"ACL id 2024.acl-long.7"}),
        ({"pmid": "12"}, {"PubMed id 12"}),
    ],
)
def test_identifiers_of_an_entry(fields: dict[str, str], found: set[str]) -> None:
    assert set(map(str, identifiers.of_entry(Entry("misc", "a", fields)))) == found


def test_the_page_of_the_version_of_record_is_the_best_link() -> None:
    links = (
        "https://arxiv.org/abs/2310.02238",
        "https://x.org/a",
        "https://doi.org/10.1234/a",
        "https://aclanthology.org/2024.acl-long.7/",
    )
    assert identifiers.best_first(links) == (links[3], links[2], links[1], links[0])
    assert identifiers.best_first(("https://x.org/a", "http://www.x.org/a/")) == ("https://x.org/a",)


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ({"url": "https://x.org/a", "doi": "10.1234/a"}, "https://x.org/a"),
        ({"url": "javascript:alert(1)", "doi": "10.1234/a"}, "https://doi.org/10.1234/a"),
        ({"eprint": "2310.02238"}, "https://arxiv.org/abs/2310.02238"),
        ({"eprint": "2310.02238", "doi": "10.1234/a"}, "https://doi.org/10.1234/a"),
        ({}, ""),
        ({"howpublished": r"\url{https://x.org/a\_b}"}, "https://x.org/a_b"),
        ({"howpublished": r"{\url{https://x.org/a}}."}, "https://x.org/a"),
        ({"howpublished": r"\href{https://x.org/a}{the page}"}, "https://x.org/a"),
        ({"howpublished": " <https://x.org/a>"}, "https://x.org/a"),
        ({"howpublished": r"\url{https://arxiv.org/pdf/2310.02238v2}"}, "https://arxiv.org/abs/2310.02238"),
        ({"howpublished": r"\url{https://x.org/a}", "doi": "10.1234/a"}, "https://doi.org/10.1234/a"),
        ({"howpublished": r"Seen at \url{https://x.org/a}"}, ""),
        ({"howpublished": r"\url{https://x.org/a}, a blog"}, ""),
        ({"howpublished": r"\url{javascript:alert(1)}"}, ""),
        ({"note": r"\url{https://x.org/a}"}, ""),
    ],
)
def test_the_link_a_reader_follows(fields: dict[str, str], link: str) -> None:
    assert identifiers.best_link(Entry("misc", "a", fields)) == link


def test_a_link_in_howpublished_counts_where_no_field_says_better_where_the_paper_is() -> None:
    fields = {"howpublished": r"\url{https://openreview.net/forum?id=abc}"}
    (found,) = identifiers.of_entry(Entry("misc", "a", {"howpublished": r"\url{https://arxiv.org/abs/2310.02238v1}"}))
    assert (found.scheme, found.value) == (Scheme.ARXIV, "2310.02238")
    (found,) = identifiers.of_entry(Entry("misc", "a", {**fields, "url": "https://x.org/a"}))
    assert found.value == "https://x.org/a"


@given(
    st.sampled_from(["", "www.", "WWW.", "www.www.", "u@"]),
    st.sampled_from(
        ["arxiv.org", "doi.org", "openreview.net", "aclanthology.org", "x.example", "localhost", "www.", "x:80"]
    ),
    st.text("/ab10.5%2F?=&#:\x01\té", max_size=24).map(lambda rest: f"/{rest}"),
)
def test_a_common_link_reads_as_any_other(prefix: str, host: str, rest: str) -> None:
    """Links in lower case are read by a shorter way, and must come out as those that go the long way round."""
    assert identifiers.of_url(f"https://{prefix}{host}{rest}") == identifiers.of_url(f"HTTPS://{prefix}{host}{rest}")
