"""The commands of `python -m bot`, each a function that gets its settings and the house."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from functools import partial
from pathlib import Path

import segno
import structlog
from sqlalchemy import make_url, select
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session
from telegram.error import InvalidToken, NetworkError

from bot import schema
from bot.clockwork.clock import SystemClock
from bot.clockwork.duties import Duty, said, slots
from bot.commands.doctor import complaints, payment_lines
from bot.commands.running import Listener, told_to_stop
from bot.machine import House, Machine
from bot.settings import PREFIX, SECRETS, Office, Settings, SettingsError, currency_warnings
from bot.store import Store
from bot.tables import DutyRun
from bot.telegram import make_bot
from bot.texts import Reader, render
from models import demo
from models.estate import Project
from models.invitations import invite
from models.office import find_office, open_office
from models.people import Role
from models.register.index import complete

log = structlog.stdlib.get_logger(__name__)
CLOCK = SystemClock()
EXAMPLE = "sqlite:///data/guanjia.db or postgresql+psycopg://user:password@host/name"
READER = Reader("en", UTC)


def open_store(url: str) -> Store:
    """The database; for SQLite its folder is made. Raises SettingsError where there is none to be had."""
    try:
        address = make_url(url)
        if address.drivername.startswith("sqlite") and address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        store = Store(url)
        schema.is_current(store.engine)
    except (ArgumentError, ImportError) as error:
        raise SettingsError(f"{PREFIX}DATABASE_URL is no database's address, such as {EXAMPLE}.") from error
    except (OperationalError, OSError) as error:
        raise SettingsError(
            f"The database of {PREFIX}DATABASE_URL cannot be reached: is it running, and may we write there?"
        ) from error
    return store


@contextmanager
def telegram_answers() -> Iterator[None]:
    """Raises SettingsError where Telegram cannot be reached or does not know a token."""
    try:
        yield
    except InvalidToken as error:
        raise SettingsError(
            "Telegram does not know one of the tokens: compare them with what @BotFather says."
        ) from error
    except NetworkError as error:
        raise SettingsError(f"Telegram cannot be reached: check the network, or set {PREFIX}PROXY.") from error


def current_store(settings: Settings) -> Store:
    """The database, which must have the newest schema; raises SettingsError."""
    store = open_store(settings.database_url)
    if not schema.is_current(store.engine):
        raise SettingsError("The database is not up to date: run `python -m bot migrate` first.")
    return store


def open_offices(session: Session, offices: list[Office]) -> None:
    """Make sure that every office of the settings is in the database."""
    for one in offices:
        facts = one.model_dump(exclude=set(SECRETS))
        open_office(session, now=CLOCK.now(), **facts)


async def run(settings: Settings, house: House) -> None:
    """A real office: until SIGTERM."""
    told = told_to_stop()
    offices, hook = settings.all_offices(), settings.hook
    for warning in currency_warnings(offices):
        log.warning(warning)
    store = current_store(settings)
    await store.run(partial(open_offices, offices=offices))
    accounts = [account for office in offices for account in office.accounts]
    machine = Machine(store, CLOCK, house, accounts, root=settings.telegram_url, proxy=settings.proxy, hook=hook)
    with telegram_answers():
        await machine.start()
    listener = Listener(machine.webhook, settings.webhook_listen) if hook else None
    if listener:
        await listener.start()
    await told.wait()
    if listener:
        await listener.stop()
    await machine.stop()
    store.close()


def migrate(settings: Settings) -> None:
    """Create the schema, or bring it up to date."""
    store = open_store(settings.database_url)
    schema.upgrade(store.engine)
    store.write(complete)
    print("The database is up to date.")


async def send_invitation(settings: Settings, role: str, name: str, office: str | None) -> None:
    """Register somebody and print the link and its QR code: how the first manager gets in."""
    offices = settings.all_offices()
    chosen = next((one for one in offices if office in (None, one.code)), None)
    if chosen is None:
        raise SettingsError(f"There is no office {office!r} in the settings.")
    store = current_store(settings)
    with telegram_answers():
        async with make_bot(chosen.staff_token, settings.telegram_url, proxy=settings.proxy) as bot:
            username = bot.username

    def register(session: Session) -> str:
        open_offices(session, offices)
        project = find_office(session, chosen.code)
        if project is None:
            raise SettingsError(f"There is no office {chosen.code!r} in the database.")
        return invite(session, project=project, role=Role(role), name=name, now=CLOCK.now())

    link = f"https://t.me/{username}?start={await store.run(register)}"
    segno.make(link).terminal(compact=True)
    print(f"\n{link}\nGood once, for seven days. {name} opens it in Telegram and presses Start.")


def demo_data(settings: Settings, as_json: bool) -> None:
    """Fill an empty database with the demo office, and print who is who."""
    store = open_store(settings.database_url)
    schema.upgrade(store.engine)
    store.write(lambda session: demo.fill(session, CLOCK.now()))
    people = demo.cast()
    if as_json:
        print(json.dumps([vars(one) | {"what": vars(one.what)} for one in people], ensure_ascii=False, indent=1))
        return
    for one in people:
        print(f"{one.telegram_id}  {one.side:6} {one.role:14} {one.place:12} {one.name}  {one.what.zh}")


async def doctor(settings: Settings) -> bool:
    """Look at everything that can be ill, and say what to do; returns whether all is well."""
    found = await complaints(settings, open_store(settings.database_url))
    for line in [*(found or ["All is well."]), *payment_lines(settings)]:
        print(line)
    return not found


async def jobs(settings: Settings, house: House, run_now: str | None) -> None:
    """Every duty, its last and next run and what it did; or run one now."""
    store = current_store(settings)
    if run_now:
        if run_now not in {one.name for one in house.schedule.duties}:
            raise SettingsError(f"There is no duty {run_now!r}; `python -m bot jobs` lists them.")
        machine = Machine(store, CLOCK, house, [], root=settings.telegram_url)
        offices = await machine.timekeeper.run_now(run_now)
        print(f"{run_now} ran for {offices} offices; the running office sends what it has queued.")
    for line in await store.read(lambda session: [_duty_line(session, one) for one in house.schedule.duties]):
        print(line)


def _duty_line(session: Session, duty: Duty) -> str:
    """When it ran last and what it did, and when it runs next in each office."""
    last = session.scalars(select(DutyRun).where(DutyRun.duty == duty.name).order_by(DutyRun.slot.desc())).first()
    ran = (
        f"last {last.slot:%Y-%m-%d %H:%M} UTC {last.state}: {render(said(last), READER, escape=False)}"
        if last
        else "has not run yet"
    )
    coming = [next(slots(duty, project.zone, CLOCK.now())) for project in session.scalars(select(Project))]
    following = ", ".join(f"{at:%Y-%m-%d %H:%M %Z}" for at in coming)
    return f"{duty.name:12} {render(duty.title, READER, escape=False):18} {ran}; next {following}"
