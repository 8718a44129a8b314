from collections.abc import Callable

import pytest

from unlcli.domain.finding import Finding, Location

Check = Callable[..., list[Finding]]


def preprint(more: str, kind: str = "misc") -> str:
    return f"@{kind}{{a,\n title={{A}}, year={{2023}}, eprint={{2301.00001}}, archiveprefix={{arXiv}},\n {more}}}\n"


@pytest.mark.parametrize(
    ("field", "remark", "venue"),
    [
        ("note", "Accepted at ICML 2024", "ICML"),
        ("note", "Accepted to appear in NeurIPS 2023", "NeurIPS"),
        ("note", "To appear in the Proceedings of NeurIPS 2023", "NeurIPS"),
        ("comment", "published at ACL 2025 Findings", "Findings of ACL"),
        ("comment", "12 pages, 3 figures, accepted by CVPR 2024 (oral)", "CVPR"),
        ("comment", "Published as a conference paper at ICLR 2021", "ICLR"),
        ("comment", "ICLR 2025 Camera Ready; code at https://github.com/a/b", "ICLR"),
        ("annote", "NeurIPS 2023 (Spotlight), 35 pages", "NeurIPS"),
        ("addendum", "AAAI-24", "AAAI"),
        ("addendum", "Accepted for publication in Transactions on Machine Learning Research", "TMLR"),
        ("note", "In press, Journal of Machine Learning Research", "JMLR"),
        ("note", "Findings of EMNLP 2023", "Findings of EMNLP"),
        ("note", "Accepted at the NeurIPS 2023 Workshop on Ropes", "NeurIPS Workshop on Ropes"),
        ("note", "37th Conference on Neural Information Processing Systems (NeurIPS 2023)", "NeurIPS"),
        ("howpublished", "ICML 2024", "ICML"),
        ("howpublished", "arXiv preprint arXiv:2301.00001. Accepted to EMNLP 2023", "EMNLP"),
        ("journal", "arXiv preprint arXiv:2301.00001 (accepted at ICML 2024)", "ICML"),
        ("note", "Accepted at ICML 2024. An extended version is under review at JMLR.", "ICML"),
    ],
)  # fmt: skip
def test_a_remark_that_names_the_venue(check: Check, field: str, remark: str, venue: str) -> None:
    (found,) = check("V001", preprint(f"{field}={{{remark}}}"))
    assert found.location == Location("1.bib", 3)
    assert f"its {field} tells of a publication: " in found.message
    (line,) = found.remedies
    assert f"booktitle={venue}" in line.replace("'", "") or f"journal={venue}" in line


@pytest.mark.parametrize(
    "remark",
    [
        "", "Submitted to ICLR 2024", "Under review at ICML 2024", "Under review. ICLR 2024", "Preprint, under review",
        "submitted to and not accepted by ICML 2023", "Rejected from NeurIPS 2023", "12 pages, 3 figures",
        "Extended version of a paper accepted at ICML 2022", "A short version appeared at ACL 2022",
        "Winner of the NeurIPS 2022 challenge", "In the format of ICML 2024", "Work in progress", "published on arXiv",
        "Code: https://github.com/icml/2024", "We thank the organisers of ICML 2024 for their help", "Accepted",
        "Accepted at the Annual Rope Days 2024", "Presented to the public in 2023", "Science 2023",
        "Comment on the paper of Adams at ICML 2023", "Reply to Adams, ICML 2023",
    ],
)  # fmt: skip
def test_a_remark_that_says_less(check: Check, remark: str) -> None:
    assert check("V001", preprint(f"note={{{remark}}}")) == []


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("doi={10.1145/3377811.3380374}", "DOI 10.1145/3377811.3380374"),
        ("url={https://aclanthology.org/2024.acl-long.1/}", "ACL id 2024.acl-long.1"),
        ("alturl={https://arxiv.org/abs/2301.00001 https://proceedings.mlr.press/v202/adams23a.html}", "PMLR id"),
    ],
)
def test_an_identifier_of_the_published_paper(check: Check, more: str, told: str) -> None:
    (found,) = check("V001", preprint(more))
    assert told in found.message


@pytest.mark.parametrize(
    "more",
    [
        "doi={10.48550/arXiv.2301.00001}", "doi={10.5281/zenodo.123}", "doi={10.1101/2023.01.01.123}", "doi={x}",
        "url={https://openreview.net/forum?id=abcdef}", "url={https://example.org/a}",
    ],
)  # fmt: skip
def test_an_identifier_that_proves_nothing(check: Check, more: str) -> None:
    assert check("V001", preprint(more)) == []


@pytest.mark.parametrize(
    "entry",
    [
        preprint("booktitle={ICML}, note={Accepted at ICML 2024}", "inproceedings"),
        preprint("journal={Nature}, doi={10.1038/1234}", "article"),
        preprint("institution={I}, doi={10.1145/1.2}", "techreport"),
        "@misc{a, title={A}, note={Accepted at ICML 2024}}",
    ],
)
def test_what_is_no_preprint(check: Check, entry: str) -> None:
    assert check("V001", entry) == []


def test_the_line_makes_the_published_paper_of_it(check: Check) -> None:
    (found,) = check("V001", preprint("journal={arXiv preprint}, note={Accepted at ICML 2024}", "article"))
    assert found.remedies == (
        "unl edit a --set type=inproceedings --set booktitle=ICML --set year=2024 --unset journal -l 1.bib",
    )
    (found,) = check("V001", preprint("note={To appear in TMLR}"))
    assert found.remedies == ("unl edit a --set type=article --set journal=TMLR -l 1.bib",)
    (found,) = check("V001", preprint("url={https://aclanthology.org/2023.findings-acl.1/}"))
    assert found.remedies == ("unl edit a --set type=inproceedings --set 'booktitle=Findings of ACL' -l 1.bib",)
