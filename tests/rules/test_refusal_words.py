"""Which words of a colleague's text refuse, and which questions of the house look for them (R084, R179, X8)."""

import pytest

from bot.forms.questions import Question
from bot.forms.writing import Write
from handlers.house import ROUTES
from handlers.staff.phrases.question import ToOwner
from models.people import Side
from models.wording import REFUSALS, heated_words, refusal_words, words_to_avoid

# Every answer of a colleague that an owner reads.
READ_BY_OWNERS = {
    "access": set(),
    "announcement": {"words", "title_words", "reason"},
    "announcement_correct": {"words", "title_words", "reason"},
    "announcement_off": {"words"},
    "announcement_revise": {"words", "title_words", "reason"},
    "answer_enquiry": {"words"},
    "call": set(),
    "complaint_answer": {"words"},
    "complaint_progress": {"words"},
    "complaint_propose": {"words"},
    "complaint_relay": {"words"},
    "complaint_reply": {"words"},
    "delay": {"reason"},
    "explain_access": {"words"},
    "explain_wish": {"words"},
    "extend": {"reason"},
    "finish": {"result"},
    "calm": {"words"},
    "settle": {"result"},
    "fee_answer": {"words"},
    "fee_decline": {"words"},
    "quote": {"why", "note"},
    "end_order": {"reason"},
    **{f"incident_{news}": {"words"} for news in ("start", "progress", "control", "again", "end", "false")},
    "letter_answer": {"words"},
    "message_answer": {"words"},
    "phrase": {"words", "english"},
    "reopen": set(),
    "reply": {"words"},
    "reword": {"words"},
    "split": {"words"},
    "take_back": set(),
    "talk_pass": {"why"},
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


def _is_read_as_words(question: Question) -> bool:
    """Whether what is written is looked at as it is for every question in words."""
    return isinstance(question, Write) and type(question).write in {Write.write, ToOwner.write}


def test_only_words_can_be_looked_at_and_only_where_they_can_be_logged():
    for flow in ROUTES[Side.STAFF].flows:
        for question in flow.questions.values():
            assert not question.to_owner or (_is_read_as_words(question) and flow.subject)


@pytest.mark.rows("R041", "R083", "R198")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("你们什么态度", ["什么态度"]),
        ("气死我了！！！", ["气死", "！！！"]),
        ("This is ridiculous", ["ridiculous"]),
        ("垃圾桶满了，请清运", []),
        ("I am familiar with it", []),
        ("传送带在滚动", []),
        ("好的！", []),
    ],
)
def test_heated_words(words: str, found: list[str]):
    assert heated_words(words) == found


@pytest.mark.rows("R084", "R179", "R198")
def test_refusals_and_quarrels_are_both_pointed_out():
    assert words_to_avoid("请闭嘴，我无法处理") == ["无法", "闭嘴"]
