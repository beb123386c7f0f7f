"""Settings that are missing or wrong are one clear sentence, and never show a token (SettingsError)."""

import os
from pathlib import Path

import pytest

from bot.commands.doctor import complaints, payment_lines
from bot.commands.office import open_store
from bot.logs import redact
from bot.settings import PREFIX, SettingsError, currency_warnings, load
from models.people import Side

TOKENS = {"OWNER_TOKEN": "1:secret-of-owners", "STAFF_TOKEN": "2:secret-of-staff"}
OFFICE = '[[office]]\ncode = "{code}"\nowner_token = "{code}:secret-o"\nstaff_token = "{code}:secret-s"\n'


@pytest.fixture(autouse=True)
def _an_empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [one for one in os.environ if one.upper().startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch):
    def set_all(**settings: str) -> None:
        for name, value in settings.items():
            monkeypatch.setenv(PREFIX + name, value)

    return set_all


def everything() -> None:
    """All that a start looks at."""
    settings = load()
    settings.all_offices()
    assert settings.hook is None


def complaint() -> str:
    """The one sentence that a wrong setting leads to."""
    with pytest.raises(SettingsError) as wrong:
        everything()
    said = str(wrong.value)
    assert "\n" not in said
    assert said.endswith(".")
    assert len(said) < 200
    assert "secret-" not in said
    assert "Traceback" not in said
    return said


def test_two_tokens_are_enough(given):
    given(**TOKENS)
    (office,) = load().all_offices()
    assert [(one.token, one.side) for one in office.accounts] == [
        (TOKENS["OWNER_TOKEN"], Side.OWNER),
        (TOKENS["STAFF_TOKEN"], Side.STAFF),
    ]
    assert (office.timezone, office.language) == ("Asia/Shanghai", "zh_Hans")
    assert load().hook is None


def test_settings_may_stand_in_a_file(tmp_path: Path):
    lines = [f"{PREFIX}{name}={value}" for name, value in TOKENS.items()]
    (tmp_path / ".env").write_text("\n".join([*lines, f"{PREFIX}OFFICE_NAME=天物大厦"]), "utf-8")
    (office,) = load().all_offices()
    assert (office.owner_token, office.name_zh) == (TOKENS["OWNER_TOKEN"], "天物大厦")


@pytest.mark.parametrize("missing", [("OWNER_TOKEN",), ("STAFF_TOKEN",), ("OWNER_TOKEN", "STAFF_TOKEN")])
def test_a_missing_token_is_named(given, missing: tuple[str, ...]):
    given(**{name: value for name, value in TOKENS.items() if name not in missing})
    said = complaint()
    for name in TOKENS:
        assert (PREFIX + name in said) is (name in missing)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIMEZONE", "Mars/Olympus"),
        ("TIMEZONE", ""),
        ("TIMEZONE", "../etc/passwd"),
        ("LANGUAGE", "fr"),
        ("TELEGRAM_URL", "localhost:8081"),
        ("WEBHOOK_URL", "ftp://example"),
        ("PAYMENT_CURRENCY", "JPY"),
        ("PAYMENT_CURRENCY", "yuan"),
    ],
)
def test_a_wrong_value_is_named_with_its_variable(given, name: str, value: str):
    given(**TOKENS, **{name: value})
    assert complaint().startswith(PREFIX + name)


@pytest.mark.parametrize("secret", ["", "ä", "with space", "x" * 257])
def test_a_webhook_needs_a_good_secret(given, secret: str):
    given(**TOKENS, WEBHOOK_URL="https://example.org/", WEBHOOK_SECRET=secret)
    assert "WEBHOOK_SECRET" in complaint()


def test_a_webhook_with_a_secret(given):
    given(**TOKENS, WEBHOOK_URL="https://example.org/", WEBHOOK_SECRET="Aa0_-")
    hook = load().hook
    assert hook is not None
    assert (hook.url, hook.secret) == ("https://example.org", "Aa0_-")


