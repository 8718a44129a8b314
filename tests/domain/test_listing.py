from unlcli.domain.listing import Cell, Link, Listing, Row, Section


def test_rows_and_counts_go_into_sub_sections() -> None:
    rows = [Row(key, ()) for key in "abc"]
    inner = Section("Inner", rows=(rows[2],))
    listing = Listing("", (), (Section("One", rows=(rows[0],), sections=(inner,)), Section("Two", rows=(rows[1],))))
    assert [row.key for row in listing.rows] == ["a", "c", "b"]
    assert [section.count for section in listing.sections] == [2, 1]


def test_a_cell_with_neither_text_nor_links_is_empty() -> None:
    assert Cell().is_empty
    assert not Cell("x").is_empty
    assert not Cell(links=(Link("", ""),)).is_empty
