"""The page's own requests: what people do, what they see live, and who is let in."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

import httpx
import pytest
import telegram

from bot.sandbox import DutyLine, Sandbox, serve

from .conftest import CAST, CHEN, NEW, OWNER, STAFF, WANG, TurnableClock

Event = tuple[str, dict]


class Walker:
    """The office behind the scene: its walks end when the test says so."""

    def __init__(self, clock: TurnableClock) -> None:
        self.clock = clock
        self.may_arrive = asyncio.Event()
        self.trip = False

    def now(self) -> datetime:
        return self.clock.now()

    async def walk(self, seconds: int) -> None:
        await self.may_arrive.wait()
        if self.trip:
            raise RuntimeError("stumbled on purpose")
        self.clock.go_on(seconds=seconds)

    async def walk_to_next_duty(self) -> None:
        await self.walk(3600)

    async def duties(self) -> Sequence[DutyLine]:
        return [DutyLine("晨报", "Morning digest", self.clock.now(), "next", "每日", "daily")]


async def test_people_act_through_the_page(sandbox: Sandbox, http: httpx.AsyncClient, bot: telegram.Bot) -> None:
    place = {"bot": "owner", "user": CHEN}
    said = (await http.post("/phones/say", json={**place, "text": "灯坏了"})).json()
    await http.post("/phones/edit", json={**place, "message": said["id"], "text": "灯不亮"})
    keyboard = telegram.InlineKeyboardMarkup.from_button(telegram.InlineKeyboardButton("是", callback_data="yes"))
    sent = await bot.send_message(CHEN, "<b>请选择</b>", parse_mode="HTML", reply_markup=keyboard)
    assert sandbox.chat(CHEN, "owner").unread == 1
    await http.post("/phones/read", json={**place, "message": sent.message_id})
    assert sandbox.chat(CHEN, "owner").unread == 0
    query = (await http.post("/phones/tap", json={**place, "message": sent.message_id, "data": "yes"})).json()
    assert [update.update_id for update in await bot.get_updates()]
    await bot.answer_callback_query(query["query"], "好")
    chat = (await http.get(f"/phones/chats/owner/{CHEN}")).json()
    assert [(message["text"], message["from_bot"]) for message in chat["messages"]] == [
        ("灯不亮", False),
        ("请选择", True),
    ]
    assert chat["messages"][0]["edited"]
    assert chat["messages"][1]["buttons"][0][0]["data"] == "yes"
    assert chat["messages"][1]["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert chat["messages"][1]["at"] == "2025-09-15T09:00:00+08:00"


async def test_long_chats_come_in_pages(http: httpx.AsyncClient, sandbox: Sandbox) -> None:
    for number in range(1, 71):
        sandbox.say(CHEN, "owner", str(number))
    newest = (await http.get(f"/phones/chats/owner/{CHEN}")).json()
    assert newest["more"]
    assert [message["id"] for message in newest["messages"]] == list(range(11, 71))
    older = (await http.get(f"/phones/chats/owner/{CHEN}?before=11")).json()
    assert not older["more"]
    assert [message["id"] for message in older["messages"]] == list(range(1, 11))


async def test_what_is_not_possible_is_explained(http: httpx.AsyncClient, sandbox: Sandbox) -> None:
    place = {"bot": "owner", "user": CHEN}
    response = await http.post("/phones/say", json={**place, "text": " "})
    assert (response.status_code, response.json()["reason"]) == (409, "a message has 1 to 4096 characters")
    assert (await http.post("/phones/say", json={**place, "user": 5, "text": "x"})).status_code == 400
    assert (await http.post("/phones/say", json=[])).status_code == 400
    assert (await http.post("/phones/clock", json={"seconds": 60})).status_code == 409
    assert (await http.get("/phones/chats/owner/5")).status_code == 404
    await http.post("/phones/block", json={**place, "blocked": True})
    assert (await http.post("/phones/say", json={**place, "text": "x"})).status_code == 409
    await http.post("/phones/block", json={**place, "blocked": False})
    assert not sandbox.chat(CHEN, "owner").blocked
    await http.post("/phones/faults", json={"duplicates": True, "flood": 5})
    assert (sandbox.faults.duplicates, sandbox.faults.flood) == (True, 5)


async def test_an_answer_is_no_news(sandbox: Sandbox, http: httpx.AsyncClient, bot: telegram.Bot) -> None:
    sandbox.say(CHEN, "owner", "灯坏了")
    await bot.send_message(CHEN, "请问在哪一层？")
    await bot.send_message(CHEN, "工程部已接单")
    query = sandbox.tap(CHEN, "owner", 2, "x")
    await bot.answer_callback_query(query)
    await bot.send_message(CHEN, "师傅已出发")
    await bot.send_message(CHEN, "夜间通知", disable_notification=True)
    rings = (await http.get("/phones/state")).json()["rings"]
    assert [(ring["words"], ring["answer"]) for ring in rings] == [
        ("请问在哪一层？", True),
        ("工程部已接单", False),
        ("师傅已出发", False),
    ]


async def test_documents_are_downloads(http: httpx.AsyncClient, bot: telegram.Bot) -> None:
    sent = await bot.send_document(CHEN, b"<script>", filename="台账 1.html")
    response = await http.get(f"/phones/files/owner/{CHEN}/{sent.message_id}")
    assert response.content == b"<script>"
    assert response.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E5%8F%B0")
    assert (await http.get(f"/phones/files/owner/{CHEN}/99")).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"host": "127.0.0.1:8080"}, 200),
        ({"host": "[::1]:8080"}, 200),
        ({"host": "desk.example"}, 200),
        ({"host": "evil.example"}, 403),
        ({"host": "localhost.evil.example"}, 403),
        ({"host": ""}, 403),
        ({"origin": "http://localhost"}, 200),
        ({"origin": "http://localhost:9999"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"content-type": "text/plain"}, 403),
    ],
)
async def test_the_doorman(clock: TurnableClock, headers: dict, status: int) -> None:
    sandbox = Sandbox([OWNER], CAST[:1], now=clock.now, hosts=["desk.example"])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(sandbox.app), base_url="http://localhost") as client:
        everything = {"content-type": "application/json", **headers}
        response = await client.post("/phones/faults", content=b"{}", headers=everything)
        assert response.status_code == status
    await sandbox.close()


async def test_the_page_comes_with_its_guard(http: httpx.AsyncClient) -> None:
    page = await http.get("/")
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "管家" in page.text
    assert "http://" not in page.text
    assert "https://" not in page.text


async def test_the_live_line_begins_with_everything_and_goes_on(clock: TurnableClock) -> None:
    sandbox = Sandbox([OWNER, STAFF], CAST, now=clock.now, first_phones=[CHEN, WANG])
    async with _live(sandbox) as (http, events):
        kind, state = await anext(events)
        assert kind == "state"
        assert [person["name"] for person in state["people"]] == ["陈女士", "王师傅", "新业户"]
        assert state["first_phones"] == [CHEN, WANG]
        assert not state["clock"]["can_walk"]
        await http.post(f"/bot{OWNER.token}/sendMessage", json={"chat_id": CHEN, "text": "😀 您好"})
        heard = dict([await anext(events) for _ in range(3)])
        assert heard["chat"]["unread"] == 1
        assert heard["message"]["text"] == "😀 您好"
        assert (heard["ring"]["chat"], heard["ring"]["words"]) == (CHEN, "😀 您好")
        query = sandbox.tap(CHEN, "owner", 1, "x")
        await http.post(f"/bot{OWNER.token}/answerCallbackQuery", json={"callback_query_id": query, "text": "收到"})
        answer = await _next(events, "answered")
        assert (answer["query"], answer["text"], answer["alert"]) == (query, "收到", False)
        await http.post(f"/bot{OWNER.token}/deleteMessage", json={"chat_id": CHEN, "message_id": 1})
        assert await _next(events, "gone") == {"bot": "owner", "chat": CHEN, "id": 1}
        await http.post(f"/bot{OWNER.token}/sendChatAction", json={"chat_id": CHEN, "action": "typing"})
        assert (await _next(events, "action"))["chat"] == CHEN
        sandbox.faults.duplicates = True
        assert (await _next(events, "faults"))["duplicates"]
        sandbox.stranger(99, "路人")
        assert len((await _next(events, "people"))["people"]) == 4


async def test_the_clock_walks_one_walk_at_a_time(clock: TurnableClock) -> None:
    walker = Walker(clock)
    sandbox = Sandbox([OWNER], CAST[:1], now=clock.now, backstage=walker)
    async with _live(sandbox) as (http, events):
        _, state = await anext(events)
        assert state["clock"]["duties"][0]["name_zh"] == "晨报"
        assert (await http.post("/phones/clock", json={"to": "next_duty"})).status_code == 200
        assert (await _next(events, "clock"))["walking"]
        assert (await http.post("/phones/clock", json={"seconds": 300})).status_code == 409
        walker.may_arrive.set()
        while (panel := await _next(events, "clock"))["walking"]:
            pass
        assert panel["now"] == "2025-09-15T10:00:00+08:00"
        assert not panel["stumbled"]
        walker.trip = True
        await http.post("/phones/clock", json={"seconds": 300})
        while (panel := await _next(events, "clock"))["walking"]:
            pass
        assert panel["stumbled"]


async def test_stopping_ends_open_lines(clock: TurnableClock) -> None:
    sandbox = Sandbox([OWNER], CAST[:1], now=clock.now)
    serving = await serve(sandbox)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{serving.port}") as http:
        poll = asyncio.create_task(http.get(f"/bot{OWNER.token}/getUpdates?timeout=30"))
        await sandbox.wait_until(lambda: sandbox.polled("owner"))
        await serving.stop()
        assert (await poll).json() == {"ok": True, "result": []}


async def test_a_new_person_sees_an_empty_chat(http: httpx.AsyncClient) -> None:
    chat = (await http.get(f"/phones/chats/owner/{NEW}")).json()
    assert (chat["messages"], chat["chat"]["started"], chat["more"]) == ([], False, False)


@asynccontextmanager
async def _live(sandbox: Sandbox) -> AsyncIterator[tuple[httpx.AsyncClient, AsyncIterator[Event]]]:
    serving = await serve(sandbox)
    async with (
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{serving.port}", timeout=5) as http,
        http.stream("GET", "/phones/events") as response,
    ):
        assert response.headers["content-type"].startswith("text/event-stream")
        yield http, _events(response)
        await serving.stop()


async def _events(response: httpx.Response) -> AsyncIterator[Event]:
    kind = ""
    async for line in response.aiter_lines():
        if line.startswith("event: "):
            kind = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield kind, json.loads(line.removeprefix("data: "))


async def _next(events: AsyncIterator[Event], wanted: str) -> dict:
    async for kind, content in events:
        if kind == wanted:
            return content
    raise AssertionError(f"the line ended without {wanted}")
