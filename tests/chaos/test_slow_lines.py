"""Telegram does not answer in time: what never left is sent again, what may have arrived is not repeated for ever."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest
from httpx import ConnectTimeout, PoolTimeout, ReadTimeout
from sqlalchemy import select
from telegram.error import TimedOut

from bot.commands.doctor import illnesses
from bot.outbox.outcomes import TRIES
from bot.telegram import Speaker, make_bot, never_left
from models.calls.tables import Call, CallKind
from models.notices import Notice, NoticeState, Pace, tell
from models.people import Side
from tests.people import OPENING, Town
from tests.stories.steps import reported

LONG_AGO = OPENING - timedelta(days=1)
ONE_MACHINE = pytest.mark.parametrize("town", [("sqlite", 1)], indirect=True, ids=["one-machine"])


async def is_told(town: Town, name: str, pace: Pace) -> None:
    """The desk's notice of the first ticket once more, at this pace, for anybody."""

    def queue(session):
        person = town.person(session, name).id
        about = {"kind": "report.desk", "subject": "ticket:1", "occasion": "again", "facts": {"ticket": 1}}
        tell(session, project_id=1, person_id=person, side=Side.STAFF, now=town.clock.now(), pace=pace, **about)

    town.look(queue)


def notice(town: Town, **more: str) -> Notice:
    """The notice that was told last."""
    wanted = select(Notice).filter_by(**(more or {"occasion": "again"})).order_by(Notice.id.desc())
    return town.look(lambda session: session.scalars(wanted).first())


def calls(town: Town) -> list[int]:
    """Which notices somebody has to tell by telephone."""
    wanted = select(Call.facts).where(Call.kind == CallKind.UNREACHABLE)
    return [one for facts in town.look(lambda session: session.scalars(wanted).all()) for one in facts["notices"]]


def asked(town: Town, method: str = "sendMessage") -> int:
    """How often Telegram was asked for something."""
    return sum(one == method for one, _ in town.lines[0].asked)


@ONE_MACHINE
@pytest.mark.parametrize("pace", [Pace.ROUTINE, Pace.PROMPT, Pace.REPLY])
async def test_what_may_have_arrived_is_sent_three_times_and_then_telephoned(town: Town, pace: Pace):
    await reported(town.phone("陈女士"))
    town.lines[0].slow.add("sendMessage")
    before = asked(town)
    await is_told(town, "周立新", pace)
    await town.settled()
    assert (notice(town).state, notice(town).attempts, asked(town) - before) == (NoticeState.QUEUED, 1, 1)
    assert notice(town).not_before > town.clock.now()
    await town.later(minutes=5)
    assert (notice(town).state, notice(town).attempts) == (NoticeState.UNSURE, TRIES)
    assert calls(town) == [notice(town).id]
    found = town.look(lambda session: list(illnesses(session, LONG_AGO)))
    assert any("1 notices of kind report.desk may not have arrived" in one for one in found), found
    town.lines[0].slow.clear()
    heard = len(town.phone("周立新").messages())
    await town.later(minutes=5)
    assert len(town.phone("周立新").messages()) == heard


@ONE_MACHINE
@pytest.mark.rows("R098")
async def test_an_emergency_is_sent_on_and_telephoned_too(town: Town):
    await reported(town.phone("陈女士"))
    town.lines[0].slow.add("sendMessage")
    await is_told(town, "周立新", Pace.EMERGENCY)
    await town.settled()
    await town.later(minutes=5)
    assert (notice(town).state, calls(town)) == (NoticeState.QUEUED, [notice(town).id])
    assert notice(town).attempts > TRIES
    assert any("report.desk" in one for one in town.look(lambda session: list(illnesses(session, LONG_AGO))))
    town.lines[0].slow.clear()
    await town.later(minutes=5)
    assert (notice(town).state, calls(town)) == (NoticeState.SENT, [notice(town).id])


@ONE_MACHINE
@pytest.mark.parametrize("pace", [Pace.ROUTINE, Pace.PROMPT])
async def test_what_never_left_waits_for_the_line(town: Town, pace: Pace):
    await reported(town.phone("陈女士"))
    town.lines[0].unreached["sendMessage"] = 2 * TRIES
    await is_told(town, "周立新", pace)
    await town.settled()
    assert (notice(town).state, notice(town).attempts, calls(town)) == (NoticeState.SENT, 0, [])
    assert sum("新报修" in one.text for one in town.phone("周立新").messages()) == 1


@ONE_MACHINE
async def test_a_file_that_never_gets_through_holds_up_nothing_else(town: Town):
    await reported(town.phone("陈女士"))
    town.lines[0].slow.add("sendDocument")
    await town.phone("郑雨").says("/start")
    await town.phone("郑雨").taps("维修台账")
    await town.phone("郑雨").taps("本月")
    assert notice(town, kind="document.ready").attempts == 1
    await is_told(town, "郑雨", Pace.PROMPT)
    await town.settled()
    assert notice(town).state == NoticeState.SENT
    await town.later(minutes=5)
    assert (notice(town, kind="document.ready").state, asked(town, "sendDocument")) == (NoticeState.UNSURE, TRIES)


def caused(cause: Exception, beneath: Exception | None = None) -> TimedOut:
    """A time out as PTB raises it, and what the transport says of it."""
    error = TimedOut()
    error.__cause__, cause.__cause__ = cause, beneath
    return error


def test_whether_a_request_left_at_all():
    assert never_left(caused(ConnectTimeout("")))
    assert never_left(caused(PoolTimeout("")))
    assert never_left(caused(ConnectTimeout(""), aiohttp.ConnectionTimeoutError()))
    assert not never_left(caused(ConnectTimeout(""), aiohttp.ServerDisconnectedError()))
    assert not never_left(caused(ReadTimeout(""), aiohttp.SocketTimeoutError()))


async def asked_at(port: int) -> TimedOut:
    """What comes of a message that is sent to a port of this machine, over a real connection."""
    async with aiohttp.ClientSession():
        bot = make_bot("1:x", f"http://127.0.0.1:{port}")
        with pytest.raises(TimedOut) as raised:
            await Speaker(bot).post(1, "hello", [])
        await bot.request.shutdown()
        return raised.value


async def test_nobody_listens_and_somebody_hangs_up_are_two_things():
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    assert not never_left(await asked_at(port))
    server.close()
    await server.wait_closed()
    assert never_left(await asked_at(port))
