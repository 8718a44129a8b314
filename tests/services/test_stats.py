from unlcli.services.stats import Count, Stats, Tally, count_papers


def test_papers_are_counted() -> None:
    tallies = [
        Tally("2024", "ACL", "Survey; Benchmark > Vision", True, False),
        Tally("2024", "arXiv", "benchmark > vision; Benchmark > Text", False, True),
        Tally("2023", "ACL", "Benchmark", True, False),
        Tally("", "", "", False, False),
    ]
    assert count_papers(tallies) == Stats(
        papers=4,
        with_code=2,
        preprints=1,
        years=(Count("2024", 2), Count("2023", 1), Count("", 1)),
        venues=(Count("ACL", 2), Count("arXiv", 1), Count("", 1)),
        categories=(
            Count("Benchmark", 3),
            Count("Benchmark > Vision", 2),
            Count("Benchmark > Text", 1),
            Count("Survey", 1),
            Count("", 1),
        ),
    )


def test_the_order_of_papers_changes_nothing() -> None:
    tallies = [Tally("2024", "b", "X > y", False, False), Tally("2023", "a", "x > Y; z", False, False)]
    assert count_papers(tallies) == count_papers(tallies[::-1])


def test_no_papers() -> None:
    assert count_papers([]) == Stats()
