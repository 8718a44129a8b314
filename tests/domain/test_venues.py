import pytest
from hypothesis import given
from hypothesis import strategies as st

from unlcli.domain import venue_table
from unlcli.domain.venues import Kind, VenueTable, is_venue_heading, is_year_heading

TABLE = VenueTable()
C, J, W, P, U = Kind.CONFERENCE, Kind.JOURNAL, Kind.WORKSHOP, Kind.PREPRINT, Kind.UNKNOWN


@pytest.mark.parametrize(
    ("written", "short", "series", "kind"),
    [
        ("NeurIPS", "NeurIPS", "NeurIPS", C),
        ("NIPS", "NeurIPS", "NeurIPS", C),
        ("neurips 2023", "NeurIPS", "NeurIPS", C),
        ("NeurIPS'23", "NeurIPS", "NeurIPS", C),
        ("NeurIPS (2023)", "NeurIPS", "NeurIPS", C),
        ("Advances in Neural Information Processing Systems 36", "NeurIPS", "NeurIPS", C),
        ("Thirty-seventh Conference on Neural Information Processing Systems", "NeurIPS", "NeurIPS", C),
        ("Proceedings of the 41st International Conference on Machine Learning", "ICML", "ICML", C),
        ("In Proc. of the International Conference on Machine Learning (ICML), 2024", "ICML", "ICML", C),
        ("ICLR 2024 (Oral)", "ICLR", "ICLR", C),
        ("{ICLR}", "ICLR", "ICLR", C),
        (
            "Proceedings of the 62nd Annual Meeting of the Association for Computational Linguistics (Volume 1: Long Papers)",
            "ACL",
            "ACL",
            C,
        ),
        ("Findings of ACL 2024", "Findings of ACL", "ACL", C),
        ("ACL Findings", "Findings of ACL", "ACL", C),
        ("Findings of the Association for Computational Linguistics: EMNLP 2023", "Findings of EMNLP", "EMNLP", C),
        ("NeurIPS Datasets and Benchmarks", "NeurIPS Datasets and Benchmarks", "NeurIPS", C),
        ("NeurIPS 2024 Datasets and Benchmarks Track", "NeurIPS Datasets and Benchmarks", "NeurIPS", C),
        ("EMNLP 2024 Industry Track", "EMNLP Industry Track", "EMNLP", C),
        ("arXiv", "arXiv", "arXiv", P),
        ("arXiv preprint arXiv:2310.02238", "arXiv", "arXiv", P),
        ("CoRR abs/2310.02238", "arXiv", "arXiv", P),
        ("CoRR", "arXiv", "arXiv", P),
        ("Transactions on Machine Learning Research", "TMLR", "TMLR", J),
        ("TMLR 2024", "TMLR", "TMLR", J),
        ("IEEE Trans. Pattern Anal. Mach. Intell.", "TPAMI", "TPAMI", J),
        ("IEEE Symposium on Security and Privacy", "IEEE S&P", "IEEE S&P", C),
        ("IEEE S\\&P", "IEEE S&P", "IEEE S&P", C),
        ("Nature Machine Intelligence", "Nature Machine Intelligence", "Nature Machine Intelligence", J),
        ("The VLDB Journal", "The VLDB Journal", "The VLDB Journal", J),
        ("Journal of Ropes", "Journal of Ropes", "Journal of Ropes", J),
        ("Conference on Ropes 2024", "Conference on Ropes", "Conference on Ropes", C),
        ("Somewhere", "Somewhere", "Somewhere", U),
        ("", "", "", U),
        ("2024", "", "", U),
    ],
)
def test_spellings(written: str, short: str, series: str, kind: Kind) -> None:
    found = TABLE.recognise(written)
    assert (found.short, found.series, found.kind) == (short, series, kind)


@pytest.mark.parametrize(
    "written", ["NeurIPS 2023 Workshop on Ropes", "ICML Workshop: Knots", "Workshop on Sails at ICLR 2024"]
)
def test_a_workshop_is_not_the_conference(written: str) -> None:
    found = TABLE.recognise(written)
    assert found.kind is W
    assert found.short not in ("NeurIPS", "ICML", "ICLR")
    assert found.series.endswith(" Workshops")


