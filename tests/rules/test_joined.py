"""Tables of several parts in one: nothing is lost in silence."""

import pytest

from bot.joined import joined


def test_what_stands_in_two_tables_is_refused():
    assert joined({"a": 1}, {"b": 2}) == {"a": 1, "b": 2}
    with pytest.raises(ValueError, match=r"two tables: \['a'\]"):
        joined({"a": 1}, {"b": 2, "a": 3})