def test_owners_can_pay_where_there_is_a_provider(given):
    given(**TOKENS, PAYMENT_TOKEN="3:TEST:secret-of-money")
    (office,) = load().all_offices()
    owners, staff = office.accounts
    assert owners.provider is not None
    assert (owners.provider.token, owners.provider.currency, staff.provider) == ("3:TEST:secret-of-money", "CNY", None)
    assert "secret-of-money" not in repr(owners.provider)
    assert payment_lines(load()) == ["office: payment by Telegram in CNY."]


def test_nobody_is_asked_to_pay_without_one(given):
    given(**TOKENS)
    assert [one.provider for one in load().all_offices()[0].accounts] == [None, None]
    assert payment_lines(load()) == ["office: payment by Telegram is off (GUANJIA_PAYMENT_TOKEN is not set)."]


def test_bills_in_another_currency_than_the_books_are_warned_of(given):
    given(**TOKENS, PAYMENT_TOKEN="3:TEST:secret-of-money", PAYMENT_CURRENCY="USD")
    (warning,) = currency_warnings(load().all_offices())
    assert "in USD" in warning
    assert "GUANJIA_PAYMENT_CURRENCY to CNY" in warning
    assert "secret-of-money" not in warning


@pytest.mark.parametrize("more", [{"PAYMENT_TOKEN": "3:TEST:x"}, {"PAYMENT_CURRENCY": "USD"}])
def test_yuan_or_no_bills_at_all_are_fine(given, more: dict[str, str]):
    given(**TOKENS, **more)
    assert not currency_warnings(load().all_offices())


async def test_the_doctor_finds_it(given, tmp_path):
    given(**TOKENS, PAYMENT_TOKEN="3:TEST:x", PAYMENT_CURRENCY="EUR", TELEGRAM_URL="http://127.0.0.1:1")
    found = await complaints(load(), open_store(f"sqlite:///{tmp_path}/office.db"))
    assert any("to pay in EUR" in one for one in found)


@pytest.mark.parametrize(
    "token", ["284685063:TEST:NzEyN2U0ZDg3", "381764678:LIVE:1", "1000000001:TEST:payments-on-desk"]
)
def test_a_providers_token_is_never_logged(token: str):
    assert redact(f"sendInvoice {token} failed") == "sendInvoice <token> failed"


def test_several_offices_in_a_file(given, tmp_path: Path):
    (tmp_path / "offices.toml").write_text(OFFICE.format(code="a") + OFFICE.format(code="b"), "utf-8")
    given(OFFICES="offices.toml")
    assert [one.code for one in load().all_offices()] == ["a", "b"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[[office]\n",
        b"office = []\n",
        b"office = 'secret-x'\n",
        b"[office]\ncode = 'a'\n",
        b"[[office]]\ncode = 'a'\nowner_token = 'secret-x'\n",
        b"[[office]]\nowner_token = 5\nstaff_token = 'secret-x'\n",
        b"[[offices]]\ncode = 'a'\n",
        b"\xff\xfe\x00",
        (OFFICE.format(code="a") * 2).encode(),
        (OFFICE.format(code="a") + OFFICE.format(code="b").replace('"b:', '"a:')).encode(),
        (OFFICE.format(code="a") + 'timezone = "Mars"\n').encode(),
    ],
)
def test_a_wrong_offices_file_is_one_sentence(given, tmp_path: Path, content: bytes):
    (tmp_path / "offices.toml").write_bytes(content)
    given(OFFICES="offices.toml")
    assert "offices.toml" in complaint()


def test_an_offices_file_that_is_not_there_or_a_folder(given, tmp_path: Path):
    given(OFFICES="nowhere.toml")
    assert "nowhere.toml" in complaint()
    (tmp_path / "folder").mkdir()
    given(OFFICES="folder")
    assert "folder" in complaint()
