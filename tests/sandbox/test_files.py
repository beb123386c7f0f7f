"""Documents: sending, sending again, fetching, downloading."""

import pytest
import telegram

from bot.sandbox import Sandbox

from .conftest import CHEN, OWNER, STAFF, WANG, Raw, ptb


async def test_a_document_arrives_and_can_be_fetched(sandbox: Sandbox, bot: telegram.Bot) -> None:
    sent = await bot.send_document(CHEN, b"a,b\n", filename="九月台账.csv", caption="<b>台账</b>", parse_mode="HTML")
    assert (sent.document.file_name, sent.document.file_size) == ("九月台账.csv", 4)
    assert sent.caption == "台账"
    assert sent.caption_entities[0].type == "bold"
    view = sandbox.chat(CHEN, "owner").last
    assert (view.text, view.document.name, view.document.content) == ("台账", "九月台账.csv", b"a,b\n")
    file = await bot.get_file(sent.document.file_id)
    assert file.file_path.endswith("documents/file_0.csv")
    assert await file.download_as_bytearray() == b"a,b\n"


async def test_a_file_id_is_good_for_one_bot_only(sandbox: Sandbox, bot: telegram.Bot, raw: Raw) -> None:
    sent = await bot.send_document(CHEN, b"x", filename="a.txt")
    again = await bot.send_document(CHEN, sent.document.file_id)
    assert again.document == sent.document
    async with ptb(sandbox, STAFF) as staff:
        with pytest.raises(telegram.error.BadRequest, match="Wrong file identifier/http url specified"):
            await staff.send_document(WANG, sent.document.file_id)
        with pytest.raises(telegram.error.BadRequest, match="Invalid file_id"):
            await staff.get_file(sent.document.file_id)
    for account, status in ((OWNER, 200), (STAFF, 404)):
        response = await raw.client.get(f"/file/bot{account.token}/documents/file_0.txt")
        assert response.status_code == status


async def test_attached_files(raw: Raw) -> None:
    response = await raw.client.post(
        f"/bot{raw.token}/sendDocument",
        data={"chat_id": CHEN, "document": "attach://paper"},
        files={"paper": ("../x/甲.pdf", b"%PDF", "application/pdf")},
    )
    document = response.json()["result"]["document"]
    assert (document["file_name"], document["mime_type"]) == (".._x_甲.pdf", "application/pdf")


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({}, "there is no document in the request"),
        ({"document": "https://example.com/a.pdf"}, "wrong file identifier/HTTP URL specified"),
        ({"document": "x", "caption": "字" * 1025}, "message caption is too long"),
    ],
)
async def test_documents_that_are_refused(raw: Raw, params: dict, sentence: str) -> None:
    assert await raw.refused("sendDocument", chat_id=CHEN, **params) == f"400 Bad Request: {sentence}"


async def test_empty_files_and_unknown_ids(raw: Raw) -> None:
    response = await raw.client.post(
        f"/bot{raw.token}/sendDocument", data={"chat_id": CHEN}, files={"document": ("a", b"")}
    )
    assert response.json()["description"] == "Bad Request: file must be non-empty"
    assert await raw.refused("getFile") == "400 Bad Request: file_id not specified"
    response = await raw.client.get(f"/file/bot{raw.token}/documents/file_9")
    assert response.status_code == 404
