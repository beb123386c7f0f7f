"""What units owe, by its rules: opened once, paid oldest first, in question, extended, waived, closed; no fen is lost (R121-R131)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from models.ledger import handing_over
from models.ledger.accounts import AGENCY, DEPOSITS, INCOME, WRITTEN_OFF, cash
from models.ledger.lifecycle import Method, PaymentState
from models.ledger.posting import balance, balances
from models.ledger.tables import Payment
from models.notices import Notice
from models.order_refusals import MoreThanOwed, NotAnAmount
from models.receivables import asking, billing, disputing, months, opening, paying
from models.receivables.allocating import Open, Share, allocate
from models.receivables.balances import Line, lines_of
from models.receivables.crediting import credit_fen
from models.receivables.fees import fee, fee_called, fees
from models.receivables.lifecycle import AskState, DisputeState, Standing
from models.receivables.opening import NewLine
from models.receivables.refusals import (
    AskedAlready,
    DateTooLate,
    Disputed,
    MonthClosed,
    MonthNotOver,
    MonthOpen,
    NotBilled,
    NothingOpen,
    OwnProposal,
)
from models.receivables.tables import AskKind, Receivable
from models.refusals import Gone, NotYours, ReasonMissing, TimePast, TooLate, WordsMissing
from tests.rules.builders import Office

pytestmark = pytest.mark.rows("R122", "R129")
AUGUST, SEPTEMBER, OCTOBER = date(2025, 8, 1), date(2025, 9, 1), date(2025, 10, 1)
CASHIER, FIELD, FINANCE, MANAGER, SUPERVISOR, DESK = "钱敏", "孙晓芸", "冯雪", "周立新", "许文静", "郑雨"
PLUMBER, OWNER, OWNERS_FINANCE, TENANT, LANDLORD = "林海涛", "谭先生", "齐女士", "杜女士", "章先生"
# The handbook's example (DOMAIN 4.8): unit 1203 in September, 2,321.07 yuan together.
EXAMPLE = {"F01": 110000, "F03": 35275, "F02": 4140, "F04": 22692, "F07": 60000}


def opened(
    office: Office, code: str = "F01", fen: int = 110000, period: date = SEPTEMBER, unit: str = "1203"
) -> Receivable:
    """A line of a unit, due on the twentieth of its month."""
    new = NewLine(code, period, fen, period.replace(day=20))
    line, _ = opening.open_line(
        office.session, office.unit(unit), new, by=office.person(FIELD), now=office.now, origin="test"
    )
    return line


def paid(
    office: Office, fen: int, unit: str = "1203", occasion: str = "a", by: str = CASHIER, payer: str = OWNER, **more
):
    """The cashier takes cash."""
    return paying.pay(
        office.session,
        office.unit(unit),
        payer=office.person(payer),
        method=Method.CASH,
        amount_fen=fen,
        by=office.person(by),
        now=office.now,
        occasion=occasion,
        **more,
    )


def lines(office: Office, unit: str = "1203") -> dict[str, Line]:
    """The lines of a unit as they stand today, by fee and month."""
    found = lines_of(office.session, office.unit(unit), today(office))
    return {f"{one.row.fee_code}/{one.row.period:%m}": one for one in found}


def today(office: Office) -> date:
    """The office's day."""
    return office.now.astimezone(office.project.zone).date()


def left(office: Office, unit: str = "1203") -> dict[str, int]:
    """What is open of each line."""
    return {name: one.open_fen for name, one in lines(office, unit).items()}


def test_the_fees_are_those_of_the_handbook():
    assert list(fees()) == [f"F{number:02}" for number in range(1, 15)]
    assert {one.code for one in fees().values() if not one.active} == {"F06", "F13", "F14"}
    assert (fee("F01").source, fee("F03").source, fee("F09").source) == (INCOME, AGENCY, DEPOSITS)
    assert fee_called(" 物业费 ") == fee_called("f01") == fee_called("management fee") == fee("F01")
    assert fee_called("燃气费") is None
    assert fee_called("") is None


def test_a_line_is_opened_once_and_charged_with_it(office: Office):
    line = opened(office)
    again, new = opening.open_line(
        office.session,
        office.unit("1203"),
        NewLine("F01", SEPTEMBER, 999, SEPTEMBER),
        by=None,
        now=office.now,
        origin="else",
    )
    assert (again.id, new, again.amount_fen) == (line.id, False, 110000)
    assert left(office) == {"F01/09": 110000}
    assert balance(office.session, office.project.id, INCOME) == -110000


