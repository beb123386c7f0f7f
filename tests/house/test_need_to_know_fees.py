"""Fees are read by the contacts who see the bills of their unit, on any screen of the owner bot that can be reached (DOMAIN 5.7, R203, R205)."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store import make_engine
from bot.texts import Money, Reader, render
from models.ledger.tables import Payment
from models.people import Contact, Side
from models.receivables import asking, disputing
from models.receivables.balances import lines_of
from models.receivables.tables import AskKind, Bill, Dispute
from tests.house.walker import Walker
from tests.people import copied_database
from tests.rules.builders import Office

pytestmark = pytest.mark.slow
UNIT = "0302"
TENANT, LANDLORD, NEIGHBOUR, FORMER, RECEPTION = "杜女士", "章先生", "陈女士", "谭先生", "凌女士"
SEES = {TENANT, LANDLORD}
ZH = Reader("zh_Hans", ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """0302 has asked about a line and wishes more time for another; 谭先生 has left it, 凌女士 sits at its reception."""
    engine = make_engine(copied_database(tmp_path_factory.mktemp("fees"), accounts=True))
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
            office = Office(session)
            spoken_of(office)
            yield office
        transaction.rollback()
    engine.dispose()


def spoken_of(office: Office) -> None:
    """A question, a wish, an ended contact, and one without the right."""
    session, unit, tenant = office.session, office.unit(UNIT), office.person(TENANT)
    found = [one for one in lines_of(session, unit, office.now.date()) if one.open_fen > 0]
    disputing.dispute(session, found[0].row.id, by=tenant, now=office.now, words="暗号疑问")
    more = {"reason": "暗号延期", "until": office.now.date().replace(month=10)}
    asking.ask(session, unit, AskKind.EXTENSION, [found[1].row.id], by=tenant, now=office.now, **more)
    former = Contact(project_id=unit.project_id, person_id=office.person(FORMER).id, unit_id=unit.id, role="admin")
    former.ended_at = office.now
    session.add(former)
    contact = session.scalars(select(Contact).where(Contact.person_id == office.person(RECEPTION).id)).first()
    assert contact is not None
    contact.unit_id, contact.role = unit.id, "reception"
    session.flush()


def read_by(office: Office, name: str) -> str:
    """Everything that somebody reads on the owner bot, also by forged buttons."""
    walker, unit = Walker(office, office.person(name), Side.OWNER), office.unit(UNIT)
    bills = office.session.scalars(select(Bill.id).where(Bill.unit_id == unit.id)).all()
    paid = office.session.scalars(select(Payment.id).where(Payment.about == f"unit:{unit.id}")).all()
    disputes = office.session.scalars(select(Dispute.id)).all()
    screens = (
        "ofu",
        "ofm",
        "ofe",
        "ofh",
        "ofw",
        "ofp",
        "b:fee_unbilled",
        "b:fee_extension",
        "b:fee_transfer",
        "b:fee_online",
    )
    taps = [
        *(f"{tap}:{unit.id}" for tap in screens),
        *(f"{tap}:{bill}" for bill in bills for tap in ("ofb", "ofn", "b:fee_question")),
        *(f"{tap}:{one}" for one in disputes for tap in ("ofq", "ofd", "b:fee_ask_again")),
        *(f"ofr:{one}" for one in paid),
        "ofx:1:1",
        "ofx:2:1",
    ]
    return "\n".join([*walker.walk(), *(said for tap in taps for said in walker.opens(tap))])


@pytest.mark.rows("R123", "R203", "R205")
@pytest.mark.parametrize("name", [TENANT, LANDLORD, NEIGHBOUR, FORMER, RECEPTION])
def test_the_fees_of_a_unit_are_read_by_who_sees_its_bills(busy: Office, name: str):
    read = read_by(busy, name)
    session, unit = busy.session, busy.unit(UNIT)
    whole = sum(one.row.amount_fen for one in lines_of(session, unit, busy.now.date()) if one.row.period.month == 9)
    for secret in ("暗号疑问", "0302单元费用", render(Money(whole), ZH)):
        assert (secret in read) is (name in SEES), secret
    assert "暗号延期" not in read or name in SEES
    assert ("连带责任" in read) is (name == LANDLORD)


@pytest.mark.rows("R123", "R205")
def test_a_tenant_never_reads_the_price_of_the_contract(busy: Office):
    assert busy.unit(UNIT).rates
    assert busy.unit(UNIT).rates not in read_by(busy, TENANT)


@pytest.mark.rows("R205")
def test_whoever_may_not_reads_who_does(busy: Office):
    read = read_by(busy, RECEPTION)
    assert "0302单元的账单由杜女士查看" in read
