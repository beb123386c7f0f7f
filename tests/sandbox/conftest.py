"""A small cast, a clock that tests can turn, and clients for both bots."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone

import httpx
import pytest
import telegram
from telegram.request import HTTPXRequest

from bot.sandbox import BotAccount, Castmember, Sandbox

OWNER = BotAccount("owner", "710001:owner-token", 710001, "tower_owner_bot", "管家")
STAFF = BotAccount("staff", "720002:staff-token", 720002, "tower_staff_bot", "管家员工端")
CHEN, WANG, NEW = 7100000001, 7200000001, 7100000009
CAST = [
    Castmember(CHEN, "陈女士", "owner", "0301 行政", "0301 admin"),
    Castmember(WANG, "王师傅", "staff", "电工", "Electrician", "en"),
    Castmember(NEW, "新业户", "owner", "未绑定", "Not bound", started=False),
]


class TurnableClock:
    """The office's time, moved by hand."""

    def __init__(self) -> None:
        self.time = datetime(2025, 9, 15, 1, 0, tzinfo=UTC).astimezone(timezone(timedelta(hours=8)))

    def now(self) -> datetime:
        return self.time

    def go_on(self, **far: float) -> None:
        self.time += timedelta(**far)


class Raw:
    """The Bot API by plain HTTP, to see codes and bodies."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self.client = client
        self.token = token

    async def __call__(self, method: str, **params: object) -> dict:
        response = await self.client.post(f"/bot{self.token}/{method}", json=params)
        body = response.json()
        assert response.status_code == (200 if body["ok"] else body["error_code"])
        return body

    async def refused(self, method: str, **params: object) -> str:
        body = await self(method, **params)
        assert not body["ok"], body
        return f"{body['error_code']} {body['description']}"

    async def done(self, method: str, **params: object) -> dict:
        body = await self(method, **params)
        assert body["ok"], body
        return body["result"]


def ptb(sandbox: Sandbox, account: BotAccount) -> telegram.Bot:
    def request() -> HTTPXRequest:
        return HTTPXRequest(httpx_kwargs={"transport": httpx.ASGITransport(sandbox.app)})

    return telegram.Bot(
        account.token,
        base_url="http://localhost/bot",
        base_file_url="http://localhost/file/bot",
        request=request(),
        get_updates_request=request(),
    )


@pytest.fixture
def clock() -> TurnableClock:
    return TurnableClock()


@pytest.fixture
async def sandbox(clock: TurnableClock) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox([OWNER, STAFF], CAST, now=clock.now)
    yield sandbox
    await sandbox.close()


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(sandbox.app), base_url="http://localhost") as client:
        yield client


@pytest.fixture
def raw(http: httpx.AsyncClient) -> Raw:
    return Raw(http, OWNER.token)


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[telegram.Bot]:
    async with ptb(sandbox, OWNER) as bot:
        yield bot