@pytest.mark.rows("R125")
def test_own_and_agency_fees_are_kept_apart(office: Office):
    for code, fen in EXAMPLE.items():
        opened(office, code, fen)
    assert sum(left(office).values()) == 232107
    assert balance(office.session, office.project.id, INCOME) == -170000
    assert balance(office.session, office.project.id, AGENCY) == -62107


@pytest.mark.parametrize("fen", [0, -1, 10**12])
def test_no_line_of_nothing(office: Office, fen: int):
    with pytest.raises(NotAnAmount):
        opened(office, fen=fen)


@pytest.mark.parametrize("code", ["F13", "F99", ""])
def test_no_line_of_a_fee_that_is_not_there(office: Office, code: str):
    with pytest.raises(NotBilled):
        opened(office, code)


def test_the_example_of_the_handbook_leaves_321_07_open(office: Office):
    for code, fen in EXAMPLE.items():
        opened(office, code, fen)
    payment = paid(office, 200000)
    # Own fees in full first, then the agency's in the order in which they were opened.
    assert left(office) == {"F01/09": 0, "F07/09": 0, "F03/09": 5275 - 0, "F02/09": 4140, "F04/09": 22692}
    assert sum(left(office).values()) == 32107
    assert (payment.state, balance(office.session, office.project.id, cash(payment.taken_by_id or 0))) == (
        PaymentState.ON_HAND,
        200000,
    )


def test_the_oldest_is_paid_first_and_what_is_more_is_a_credit_that_the_next_line_uses(office: Office):
    opened(office, period=AUGUST)
    opened(office)
    paid(office, 150000)
    assert left(office) == {"F01/08": 0, "F01/09": 70000}
    paid(office, 100000, occasion="b")
    assert left(office) == {"F01/08": 0, "F01/09": 0}
    assert credit_fen(office.session, office.unit("1203")) == 30000
    opened(office, period=OCTOBER)
    assert left(office)["F01/10"] == 80000
    assert credit_fen(office.session, office.unit("1203")) == 0


def test_the_same_payment_twice_is_one(office: Office):
    opened(office)
    assert paid(office, 50000).id == paid(office, 50000).id
    assert left(office) == {"F01/09": 60000}


def test_a_payment_that_was_none_opens_its_lines_again(office: Office):
    opened(office, period=AUGUST)
    paid(office, 110000)
    second = paid(office, 60000, occasion="b")  # nothing is open: a credit
    opened(office)
    assert left(office) == {"F01/08": 0, "F01/09": 50000}
    paying.void(office.session, second.id, by=office.person(CASHIER), now=office.now, reason="输错")
    assert left(office) == {"F01/08": 0, "F01/09": 110000}
    assert credit_fen(office.session, office.unit("1203")) == 0


def test_what_was_handed_over_is_no_mistake_any_more(office: Office):
    opened(office)
    payment = paid(office, 110000, by=FIELD)
    handing_over.propose(office.session, by=office.person(FIELD), to=office.person(CASHIER), now=office.now)
    with pytest.raises(TooLate):
        paying.void(office.session, payment.id, by=office.person(FIELD), now=office.now, reason="输错")
    assert left(office) == {"F01/09": 0}


@pytest.mark.parametrize("who", [PLUMBER, FINANCE, MANAGER, SUPERVISOR])
def test_who_takes_no_fees_takes_none(office: Office, who: str):
    opened(office)
    with pytest.raises(NotYours):
        paid(office, 100, by=who)


def test_allocation_by_its_rule():
    old, new = date(2025, 8, 20), date(2025, 9, 20)
    some = [
        Open(1, new, True, 50),
        Open(2, old, False, 30),
        Open(3, old, True, 20),
        Open(4, old, True, 40, disputed=True),
    ]
    assert allocate(some, 60) == ([Share(3, 20), Share(2, 30), Share(1, 10)], 0)
    assert allocate(some, 200) == ([Share(3, 20), Share(2, 30), Share(1, 50)], 100)
    assert allocate(some, 45, frozenset({4})) == ([Share(4, 40), Share(3, 5)], 0)
    assert allocate([], 10) == ([], 10)


