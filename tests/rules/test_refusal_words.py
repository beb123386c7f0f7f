"""Which words of a colleague's text refuse, and which questions of the house look for them (R084, R179, X8)."""

import pytest

from bot.forms.writing import Write
from handlers.house import ROUTES
from models.people import Side
from models.wording import REFUSALS, refusal_words

# Every answer of a colleague that an owner reads.
READ_BY_OWNERS = {
    "access": set(),
    "answer_enquiry": {"words"},
    "call": set(),
    "delay": {"reason"},
    "explain_access": {"words"},
    "explain_wish": {"words"},
    "extend": {"reason"},
    "finish": {"result"},
    "reopen": set(),
    "reword": {"words"},
    "split": {"words"},
    "take_back": set(),
    "transfer": {"reason"},
    "unfinished": {"reason"},
}


@pytest.mark.rows("R179", "X8")
@pytest.mark.parametrize("word", REFUSALS)
def test_every_word_of_the_handbooks_list_is_found(word: str):
    assert refusal_words(f"今天{word}办理，请您谅解。") == [word]


@pytest.mark.rows("X8")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("对不起，请您稍候，不客气。", []),
        ("已更换不锈钢软管", []),
        ("不锈钢软管已更换", []),
        ("水压不足，需更换阀门", []),  # 不 inside a sentence, in no word of the list
        ("不需要更换", ["不"]),
        ("已检查。不需要更换", ["不"]),
        ("问过厂家，不，需另购", ["不"]),
        ("这里不归我们管，也没办法", ["不归", "没办法"]),
        ("不行", ["不行"]),
        ("对不起，不能办理", ["不能"]),
        ("", []),
        ("Please call us.", []),
    ],
)
def test_what_only_looks_like_a_refusal_is_none(text: str, found: list[str]):
    assert refusal_words(text) == found


@pytest.mark.rows("R084", "R179")
def test_every_answer_that_an_owner_reads_is_looked_at():
    marked = {
        flow.name: {name for name, question in flow.questions.items() if question.to_owner}
        for flow in ROUTES[Side.STAFF].flows
    }
    expected = {name: names for name, names in READ_BY_OWNERS.items() if names}
    assert {name: names for name, names in marked.items() if names} == expected


def test_only_words_can_be_looked_at_and_only_where_they_can_be_logged():
    for flow in ROUTES[Side.STAFF].flows:
        for question in flow.questions.values():
            assert not question.to_owner or (type(question) is Write and flow.subject)
