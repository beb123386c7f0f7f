"""HTML markup: texts, entities in UTF-16 units, and complaints."""

import pytest
import telegram
from telegram import MessageEntity

from bot.sandbox import Sandbox
from bot.sandbox.entities import with_found
from bot.sandbox.errors import ApiError
from bot.sandbox.html import parse

from .conftest import CHEN


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("<b>粗</b>体", "粗体", [("bold", 0, 1)]),
        ("😀<i>斜</i>", "😀斜", [("italic", 2, 1)]),
        ("<b>一<u>二</u></b>", "一二", [("bold", 0, 2), ("underline", 1, 1)]),
        ("<s>a</s><del>b</del><strike>c</strike>", "abc", [("strikethrough", n, 1) for n in range(3)]),
        ("<em>a</em><strong>b</strong><ins>c</ins>", "abc", [("italic", 0, 1), ("bold", 1, 1), ("underline", 2, 1)]),
        ("<code>x</code> <pre>y</pre>", "x y", [("code", 0, 1), ("pre", 2, 1)]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2 &quot;&#33;&#x2F;", '1 < 2 && 3 > 2 "!/', []),
        ("甲 & 乙 &nbsp; &unknown;", "甲 & 乙 &nbsp; &unknown;", []),
        ("<b></b>x", "x", []),
        ('<a href="">x</a>', "x", []),
        ("<B>x</B>", "x", [("bold", 0, 1)]),
    ],
)
def test_markup_becomes_text_and_entities(markup: str, text: str, entities: list) -> None:
    found, marks = parse(markup)
    assert (found, [(mark["type"], mark["offset"], mark["length"]) for mark in marks]) == (text, entities)


def test_links_and_languages() -> None:
    assert parse('<a href="https://example.com?a=1&amp;b=2">x</a>')[1][0]["url"] == "https://example.com?a=1&b=2"
    assert parse("<a href='example.com/x'>x</a>")[1][0]["url"] == "http://example.com/x"
    assert parse('<a href="javascript:alert(1)">x</a>')[1] == []
    assert parse('<a href="tg://user?id=7">x</a>')[1][0] == {
        "type": "text_mention",
        "offset": 0,
        "length": 1,
        "user_id": 7,
    }
    assert parse('<pre><code class="language-python">x</code></pre>')[1] == [
        {"type": "pre", "offset": 0, "length": 1, "language": "python"}
    ]
    assert parse('<code class="language-python">x</code>')[1] == [{"type": "code", "offset": 0, "length": 1}]


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        ("<b>x", "Can't find end tag corresponding to start tag b"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("字<i>x</b>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("字<div>x</div>", 'Unsupported start tag "div" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
    ],
)
def test_complaints(markup: str, sentence: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse(markup)
    assert refusal.value.description == f"Bad Request: can't parse entities: {sentence}"


async def test_python_telegram_bot_reads_the_same_words(sandbox: Sandbox, bot: telegram.Bot) -> None:
    sent = await bot.send_message(CHEN, "\n 😀 <b>单号 🔧一</b> <i>好</i>\n", parse_mode="HTML")
    assert sent.text == "😀 单号 🔧一 好"
    assert sent.parse_entities() == {
        MessageEntity("bold", 3, 6): "单号 🔧一",
        MessageEntity("italic", 10, 1): "好",
    }
    assert sandbox.chat(CHEN, "owner").last.text == sent.text


def test_what_telegram_finds_by_itself() -> None:
    text = "😀 /help 见 https://example.com/a?b=1。写信 a.b@example.com 或 @tower_bot #单号17 1/2"
    assert [(mark["type"], _part(text, mark)) for mark in with_found(text, [])] == [
        ("bot_command", "/help"),
        ("url", "https://example.com/a?b=1"),
        ("email", "a.b@example.com"),
        ("mention", "@tower_bot"),
        ("hashtag", "#单号17"),
    ]
    code = [{"type": "code", "offset": 3, "length": 5}]
    assert with_found("😀 /help", code) == code


async def test_entities_given_as_a_list(bot: telegram.Bot) -> None:
    sent = await bot.send_message(CHEN, "粗体", entities=[MessageEntity("bold", 0, 1)])
    assert sent.entities == (MessageEntity("bold", 0, 1),)


async def test_a_link_to_a_person_carries_the_person(bot: telegram.Bot) -> None:
    sent = await bot.send_message(CHEN, f'<a href="tg://user?id={CHEN}">她</a>', parse_mode="HTML")
    assert sent.entities[0].user is not None
    assert sent.entities[0].user.id == CHEN
    unknown = await bot.send_message(CHEN, '<a href="tg://user?id=1">他</a>', parse_mode="HTML")
    assert unknown.entities == ()


def _part(text: str, mark: dict) -> str:
    units = text.encode("utf-16-le")
    return units[mark["offset"] * 2 : (mark["offset"] + mark["length"]) * 2].decode("utf-16-le")
