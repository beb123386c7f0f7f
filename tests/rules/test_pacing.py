"""How fast the outbox may send, in a time that passes only by waiting."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outbox.pacing import PER_BOT, REMEMBERED, Pacer
from tests.people import Patience

quickly = settings(max_examples=60, deadline=None, derandomize=True, database=None)


async def sent_at(chats: list[int], pacer: Pacer, time: Patience) -> list[tuple[float, int]]:
    """When each message goes out."""
    found = []
    for chat in chats:
        await pacer.wait(chat)
        found.append((time.at, chat))
    return found


def made() -> tuple[Pacer, Patience]:
    time = Patience()
    return Pacer(time.tick, time.nap), time


@quickly
@given(st.lists(st.integers(1, 6), min_size=1, max_size=60))
def test_no_chat_more_than_once_a_second_and_the_bot_never_too_fast(chats: list[int]):
    pacer, _ = made()
    moments = [(pacer.moment(chat), chat) for chat in chats]
    last: dict[int, float] = {}
    for moment, chat in moments:
        assert moment - last.get(chat, -1.0) >= 1.0 - 1e-9
        last[chat] = moment
    ordered = sorted(moment for moment, _ in moments)
    assert all(after - before >= 1 / PER_BOT - 1e-9 for before, after in pairwise(ordered))


async def test_a_hundred_chats_take_four_seconds():
    pacer, time = made()
    sent = await sent_at(list(range(100)), pacer, time)
    assert sent[0][0] == 0.0
    assert sent[-1][0] == pytest.approx(99 / PER_BOT)
    assert max(Counter(int(moment + 1e-9) for moment, _ in sent).values()) <= PER_BOT


async def test_ten_messages_to_one_chat_take_nine_seconds():
    pacer, time = made()
    sent = await sent_at([7] * 10, pacer, time)
    assert [round(moment, 6) for moment, _ in sent] == [float(second) for second in range(10)]


async def test_when_telegram_asks_for_silence_nobody_speaks():
    pacer, time = made()
    pacer.hush(30)
    pacer.hush(5)  # a shorter one does not end the longer one
    await pacer.silence()
    assert time.at == 30
    pacer.hush(10)
    assert (await sent_at([1], pacer, time))[0][0] == 40


async def test_somebody_who_waits_for_an_answer_waits_only_for_telegram():
    pacer, time = made()
    await sent_at([1] * 5, pacer, time)
    before = time.at
    await pacer.silence()
    assert time.at == before


def test_old_chats_are_forgotten_and_new_ones_never_wait_for_them():
    pacer, time = made()
    for chat in range(REMEMBERED + 10):
        pacer.moment(chat)
    time.at = 1e6
    assert pacer.moment(0) == 0