@pytest.mark.rows("R123")
def test_a_question_stops_the_line_until_it_is_answered(office: Office):
    line = opened(office)
    asked = disputing.dispute(
        office.session, line.id, by=office.person(OWNERS_FINANCE), now=office.now, words="读数高了"
    )
    assert lines(office)["F01/09"].standing == Standing.DISPUTED
    with pytest.raises(AskedAlready):
        disputing.dispute(office.session, line.id, by=office.person(OWNER), now=office.now, words="我也问")
    paid(office, 50000)
    assert left(office) == {"F01/09": 110000}, "a payment goes to no line that is in question"
    disputing.answer(office.session, asked.id, by=office.person(DESK), now=office.now, words="已核对底数")
    assert asked.state == DisputeState.ANSWERED
    again = disputing.ask_again(
        office.session, asked.id, by=office.person(OWNERS_FINANCE), now=office.now, words="还是高"
    )
    assert again.state == DisputeState.OPEN
    disputing.answer(office.session, asked.id, by=office.person(SUPERVISOR), now=office.now, words="现场复核一致")
    with pytest.raises(TooLate):
        disputing.ask_again(office.session, asked.id, by=office.person(OWNERS_FINANCE), now=office.now, words="再问")
    disputing.end(office.session, asked.id, by=office.person(OWNERS_FINANCE), now=office.now)
    assert asked.state == DisputeState.ENDED


@pytest.mark.parametrize(("who", "refusal"), [("陈女士", Gone), (PLUMBER, Gone), (DESK, Gone)])
def test_only_who_sees_the_bills_asks_about_them(office: Office, who: str, refusal: type[Exception]):
    line = opened(office)
    with pytest.raises(refusal):
        disputing.dispute(office.session, line.id, by=office.person(who), now=office.now, words="为什么")


def test_a_question_has_words_and_may_be_about_what_was_paid(office: Office):
    line = opened(office)
    with pytest.raises(WordsMissing):
        disputing.dispute(office.session, line.id, by=office.person(OWNER), now=office.now, words="  ")
    paid(office, 110000)
    disputing.dispute(office.session, line.id, by=office.person(OWNER), now=office.now, words="为什么")
    assert lines(office)["F01/09"].standing == Standing.PAID
    with pytest.raises(Gone):
        disputing.dispute(office.session, 999999, by=office.person(OWNER), now=office.now, words="为什么")


def extended(office: Office, line: Receivable, days: int = 30, by: str = OWNER):
    """Somebody asks for more time."""
    until = today(office) + timedelta(days=days)
    return asking.ask(
        office.session,
        office.unit("1203"),
        AskKind.EXTENSION,
        [line.id],
        by=office.person(by),
        now=office.now,
        reason="资金紧张",
        until=until,
    )


def test_an_extension_goes_through_two_hands(office: Office):
    line = opened(office)
    one = extended(office, line)
    assert one.state == AskState.ASKED
    with pytest.raises(NotYours):
        asking.decide(office.session, one.id, by=office.person(SUPERVISOR), now=office.now, grants=True)
    asking.propose(office.session, one.id, by=office.person(FIELD), now=office.now, opinion="一向准时")
    asking.decide(office.session, one.id, by=office.person(MANAGER), now=office.now, grants=True)
    standing = lines(office)["F01/09"]
    assert (standing.standing, standing.due_on) == (Standing.EXTENDED, today(office) + timedelta(days=30))
    office.later(days=31)
    assert lines(office)["F01/09"].standing == Standing.DUE
    with pytest.raises(TooLate):
        asking.withdraw(office.session, one.id, by=office.person(OWNER), now=office.now)


def test_an_extension_has_its_limits(office: Office):
    line = opened(office)
    with pytest.raises(TimePast):
        extended(office, line, 0)
    with pytest.raises(DateTooLate):
        extended(office, line, 90)
    extended(office, line)
    with pytest.raises(AskedAlready):
        extended(office, line)
    with pytest.raises(Gone):
        extended(office, line, by="陈女士")


def test_nobody_extends_what_is_in_question_or_paid(office: Office):
    line = opened(office)
    disputing.dispute(office.session, line.id, by=office.person(OWNER), now=office.now, words="为什么")
    with pytest.raises(Disputed):
        extended(office, line)
    other = opened(office, "F07", 60000)
    paid(office, 60000)
    with pytest.raises(NothingOpen):
        extended(office, other)


def taken_off(
    office: Office, line: Receivable, kind: AskKind, fen: int, dispute_id: int | None = None, by: str = FIELD
):
    """A colleague proposes that a line becomes less."""
    return asking.ask(
        office.session,
        line.unit,
        kind,
        [line.id],
        by=office.person(by),
        now=office.now,
        reason="抄表有误",
        amount_fen=fen,
        dispute_id=dispute_id,
    )