def test_every_row_of_the_table_is_recognised_as_itself() -> None:
    rows = [[part.strip() for part in line.split("|")] for line in venue_table.ROWS.strip().splitlines()]
    for short, kind, spellings in rows:
        assert kind in "cjp"
        for written in (short, *filter(None, (s.strip() for s in spellings.split(";")))):
            assert TABLE.recognise(written).short == short, written
            assert TABLE.recognise(f"{written} 2024").short == short, written
    assert len({short for short, _, _ in rows}) == len(rows)


def test_a_librarys_own_names() -> None:
    own = VenueTable({"NeurIPS": ("Neural Ropes",), "RopeConf": ("International Conference on Ropes", "IC Ropes")})
    assert own.recognise("neural ropes 2024").short == "NeurIPS"
    assert own.recognise("Proceedings of the 3rd International Conference on Ropes").short == "RopeConf"
    assert own.recognise("IC Ropes").kind is C
    assert own.knows(own.recognise("ropeconf"))
    assert not TABLE.knows(TABLE.recognise("RopeConf"))


@pytest.mark.parametrize(
    ("written", "shown"),
    [("Proc. Natl. Acad. Sci. U.S.A.", "Proc. Natl. Acad. Sci. U.S.A."), ("Phys. Rev.", "Phys. Rev."), ("Rope Lett., 2024", "Rope Lett."),
     ("Knot Commun.", "Knot Commun."), ("{Phys. Rev.},", "Phys. Rev."), ("Phys. Rev", "Phys. Rev."), ("Phys. Rev. (2024)", "Phys. Rev."), ("J. Ropes U.S.A", "J. Ropes U.S.A."),
     ("Journal of Ropes.", "Journal of Ropes"), ("Proc. of Ropes.", "Proc. of Ropes"), ("Commun. ROPE.", "Commun. ROPE"), ("Proc. Interknot.", "Proc. Interknot"), ("Ropes. Rev.", "Ropes. Rev."), ("St. Louis", "St. Louis"),
     ("Int. Conf. on Tidal Learning.", "Int. Conf. on Tidal Learning"), ("Somewhere...", "Somewhere"), (".", "")],
)  # fmt: skip
def test_a_full_stop_that_is_part_of_a_name_stays(written: str, shown: str) -> None:
    found = TABLE.recognise(written)
    assert (found.short, found.series) == (shown, shown)


PIECES = st.lists(
    st.sampled_from("Proceedings of the 41st 2024 ICML NIPS Workshop on in at Conference International Machine Learning Journal Findings ACL "
                    "EMNLP Track Datasets and Benchmarks Industry (ICLR) 2023, main Ropes & '24 arXiv".split()), max_size=7
).map(" ".join)  # fmt: skip


@given(st.one_of(PIECES, st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)))
def test_a_short_name_is_recognised_as_itself(written: str) -> None:
    from unlcli.domain.text import to_bibtex

    found = TABLE.recognise(written)
    again = TABLE.recognise(to_bibtex(found.short))
    assert (again.short, again.series) == (found.short, found.series)


@pytest.mark.parametrize(
    ("heading", "is_venue"),
    [("NeurIPS 2023", True), ("ACL", True), ("arXiv", True), ("Findings of EMNLP", True), ("TMLR", True), ("Survey", False), ("Benchmark", False),
     ("Machine Learning", False), ("Computer Vision", False), ("Science", False), ("Journal of Machine Learning Research", True), ("2024", False)],
)  # fmt: skip
def test_headings_that_are_venues(heading: str, is_venue: bool) -> None:
    assert is_venue_heading(heading, TABLE) == is_venue


@pytest.mark.parametrize(
    ("heading", "is_year"),
    [("2024", True), ("(2023)", True), ("2022-2024", True), ("2020 – now", True), ("2024-05-01", True), ("2024年", True), ("In 2024", False), ("20", False),
     ("12345", False), ("Year", False), ("", False)],
)  # fmt: skip
def test_headings_that_are_years(heading: str, is_year: bool) -> None:
    assert is_year_heading(heading) == is_year


def test_other_names_of_a_venue_that_are_one_word() -> None:
    table = VenueTable({"Knots": ("Knot", "A Meeting on Knots")})
    assert "nips" in table.acronyms(table.recognise("Advances in Neural Information Processing Systems"))
    assert table.acronyms(table.recognise("Knots")) == ("knot",)
    assert table.acronyms(table.recognise("Nowhere at All")) == ()
