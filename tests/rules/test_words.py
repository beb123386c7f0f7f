"""Words waiting for a reader: escaped once, in the reader's language, with dates and times of the project's zone."""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.screens import Button, Screen, draw, rows_of
from bot.texts import Amount, Clockface, Day, Money, Reader, Span, T, language_of, lines, listed, render
from bot.updates.effects import POPUP, answer
from handlers.taps import OpenTicket
from models.estate import Both
from tests.rules.test_hours import at

ZONE = ZoneInfo("Asia/Shanghai")
ZH, EN = Reader("zh_Hans", ZONE), Reader("en", ZONE)
TELEGRAMS_LIMIT = 4096  # characters, after the markup has been read
NASTY = "<b>&amp; {name} </b><script>{0}{{}} \u202e\u200b 😀"
quickly = settings(max_examples=100, deadline=None, derandomize=True, database=None)


class Checker(HTMLParser):
    """Counts what is open; what Telegram would refuse is noted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.read = ""
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.read += data

    def handle_entityref(self, name: str) -> None:
        self.read += {"lt": "<", "gt": ">", "amp": "&"}[name]


def parsed(text: str) -> Checker:
    checker = Checker()
    checker.feed(text)
    checker.close()
    return checker


@pytest.mark.parametrize("reader", [ZH, EN], ids=["zh", "en"])
@quickly
@given(st.text(max_size=60))
def test_whatever_people_write_is_shown_as_they_wrote_it(reader: Reader, written: str):
    words = T("label", "In your words: {words}", words=written)
    shown = render(words, reader)
    assert not re.search(r"<|>|&(?!(lt|gt|amp);)", shown)
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").endswith(written)
    assert render(words, reader, escape=False).endswith(written)


def test_words_within_words_are_escaped_once():
    inner = T("label", "{label}: {answer}", label=T("label", "Comment"), answer="A & B < C")
    assert render(lines(inner, NASTY), ZH).startswith("留言：A &amp; B &lt; C\n&lt;b&gt;&amp;amp; {name}")
    assert render(T("label", "<b>{title}</b>", title="<i>"), ZH) == "<b>&lt;i&gt;</b>"


def test_buttons_and_pop_ups_are_no_markup():
    screen = Screen("x", rows_of([Button("A & B <c>", OpenTicket(1))])).with_toast("A & B <c>")
    assert draw(screen, ZH).keyboard[0][0]["text"] == "A & B <c>"
    assert answer("1", screen, ZH).text == "A & B <c>"
    assert len(answer("1", screen.with_toast("长" * 500), ZH).text) == POPUP


@pytest.mark.rows("R192")
def test_each_reader_has_the_own_language():
    words = listed([T("label", "Registered"), Both("工程部", "Engineering"), 3])
    assert render(words, ZH) == "已登记 · 工程部 · 3"
    assert render(words, EN) == "Registered · Engineering · 3"


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh-hans", "zh_Hans"),
        ("zh-CN", "zh_Hans"),
        ("ZH", "zh_Hans"),
        ("zh_Hant", "zh_Hans"),
        ("en", "en"),
        ("en-GB", "en"),
        ("de", "en"),
        ("", "zh_Hans"),
        (None, "zh_Hans"),
    ],
)
def test_telegrams_language_codes(code: str | None, language: str):
    assert language_of(code, "zh_Hans") == language


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (at("2025-09-15 09:05"), "9月15日 周一 09:05", "Mon 15 Sep 09:05"),
        (datetime(2025, 9, 15, 16, 30, tzinfo=UTC), "9月16日 周二 00:30", "Tue 16 Sep 00:30"),
        (datetime(2025, 12, 31, 16, 0, tzinfo=UTC), "1月1日 周四 00:00", "Thu 1 Jan 00:00"),
        (at("2028-02-29 23:59"), "2月29日 周二 23:59", "Tue 29 Feb 23:59"),
        (
            Span(at("2025-09-15 10:30"), at("2025-09-15 12:30")),
            "9月15日 周一 10:30-12:30",
            "Mon 15 Sep 10:30-12:30",
        ),
        (Day(datetime(2025, 9, 15, 16, 30, tzinfo=UTC)), "9月16日 周二", "Tue 16 Sep"),
        (Clockface(datetime(2025, 9, 15, 1, 5, tzinfo=UTC)), "09:05", "09:05"),
    ],
)
def test_dates_are_said_in_the_readers_way_and_the_offices_zone(words: object, zh: str, en: str):
    assert render(words, ZH) == zh  # type: ignore[arg-type]
    assert render(words, EN) == en  # type: ignore[arg-type]


def test_left_out_lines_leave_no_gap():
    assert render(lines("a", None, "", "b"), ZH) == "a\n\nb"
    assert Screen("card").headed(None) == Screen("card")
    assert draw(Screen("card").headed("head"), ZH).text == "head\n\ncard"


@quickly
@example(["&" * 500] * 12)
@example(["水" * 500] * 12)
@given(st.lists(st.text(st.sampled_from("<>&水ab \n"), max_size=500), min_size=1, max_size=30))
def test_even_the_longest_message_is_one_that_telegram_takes(written: list[str]):
    screen = Screen(lines(*(T("staff", "<b>{heading}</b>", heading=one.replace("\n", " ")) for one in written)))
    drawn = draw(screen, ZH)
    read = parsed(drawn.text)
    assert not read.open
    assert not read.wrong
    assert min(len("".join(written)), 1) <= len(read.read) <= TELEGRAMS_LIMIT


def test_two_messages_that_look_the_same_have_the_same_look():
    one, other = Screen("a", rows_of([Button("b", OpenTicket(1))])), Screen("a", rows_of([Button("b", OpenTicket(2))]))
    assert draw(one, ZH).look == draw(one, ZH).look
    assert draw(one, ZH).look != draw(other, ZH).look


def test_a_span_of_two_hours_keeps_its_day():
    start = at("2025-09-15 22:30")
    assert render(Span(start, start + timedelta(hours=1)), ZH) == "9月15日 周一 22:30-23:30"


def test_a_list_has_the_commas_of_its_language():
    counts = listed([T("staff", "{what} {count}", what="A", count=1), "B"], ", ")
    assert render(counts, ZH) == "A 1、B"
    assert render(counts, EN) == "A 1, B"
    assert render(listed(["A", "B"]), ZH) == "A · B"


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (0, "0元", "0 yuan"),
        (1500, "15元", "15 yuan"),
        (1550, "15.50元", "15.50 yuan"),
        (5, "0.05元", "0.05 yuan"),
        (-250, "-2.50元", "-2.50 yuan"),
        (123456789, "1,234,567.89元", "1,234,567.89 yuan"),
    ],
)
def test_money_is_read_in_yuan_and_fen_only_where_there_are_any(fen: int, zh: str, en: str):
    assert render(Money(fen), ZH) == zh
    assert render(T("label", "{name}", name=Money(fen)), EN) == en


@pytest.mark.parametrize(("hundredths", "said"), [(100, "1"), (250, "2.5"), (25, "0.25"), (1000, "10"), (-50, "-0.5")])
def test_an_amount_has_no_more_decimals_than_it_needs(hundredths: int, said: str):
    assert {render(Amount(hundredths), ZH), render(Amount(hundredths), EN)} == {said}