def test_a_waiver_is_written_off_by_the_manager_alone(office: Office):
    line = opened(office)
    one = taken_off(office, line, AskKind.WAIVER, 10000)
    for who, refusal in ((FIELD, NotYours), (FINANCE, Gone)):
        with pytest.raises(refusal):
            asking.decide(office.session, one.id, by=office.person(who), now=office.now, grants=True)
    asking.decide(office.session, one.id, by=office.person(MANAGER), now=office.now, grants=True)
    assert left(office) == {"F01/09": 100000}
    assert balance(office.session, office.project.id, WRITTEN_OFF) == 10000
    assert balance(office.session, office.project.id, INCOME) == -110000
    with pytest.raises(TooLate):
        asking.decide(office.session, one.id, by=office.person(MANAGER), now=office.now, grants=True)


def test_no_more_is_waived_than_is_open(office: Office):
    line = opened(office)
    one = taken_off(office, line, AskKind.WAIVER, 100000)
    paid(office, 20000)
    with pytest.raises(MoreThanOwed):
        asking.decide(office.session, one.id, by=office.person(MANAGER), now=office.now, grants=True)
    assert (one.state, left(office)) == (AskState.PROPOSED, {"F01/09": 90000})


def test_a_correction_of_what_was_paid_is_the_units_credit_and_answers_the_question(office: Office):
    line, other = opened(office, "F03", 35275), opened(office, "F02", 4140)
    asked = disputing.dispute(office.session, line.id, by=office.person(OWNER), now=office.now, words="读数高了")
    paid(office, 35275, chosen=frozenset({line.id}))
    one = taken_off(office, line, AskKind.CORRECTION, 5000, asked.id)
    asking.decide(office.session, one.id, by=office.person(MANAGER), now=office.now, grants=True)
    assert left(office) == {"F03/09": 0, "F02/09": 0}
    assert credit_fen(office.session, other.unit) == 860
    assert (asked.state, asked.corrected_fen) == (DisputeState.ANSWERED, 5000)
    assert balance(office.session, office.project.id, AGENCY) == -(35275 + 4140 - 5000)


def test_who_proposes_does_not_decide(office: Office):
    line = opened(office, unit="0301")
    office.staff(FIELD).role = office.staff(MANAGER).role
    one = taken_off(office, line, AskKind.WAIVER, 100, by=SUPERVISOR)
    one.proposed_by_id = office.person(MANAGER).id
    with pytest.raises(OwnProposal):
        asking.decide(office.session, one.id, by=office.person(MANAGER), now=office.now, grants=True)


def test_a_decline_has_its_reason(office: Office):
    one = extended(office, opened(office))
    with pytest.raises(ReasonMissing):
        asking.decide(office.session, one.id, by=office.person(MANAGER), now=office.now, grants=False)
    asking.decide(office.session, one.id, by=office.person(MANAGER), now=office.now, grants=False, answer="可分两次交")
    assert (one.state, lines(office)["F01/09"].standing) == (AskState.DECLINED, Standing.DUE)


def test_owners_ask_for_time_and_for_nothing_else(office: Office):
    with pytest.raises(NotYours):
        taken_off(office, opened(office), AskKind.WAIVER, 100, by=OWNER)


def test_months_close_in_their_order_and_once(office: Office):
    opened(office, period=AUGUST)
    opened(office)
    finance = office.person(FINANCE)
    with pytest.raises(NotYours):
        months.close_month(office.session, office.project, AUGUST, by=office.person(CASHIER), now=office.now)
    with pytest.raises(MonthNotOver):
        months.close_month(office.session, office.project, SEPTEMBER, by=finance, now=office.now)
    office.now = datetime(2025, 10, 9, 10, tzinfo=office.project.zone)
    with pytest.raises(MonthOpen):
        months.close_month(office.session, office.project, SEPTEMBER, by=finance, now=office.now)
    closed = months.close_month(office.session, office.project, AUGUST, by=finance, now=office.now)
    assert closed.facts == {"lines": 1, "opened_fen": 110000, "open_fen": 110000}
    with pytest.raises(MonthClosed):
        months.close_month(office.session, office.project, AUGUST, by=finance, now=office.now)


def test_a_closed_month_stays_as_it_is_but_is_still_paid(office: Office):
    line = opened(office, period=AUGUST)
    months.close_month(office.session, office.project, AUGUST, by=office.person(FINANCE), now=office.now)
    with pytest.raises(MonthClosed):
        opened(office, "F07", 60000, AUGUST)
    with pytest.raises(MonthClosed):
        taken_off(office, line, AskKind.CORRECTION, 100)
    paid(office, 110000)
    assert left(office) == {"F01/08": 0}


