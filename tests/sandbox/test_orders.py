"""What the page orders besides words: uploads, shares, groups; and what it gets to see of them."""

import httpx
import pytest

from bot.sandbox import Sandbox

from .conftest import CHEN, STAFF, WANG, Raw
from .pictures import png
from .schema import heard

BYTES = {"content-type": "application/octet-stream"}


async def test_uploads_arrive_as_what_they_are(sandbox: Sandbox, http: httpx.AsyncClient, raw: Raw) -> None:
    here = {"bot": "owner", "user": CHEN}
    await _upload(http, {**here, "kind": "photo", "caption": "看", "album": "77"}, png(9, 9))
    await _upload(http, {**here, "kind": "photo", "album": "77"}, png(8, 8))
    await _upload(http, {**here, "kind": "voice", "seconds": 4}, b"OggS")
    await _upload(http, {**here, "kind": "document", "name": "甲.pdf", "mime": "application/pdf"}, b"%PDF")
    first, second, voice, paper = await heard(raw)
    assert (first.caption, first.media_group_id, second.media_group_id) == ("看", "77", "77")
    assert (voice.voice.duration, paper.document.file_name, paper.document.mime_type) == (
        4,
        "甲.pdf",
        "application/pdf",
    )
    chat = (await http.get(f"/phones/chats/owner/{CHEN}")).json()
    photo, _, sound, document = chat["messages"]
    assert (photo["kind"], photo["media"]["width"], photo["album"], photo["sender"]) == ("photo", 9, "77", CHEN)
    shown = await http.get(photo["media"]["href"])
    assert (shown.content, shown.headers["content-type"]) == (png(9, 9), "image/jpeg")
    assert "content-disposition" not in shown.headers
    assert (await http.get(sound["media"]["href"])).headers["content-type"] == "audio/ogg"
    assert (await http.get(document["media"]["href"])).headers["content-disposition"].startswith("attachment")


async def test_place_and_number_are_shared(sandbox: Sandbox, http: httpx.AsyncClient, raw: Raw) -> None:
    here = {"bot": "owner", "user": CHEN}
    await http.post("/phones/share", json={**here, "kind": "contact"})
    await http.post("/phones/share", json={**here, "kind": "location", "latitude": 1.5, "longitude": 2})
    contact, place = await heard(raw)
    assert (contact.contact.user_id, contact.contact.phone_number) == (CHEN, "+8613100000001")
    assert (place.location.latitude, place.location.longitude) == (1.5, 2)


async def test_groups_are_ordered(sandbox: Sandbox, http: httpx.AsyncClient) -> None:
    staff = Raw(http, STAFF.token)
    founded = {"bot": "staff", "user": WANG, "title": "工程部", "members": [CHEN], "sees_all": True}
    group = (await http.post("/phones/gather", json=founded)).json()["chat"]
    here = {"bot": "owner", "user": CHEN, "group": group}
    said = (await http.post("/phones/say", json={**here, "text": "灯坏了"})).json()["id"]
    await http.post("/phones/say", json={**here, "text": "三楼", "reply_to": said})
    await _upload(http, {**here, "kind": "photo"}, png())
    _, first, answer, photo = await heard(staff)
    assert (first.text, answer.reply_to_message.text, photo.chat.id) == ("灯坏了", "灯坏了", group)
    (state,) = (await http.get("/phones/state")).json()["groups"]
    assert (state["title"], state["members"], state["bots"], state["open"]) == ("工程部", [WANG, CHEN], ["staff"], True)
    assert state["unread"] == {str(WANG): 3, str(CHEN): 0}
    await http.post("/phones/read", json={"bot": "staff", "user": WANG, "group": group, "message": said})
    (state,) = (await http.get("/phones/state")).json()["groups"]
    assert state["unread"][str(WANG)] == 2
    chat = (await http.get(f"/phones/chats/group/{group}")).json()
    assert (chat["name"], chat["messages"][0]["service"]) == (
        "工程部",
        {"kind": "new_chat_members", "names": ["管家员工端"]},
    )
    assert (chat["messages"][1]["name"], chat["messages"][2]["quoted"]["name"]) == ("陈女士", "陈女士")
    order = {"bot": "staff", "user": WANG, "group": group, "inside": False}
    assert (await http.post("/phones/admit", json=order)).status_code == 200
    assert (await http.post("/phones/admit", json=order)).status_code == 409
    assert sandbox.group(group).bots == ()
    assert (await http.post("/phones/admit", json={**order, "inside": True})).status_code == 200


@pytest.mark.parametrize(
    ("query", "content", "status"),
    [
        ({"kind": "photo"}, b"%PDF", 409),
        ({"kind": "photo", "album": "x"}, png(), 409),
        ({"kind": "photo", "caption": "字" * 1025}, png(), 409),
        ({"kind": "document", "name": "x"}, b"", 409),
        ({"kind": "voice"}, b"OggS", 400),
        ({"kind": "photo", "user": "x"}, png(), 400),
        ({"kind": "photo", "group": "-7"}, png(), 400),
    ],
)
async def test_uploads_that_are_refused(
    sandbox: Sandbox, http: httpx.AsyncClient, query: dict, content: bytes, status: int
) -> None:
    params = {"bot": "owner", "user": str(CHEN), **query}
    assert (await http.post("/phones/upload", params=params, content=content, headers=BYTES)).status_code == status
    assert sandbox.chat(CHEN, "owner").messages == ()


async def test_files_come_from_our_own_page_only(http: httpx.AsyncClient) -> None:
    params = {"bot": "owner", "user": str(CHEN), "kind": "photo"}
    for headers in ({"content-type": "text/plain"}, {**BYTES, "origin": "https://evil.example"}):
        assert (await http.post("/phones/upload", params=params, content=png(), headers=headers)).status_code == 403


async def _upload(http: httpx.AsyncClient, params: dict, content: bytes) -> None:
    response = await http.post("/phones/upload", params=params, content=content, headers=BYTES)
    assert response.status_code == 200, response.text
