"""Which differences between two venues are differences of place, and which only of spelling."""

import pytest

from unlcli.domain.venues import VenueTable
from unlcli.services.verifying import places
from unlcli.services.verifying.places import Apart

TABLE = VenueTable()
ACL = "Annual Meeting of the Association for Computational Linguistics"
TWO_CONFERENCES = (
    "Proceedings of the 2019 Conference on Empirical Methods in Natural Language Processing and the 9th International Joint "
    "Conference on Natural Language Processing (EMNLP-IJCNLP)"
)
FINDINGS = "Findings of the Association for Computational Linguistics: {}"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("NIPS", "Advances in Neural Information Processing Systems 37"),
        ("NeurIPS Datasets and Benchmarks", "Advances in Neural Information Processing Systems"),
        ("ICLR", "The Thirteenth International Conference on Learning Representations, ICLR 2025, Singapore"),
        ("IJCNLP", TWO_CONFERENCES),
        ("ECCV", "Computer Vision – ECCV 2024"),
        ("European Conference on Computer Vision", "Lecture Notes in Computer Science"),
        ("Nature Medicine", "Nat. Med."),
        ("TMLR", "Accepted by TMLR"),
        ("KDD 2025", "Proceedings of the 31st ACM SIGKDD Conference on Knowledge Discovery and Data Mining V.1"),
        ("TACAS", "Tools and Algorithms for the Construction and Analysis of Systems"),
        ("BlackboxNLP", "Proceedings of the 8th BlackboxNLP Workshop: Analyzing and Interpreting Neural Networks"),
        ("POPL", "Proceedings of the ACM on Programming Languages"),
        ("VLDB", "Proceedings of the VLDB Endowment"),
        ("PAKDD", "Advances in Knowledge Discovery and Data Mining"),
        ("CRYPTO", "Advances in Cryptology"),
        ("ESWC", "The Semantic Web"),
        ("International Semantic Web Conference", "The Semantic Web – ISWC 2020"),
        ("Semantic Web Journal", "Semantic Web"),
        ("IROS", "IEEE Robotics and Automation Letters"),
        ("ECML PKDD", "Machine Learning"),
        ("ECML PKDD", "Data Mining and Knowledge Discovery"),
        ("ECCV", "Computer Vision"),
        ("Entropy", "Entropy (Basel)"),
        ("J. Knots", "Journal of Knots"),
        ("Canadian Journal of Knots", "Canadian journal of knots. Journal canadien de noeuds"),
        ("Knot Journal of Formosa", "Knot Journal of Formosa = Taiwan yi zhi"),
        ("International Journal of Computer Vision", "Int. J. Comput. Vision"),
        ("Proceedings of the National Academy of Sciences", "Proc Natl Acad Sci USA"),
        ("Transactions of the Association for Computational Linguistics", "TACL"),
        ("Annals of Knots", "Annals of Knots: Ropes, Sails and Bends"),
        ("PNAS", "Proceedings of the National Academy of Sciences of the United States of America"),
        ("ICML", "JMLR: Workshop and Conference Proceedings"),
        ("", "ICLR"),
        ("ICLR", ""),
    ],
)  # fmt: skip
def test_other_spellings_are_no_other_place(ours: str, theirs: str) -> None:
    assert places.apart(ours, theirs, TABLE) is None
    assert places.apart(theirs, ours, TABLE) is None


@pytest.mark.parametrize(
    ("ours", "theirs", "how"),
    [
        ("ICLR 2025", "ICML 2025", Apart.VENUE),
        ("ACL", FINDINGS.format("ACL 2025"), Apart.VENUE),
        (FINDINGS.format("EMNLP 2024"), FINDINGS.format("ACL 2024"), Apart.VENUE),
        (ACL, f"Proceedings of the 62nd {ACL} (Volume 4: Student Research Workshop)", Apart.WORKSHOP),
        ("NeurIPS", "NeurIPS 2024 Workshop SoLaR", Apart.WORKSHOP),
        ("EMNLP", "Proceedings of the 2024 Conference on EMNLP: Industry Track", Apart.TRACK),
        ("Nature Medicine", "Nature Communications", Apart.VENUE),
        ("Journal of Machine Learning Research", "Transactions on Machine Learning Research", Apart.VENUE),
        ("ICML", "Nature Medicine", Apart.VENUE),
        ("Machine Learning", "Proceedings of the 40th International Conference on Machine Learning", Apart.VENUE),
        ("Machine Learning", "Machine Learning: Science and Technology", Apart.VENUE),
        ("Science", "Cognitive Science", Apart.VENUE),
        ("Science", "Science of Knots", Apart.NAME),
        ("Neural Computation", "Neural Computing and Applications", Apart.VENUE),
        ("Neural Networks", "Neural Network World", Apart.NAME),
        ("Journal of Web Semantics", "Semantic Web", Apart.NAME),
        ("Journal of Ropes", "Journal of Ropes and Sails", Apart.NAME),
        ("ESWC", "The Semantic Web – ISWC 2020", Apart.VENUE),
        ("WWW", "Companion Proceedings of the ACM Web Conference 2023", Apart.TRACK),
    ],
)
def test_other_places_are_told_apart(ours: str, theirs: str, how: Apart) -> None:
    assert places.apart(ours, theirs, TABLE) is how
    assert places.apart(theirs, ours, TABLE) is how