@pytest.mark.rows("R123")
def test_a_notice_names_its_lines_once_and_tells_who_pays(office: Office):
    unit = office.unit("0302")
    opened(office, unit="0302")
    before = office.notices()
    bill = billing.issue(office.session, unit, SEPTEMBER, by=None, now=office.now)
    assert bill is not None
    assert bill.number == f"ZD{today(office):%Y%m%d}001"
    assert [one.fee_code for one in billing.lines_on(office.session, bill)] == ["F01"]
    told = office.session.scalars(select(Notice.person_id).where(Notice.id > before, Notice.kind == "bill")).all()
    assert told == [office.person(TENANT).id], "of a let unit the occupier pays"
    assert billing.issue(office.session, unit, SEPTEMBER, by=None, now=office.now) is None
    opened(office, "F07", 60000, unit="0302")
    second = billing.issue(office.session, unit, SEPTEMBER, by=None, now=office.now)
    assert second is not None
    assert second.occasion == "2"
    assert billing.bill_for(office.session, bill.id, office.person(LANDLORD)).id == bill.id
    for stranger in ("陈女士", PLUMBER):
        with pytest.raises(Gone):
            billing.bill_for(office.session, bill.id, office.person(stranger))


class OwnBook:
    """A second book beside the office's: what each line came to, and all the money that was taken."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.random = office, Random(seed)
        self.worth: dict[int, int] = {}
        self.rows: dict[int, Receivable] = {}
        self.payments: list[Payment] = []
        self.money = 0

    def open(self) -> None:
        """A line, unless it is there."""
        code, fen = self.random.choice(["F01", "F02", "F03", "F07"]), self.random.randint(1, 90000)
        line = opened(self.office, code, fen, date(2025, self.random.randint(1, 12), 1))
        self.worth.setdefault(line.id, line.amount_fen)
        self.rows[line.id] = line

    def pay(self) -> None:
        """Any amount."""
        fen = self.random.randint(1, 120000)
        self.payments.append(paid(self.office, fen, occasion=f"t{self.office.now.isoformat()}"))
        self.money += fen

    def void(self) -> None:
        """One of the payments was none."""
        if self.payments:
            gone = self.payments.pop(self.random.randrange(len(self.payments)))
            office = self.office
            paying.void(office.session, gone.id, by=office.person(CASHIER), now=office.now, reason="错")
            self.money -= gone.amount_fen

    def waive(self) -> None:
        """Some of what is open."""
        some = [one for one in self.now() if one.open_fen > 0]
        if some:
            line = self.random.choice(some)
            self._less(line.row, AskKind.WAIVER, self.random.randint(1, line.open_fen))

    def correct(self) -> None:
        """A line was too high, paid or not."""
        some = [one for one in self.rows.values() if self.worth[one.id] > 0]
        if some:
            line = self.random.choice(some)
            self._less(line, AskKind.CORRECTION, self.random.randint(1, self.worth[line.id]))

    def question(self) -> None:
        """About any line; answered at once."""
        if self.rows:
            line, office = self.random.choice(list(self.rows.values())), self.office
            asked = disputing.dispute(office.session, line.id, by=office.person(OWNER), now=office.now, words="？")
            disputing.answer(office.session, asked.id, by=office.person(DESK), now=office.now, words="好")

    def now(self) -> Sequence[Line]:
        """The lines as the office has them."""
        return lines_of(self.office.session, self.office.unit("1203"), today(self.office))

    def _less(self, line: Receivable, kind: AskKind, fen: int) -> None:
        office, waived = self.office, self.worth[line.id]
        if kind == AskKind.CORRECTION and fen > waived:
            return
        one = taken_off(office, line, kind, fen)
        asking.decide(office.session, one.id, by=office.person(MANAGER), now=office.now, grants=True)
        self.worth[line.id] -= fen


@pytest.mark.parametrize("seed", range(12))
def test_no_fen_is_lost_whatever_happens(office: Office, seed: int):
    """Lines, payments, mistakes, questions, waivers and corrections at random, compared with a second book after each."""
    book = OwnBook(office, seed)
    for _ in range(40):
        office.later(minutes=7)
        book.random.choice([book.open, book.pay, book.pay, book.void, book.waive, book.correct, book.question])()
        found, credit = book.now(), credit_fen(office.session, office.unit("1203"))
        assert all(0 <= one.open_fen <= book.worth[one.row.id] for one in found)
        assert sum(one.open_fen for one in found) - credit == sum(book.worth.values()) - book.money
        assert credit == 0 or not any(one.open_fen for one in found)
        assert sum(balances(office.session, office.project.id).values()) == 0
