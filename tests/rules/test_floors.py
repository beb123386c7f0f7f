"""A floor is understood as people write it."""

import pytest

from handlers.floors import floor_in


@pytest.mark.rows("R055")
@pytest.mark.parametrize(
    ("text", "floor"),
    [
        *(
            ("3", "3"),
            ("三层", "3"),
            ("三楼", "3"),
            ("3楼", "3"),
            ("3 层", "3"),
            ("第三层", "3"),
            ("３F", "3"),
            ("F3", "3"),
        ),
        *(("十层", "10"), ("十二楼", "12"), ("18楼。", "18"), ("二十一层", "21"), ("12楼层", "12")),
        *(("地下一层", "B1"), ("负一楼", "B1"), ("B1", "B1"), ("b2层", "B2"), ("-1", "B1"), ("地下2楼", "B2")),
        *(("3rd floor", "3"), ("Floor 3", "3"), ("the 2nd floor", "2"), ("third floor", "3"), ("basement 1", "B1")),
        *(("", ""), ("三楼走廊", ""), ("301", "301"), ("楼", ""), ("层层", ""), ("地下", ""), ("floor", "")),
    ],
)
def test_a_floor_as_it_is_written(text: str, floor: str):
    assert floor_in(text) == floor
