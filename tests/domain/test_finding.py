from unlcli.domain.finding import Finding, Location, Severity, worst_first


def test_a_location_is_written_as_editors_read_it() -> None:
    assert str(Location("a b.bib", 7)) == "a b.bib:7"


def test_errors_come_before_warnings_each_in_their_order() -> None:
    kinds = [Severity.WARNING, Severity.ERROR, Severity.WARNING, Severity.ERROR]
    findings = [Finding("D001", "n", kind, "", Location("a.bib", line)) for line, kind in enumerate(kinds)]
    assert [finding.location.line for finding in worst_first(findings)] == [1, 3, 0, 2]
