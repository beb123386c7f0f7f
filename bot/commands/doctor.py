"""The doctor: looks at everything that can be ill, and says what to do about it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session
from telegram.error import InvalidToken, TelegramError

from bot import schema
from bot.clockwork.clock import SystemClock
from bot.clockwork.duties import TRIES as DUE_TRIES
from bot.outbox.outcomes import TRIES
from bot.settings import PREFIX, Settings, currency_warnings
from bot.store import Store
from bot.tables import DutyRun, Inbox, InboxState, RunState
from bot.telegram import make_bot
from models.dues import Due
from models.estate import Project
from models.notices import Notice, NoticeState
from models.setup.tables import ImportRun, ImportState

MOST = 20
LOOKS_BACK = timedelta(days=7)
STALE = "The database is not up to date: run `python -m bot migrate`."


async def complaints(settings: Settings, store: Store) -> list[str]:
    """One sentence per illness, with its cure; raises SettingsError where the settings themselves are wrong."""
    since, current = SystemClock().wall() - LOOKS_BACK, schema.is_current(store.engine)
    found = await store.read(lambda session: list(illnesses(session, since))) if current else [STALE]
    found += currency_warnings(settings.all_offices())
    for office in settings.all_offices():
        for side, token in (("owner", office.owner_token), ("staff", office.staff_token)):
            if complaint := await _about_token(settings, token):
                found.append(f"{office.code}, {side} bot: {complaint}")
    return found


def illnesses(session: Session, since: datetime) -> Iterator[str]:
    """What the database itself shows to be ill since a moment."""
    for office in session.scalars(select(Project).where(Project.control_room_phone == "")):
        yield f"{office.code}: owners are told no emergency telephone; set {PREFIX}CONTROL_ROOM_PHONE and start again."
    for row in session.scalars(
        select(Inbox).where(Inbox.state == InboxState.DEAD, Inbox.received_at > since).limit(MOST)
    ):
        which = f"Update {row.update_id} of bot {row.bot_id} failed three times ({row.error})"
        yield f"{which}: look at the log, then ask the person to try again."
    for row in session.scalars(
        select(Inbox).where(Inbox.state == InboxState.STORED, Inbox.attempts >= TRIES).limit(MOST)
    ):
        which = f"Update {row.update_id} of bot {row.bot_id} is a payment that cannot be booked ({row.error})"
        yield f"{which}: the money has been taken; look at the log. It is tried again at least once an hour."
    yield from _undelivered(session, since)
    yield from _undone(session, since)
    failed = (
        select(DutyRun)
        .where(DutyRun.state == RunState.FAILED, DutyRun.slot > since)
        .order_by(DutyRun.slot.desc())
        .limit(MOST)
    )
    for run in session.scalars(failed):
        which = f"Duty {run.duty} of {run.slot:%Y-%m-%d %H:%M} UTC failed ({run.facts.get('error')})"
        yield f"{which}: run it again with `python -m bot jobs --run {run.duty}`."


def _undelivered(session: Session, since: datetime) -> Iterator[str]:
    """Notices that failed three times; an emergency is repeated for as long as nobody knows whether it arrived."""
    given_up = Notice.state.in_((NoticeState.DEAD, NoticeState.UNSURE))
    repeated = and_(Notice.state == NoticeState.QUEUED, Notice.attempts >= TRIES)
    wanted = select(Notice.kind, Notice.error, func.count()).where(or_(given_up, repeated))
    wanted = wanted.where(Notice.error != "", Notice.created_at > since)
    for kind, error, count in session.execute(wanted.group_by(Notice.kind, Notice.error)):
        which = f"{count} notices of kind {kind} may not have arrived ({error})"
        yield f"{which}: the calls that stand in for them are on the desk's list; look at the log for the cause."


def _undone(session: Session, since: datetime) -> Iterator[str]:
    """Things that came due and fail every time, and imports that ended so."""
    failing = select(Due.kind, Due.error, func.count(), func.min(Due.due_at)).where(Due.attempts >= DUE_TRIES)
    for kind, error, count, at in session.execute(failing.group_by(Due.kind, Due.error)):
        which = f"{count} things of kind {kind} that came due fail every time ({error})"
        yield f"{which}: look at the log; they are tried again, next at {at:%Y-%m-%d %H:%M} UTC."
    stopped = select(ImportRun.id).where(ImportRun.state == ImportState.FAILED, ImportRun.at > since).limit(MOST)
    for number in session.scalars(stopped):
        yield f"Import {number} stopped half-way: look at the log for its piece; its manager was asked to send the file again."


def payment_lines(settings: Settings) -> list[str]:
    """Whether owners can pay by Telegram, office by office; never the token."""
    return [
        f"{office.code}: payment by Telegram "
        + (f"in {office.payment_currency}." if office.payment_token else f"is off ({PREFIX}PAYMENT_TOKEN is not set).")
        for office in settings.all_offices()
    ]


async def _about_token(settings: Settings, token: str) -> str:
    """What is wrong with a bot, or nothing."""
    try:
        async with make_bot(token, settings.telegram_url, proxy=settings.proxy) as bot:
            hook = await bot.get_webhook_info()
    except InvalidToken:
        return "Telegram does not know this token; compare it with what @BotFather says."
    except TelegramError as error:
        return f"Telegram cannot be reached ({type(error).__name__}); check the network, or set {PREFIX}PROXY."
    if hook.last_error_message:
        said = f"the webhook fails ({hook.last_error_message})"
        return f"{said}; check {PREFIX}WEBHOOK_URL, its certificate and the reverse proxy."
    if bool(hook.url) != bool(settings.webhook_url):
        how = "to a webhook" if hook.url else "by polling"
        return f"Telegram delivers {how}, the settings say otherwise; `python -m bot run` puts it right."
    return ""
