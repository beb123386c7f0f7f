"""The rows that tests claim to show are rows of the handbook."""

from tests.rows import known_rows, order, shown


def test_every_row_that_a_test_names_is_in_the_handbook():
    unknown = {row: tests for row, tests in shown().items() if row not in known_rows()}
    assert unknown == {}


def test_the_handbook_is_read_whole():
    rows = known_rows()
    numbered = [row for row in rows if row.startswith("R")]
    assert numbered == sorted(numbered, key=order)
    assert len(numbered) == 228
    assert sum(rows[row].startswith("must") for row in numbered) == 144
    assert sum(rows[row].startswith("should") for row in numbered) == 65
