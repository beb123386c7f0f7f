"""The wording standard of the handbook over every Chinese text that owners read (DOMAIN 6, R178-R194, X8, X9)."""

import re
from collections.abc import Callable, Iterable

import pytest

from models import wording
from models.catalogue import catalogue as repair_tree
from tests.house.catalogues import Said, owners_words, translated

EMOJI = re.compile("[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")
POLITE = ("您", "请", "欢迎", "对不起", "没关系", "谢谢", "再见")
JARGON = (
    "工单流转",
    "闭环",
    "客诉",
    "跳转",
    "系统异常",
    "派单系统",
    "流转",
    "回执",
    "接口",
    "后台",
    "数据库",
    "报错",
    "服务器",
)
HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff}])[,;:!?()](?=\s|[\u4e00-\u9fff{]|$)|(?<=[\u4e00-\u9fff])\.")
LATIN = re.compile(r"[A-Za-z]{2,}")
LANGUAGE_BUTTON = "中文 / English"
LONGEST = 300

CHINESE = [one for one in owners_words() if one.words]
SENTENCES = [
    *(one for one in CHINESE if one.context == "owner"),
    *(Said("owner", one.code, one.ask.zh) for one in repair_tree().dangers),
]
# The words of the category tree and of the places, which become buttons.
TREE = [
    *(Said("label", one.code, one.owner_name.zh) for one in repair_tree().symptoms.values()),
    *(Said("label", one.code, one.owner_name.zh) for one in repair_tree().groups),
    *(Said("label", one.code, one.name.zh) for one in repair_tree().places.values()),
    *(Said("label", one.code, one.name.zh) for one in repair_tree().rooms.values()),
    *(Said("label", one.code, one.name.zh) for one in repair_tree().dangers),
]
EVERY = [*CHINESE, *TREE, *(one for one in SENTENCES if one not in CHINESE)]


def offenders(among: Iterable[Said], is_wrong: Callable[[str], object]) -> list[str]:
    """The texts that break a rule, to be read in a failure."""
    return [f"{one}: {one.words}" for one in among if is_wrong(one.words)]


def bare(words: str) -> str:
    """Without placeholders and tags."""
    return re.sub(r"\{[^}]*\}|</?[a-z]+>", "", words)


def unsaid(words: str) -> str:
    """Without the allowed words that hold a 不 (X8)."""
    said = bare(words)
    for polite in wording.POLITE:
        said = said.replace(polite, "")
    return said


def refuses(words: str) -> bool:
    """Whether a text refuses; our own are stricter than X8: 不 stands in 对不起 and nowhere else."""
    return "不" in unsaid(words) or any(pattern in unsaid(words) for pattern in wording.REFUSALS)


def ill_punctuated(words: str) -> bool:
    """Half-width punctuation among Chinese, quotes of a typewriter, series of exclamation marks."""
    return bool(HALF_WIDTH.search(re.sub(r"</?[a-z]+>", "", words))) or any(one in bare(words) for one in "!\"'！")


def jargon(words: str) -> list[str]:
    return [word for word in JARGON if word in words]


def test_there_is_something_to_check():
    assert len(SENTENCES) > 40
    assert len(TREE) > 60


@pytest.mark.rows("R192", "X9")
def test_no_emoji():
    assert offenders(EVERY, EMOJI.search) == []


@pytest.mark.rows("R178")
def test_owners_are_addressed_politely():
    assert offenders((one for one in EVERY if one.context != "button"), lambda words: "你" in words) == []


@pytest.mark.rows("R179", "R180", "X8")
def test_nothing_is_refused_barely():
    assert offenders(EVERY, refuses) == []


@pytest.mark.rows("R192")
def test_no_latin_abbreviations():
    assert offenders(EVERY, lambda words: words != LANGUAGE_BUTTON and LATIN.search(bare(words))) == []


@pytest.mark.rows("R178")
def test_every_sentence_holds_a_polite_word():
    assert offenders(SENTENCES, lambda words: not any(word in words for word in POLITE)) == []


@pytest.mark.rows("R181")
def test_an_apology_in_english_is_one_in_chinese():
    sorry = [one for one in SENTENCES if one.message.startswith("Sorry")]
    assert len(sorry) > 5
    assert offenders(sorry, lambda words: not words.startswith("对不起")) == []


@pytest.mark.rows("R193")
def test_texts_are_short():
    assert offenders(EVERY, lambda words: len(words) > LONGEST) == []


@pytest.mark.rows("R192")
def test_punctuation_is_chinese():
    assert offenders(EVERY, ill_punctuated) == []


def test_sentences_end_like_sentences():
    assert offenders(SENTENCES, lambda words: words.rstrip()[-1] not in "。？：”") == []


@pytest.mark.rows("R193", "R194")
def test_no_trade_jargon_for_owners():
    assert offenders((one for one in EVERY if one.context != "button"), jargon) == []


@pytest.mark.rows("R192", "X9")
def test_staff_texts_are_plain_too():
    staff = [one for one in translated("zh_Hans") if one.context in {"staff", "paper"}]
    assert offenders(staff, lambda words: EMOJI.search(words) or "!" in words or "！" in words) == []


@pytest.mark.rows("R055", "R194")
def test_the_names_of_the_tree_fit_a_button():
    assert offenders(TREE, lambda words: len(words) > 12) == []


@pytest.mark.parametrize("words", ["不能办理", "请您，不行。", "不。", "无法处理"])
def test_a_refusal_would_be_found(words: str):
    assert refuses(words)


def test_an_apology_is_no_refusal():
    assert not refuses("对不起，不客气。")


@pytest.mark.parametrize("words", ["请您,看", "谢谢.", "您好!", "请看(这里)。", "时间:{time}", "好！！"])
def test_ill_punctuation_would_be_found(words: str):
    assert ill_punctuated(words)
