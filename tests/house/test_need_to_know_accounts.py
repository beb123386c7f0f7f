"""What units owe is for their payers and for those who collect it; no technician and no other unit reads a word of it (DOMAIN 5.7, R203, R205)."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store import make_engine
from models.people import Side
from models.receivables.dunning import remind, to_remind
from models.receivables.tables import Ask, Receivable, Reminder
from tests.house.walker import Walker
from tests.people import copied_database
from tests.rules.builders import Office

pytestmark = [pytest.mark.slow, pytest.mark.rows("R203", "R205")]
STRANGERS = ("林海涛", "邓秀英", "韩木生", "杜强", "曹桂芳", "罗斌")
DEBT, WHY, CREDITOR = ("4,639.95元", "6,966.05元", "2,341.80元"), "对空调效果有意见", "0403账户"
PLACES = ("accounts", "account_lists", "account_months", "account_papers")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The demo office with its accounts, and everybody reminded; nobody commits."""
    engine = make_engine(copied_database(tmp_path_factory.mktemp("accounts"), accounts=True))
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
            office = Office(session)
            today = office.now.astimezone(office.project.zone).date()
            for wanted in to_remind(session, office.project, today):
                remind(session, office.project, wanted, office.now)
            yield office
        transaction.rollback()
    engine.dispose()


def everything(office: Office, name: str) -> str:
    """All that a colleague reaches by tapping, and by forged buttons of the unit in debt."""
    walker = Walker(office, office.person(name), Side.STAFF)
    read = walker.walk()
    unit = office.unit("0403")
    lines = office.session.scalars(select(Receivable.id).where(Receivable.unit_id == unit.id)).all()
    reminders = office.session.scalars(select(Reminder.id).where(Reminder.unit_id == unit.id)).all()
    asks = office.session.scalars(select(Ask.id)).all()
    taps = [f"g:{place}" for place in PLACES]
    taps += [f"sfa:{unit.id}:{section}:0" for section in ("head", "lines", "payments", "contacts", "log")]
    taps += [
        *(f"sfl:{one}" for one in lines[:3]),
        *(f"sfr:{one}" for one in reminders),
        *(f"sfk:{one}" for one in asks),
    ]
    taps += [f"sfi:{which}:0" for which in ("debts", "asks", "visits", "court", "closed")]
    taps += [f"b:{flow}:{unit.id}" for flow in ("fee_pay", "fee_contact", "fee_debtor", "fee_extend", "fee_open")]
    for tap in taps:
        read = [*read, *walker.opens(tap)]
    return "\n".join(read)


@pytest.mark.parametrize("name", STRANGERS)
def test_who_does_not_collect_reads_nothing_of_debts(office: Office, name: str):
    read = everything(office, name)
    assert [one for one in (*DEBT, WHY, CREDITOR) if one in read] == []


@pytest.mark.parametrize("name", ["孙晓芸", "许文静", "周立新", "钱敏", "冯雪", "郑雨"])
def test_who_collects_or_decides_reads_them(office: Office, name: str):
    read = everything(office, name)
    assert CREDITOR in read
    assert "6,966.05元" in read
    assert WHY in read
