"""Money by its rules: what is owed, taken, handed over, deposited, found in the bank and paid back, and by whom never (R126, X3)."""

from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from models.base import NeverChanged
from models.ledger import (
    accounts,
    auditing,
    charging,
    depositing,
    handing_over,
    queries,
    refunding,
    seeing_transfers,
)
from models.ledger import taking as taking_deeds
from models.ledger.accounts import BANK, INCOME, TELEGRAM, TILL, TRANSFER, cash, due, shortage
from models.ledger.lifecycle import HandOverState, Method, PaymentState
from models.ledger.posting import balance, balances, charged_fen, owed_fen, paid_fen
from models.ledger.tables import HandOver, LedgerEntry, Payment
from models.media.actions import Sent, receive
from models.media.queries import attached
from models.media.tables import MediaKind
from models.notices import Notice
from models.order_refusals import (
    MoreThanHeld,
    MoreThanOwed,
    MoreThanPaid,
    NotAnAmount,
    NothingOnHand,
    ProofMissing,
    SameAmount,
)
from models.orders import voiding
from models.people import Role
from models.refusals import Gone, NotYours, Outdated, OwnMoney, ReasonMissing, Refusal, TooLate
from models.staffing import leaving
from tests.rules.builders import MONDAY, Office

pytestmark = pytest.mark.rows("R126", "X3")
PLUMBER, CASHIER, FINANCE, MANAGER, SUPERVISOR, DESK, OWNER = (
    "林海涛",
    "钱敏",
    "冯雪",
    "周立新",
    "许文静",
    "郑雨",
    "陈女士",
)
ORDER = "order:7"


def fen_of(office: Office, account: accounts.Account) -> int:
    """What an account holds."""
    return balance(office.session, office.project.id, account)


def charged(office: Office, fen: int = 30000, subject: str = ORDER, occasion: str = "audit") -> bool:
    """So much is owed for a subject."""
    return charging.charge(
        office.session,
        project_id=office.project.id,
        subject=subject,
        amount_fen=fen,
        occasion=occasion,
        by=None,
        now=office.now,
    )


def credited(office: Office, fen: int, occasion: str = "less") -> bool:
    """So much less."""
    return charging.credit(
        office.session,
        project_id=office.project.id,
        subject=ORDER,
        amount_fen=fen,
        occasion=occasion,
        by=office.person(DESK),
        now=office.now,
    )


def slip(office: Office) -> list[int]:
    """A picture of a slip."""
    sent = Sent(MediaKind.PHOTO, file_id="slip")
    return [receive(office.session, office.project, sent, by=office.person(DESK), bot_id=2, now=office.now).id]


def taken(office: Office, fen: int = 30000, by: str | None = PLUMBER, occasion: str = "1", **more: Any) -> Payment:
    """So much was taken in cash, unless another way is named."""
    facts: dict[str, Any] = {"method": Method.CASH, "subject": ORDER, "payer": office.person(OWNER)} | more
    return taking_deeds.take(
        office.session,
        project=office.project,
        amount_fen=fen,
        by=office.person(by) if by else None,
        now=office.now,
        occasion=occasion,
        **facts,
    )


def transferred(office: Office, fen: int = 30000, by: str | None = None, occasion: str = "t") -> Payment:
    """The customer says to have transferred it."""
    return taken(office, fen, by, occasion, method=Method.TRANSFER, media=slip(office))


def proposed(office: Office, by: str = PLUMBER, to: str = CASHIER, **more: Any) -> HandOver:
    """Handed over, to be counted."""
    return handing_over.propose(office.session, by=office.person(by), to=office.person(to), now=office.now, **more)


def do(deed: Any, office: Office, number: int, by: str, **more: Any) -> Any:
    """A deed on one thing by somebody."""
    return deed(office.session, number, by=office.person(by), now=office.now, **more)


def in_the_till(office: Office, fen: int = 30000) -> HandOver:
    """Charged, taken, handed over and counted."""
    charged(office, fen, occasion=f"c{fen}")
    taken(office, fen, occasion=f"p{fen}")
    return do(handing_over.confirm, office, proposed(office).id, CASHIER)


def told(office: Office, subject: str) -> set[tuple[str, int | None]]:
    """Who was told what about a thing."""
    return {
        (one.kind, one.person_id) for one in office.session.scalars(select(Notice).where(Notice.subject == subject))
    }


def paid_out(office: Office, fen: int, by: str = CASHIER, occasion: str = "r", **more: Any) -> Any:
    """So much was paid back."""
    facts: dict[str, Any] = {"method": Method.CASH, "reason": "返工", "subject": ORDER} | more
    return refunding.pay_out(
        office.session,
        project=office.project,
        amount_fen=fen,
        by=office.person(by),
        now=office.now,
        occasion=occasion,
        **facts,
    )


def test_a_charge_is_owed_once_and_can_be_lowered(office: Office):
    assert charged(office)
    assert not charged(office)
    assert not charged(office, 99)  # the same occasion, whatever the amount
    assert owed_fen(office.session, ORDER) == charged_fen(office.session, ORDER) == 30000
    assert fen_of(office, INCOME) == -30000
    assert credited(office, 5000)
    assert not credited(office, 5000)
    assert owed_fen(office.session, ORDER) == 25000
    with pytest.raises(MoreThanOwed):
        credited(office, 25001, "more")
    assert owed_fen(office.session, ORDER) == 25000


@pytest.mark.parametrize("fen", [0, -1, 100_000_001])
def test_an_amount_is_more_than_nothing(office: Office, fen: int):
    for deed in (charged, credited, taken, paid_out):
        with pytest.raises(NotAnAmount):
            deed(office, fen)
    assert balances(office.session, office.project.id) == {}


@pytest.mark.rows("R074")
def test_cash_is_taken_with_a_number_and_a_receipt(office: Office):
    charged(office)
    payment = taken(office, 10000)
    assert (payment.number, payment.state) == ("SK20250915001", PaymentState.ON_HAND)
    assert fen_of(office, cash(office.person(PLUMBER).id)) == 10000
    assert (owed_fen(office.session, ORDER), paid_fen(office.session, ORDER)) == (20000, 10000)
    assert told(office, payment.subject) == {("payment.receipt", office.person(OWNER).id)}
    assert taken(office, 10000) is payment  # said once more
    assert fen_of(office, cash(office.person(PLUMBER).id)) == 10000


def test_never_more_is_taken_than_is_owed(office: Office):
    charged(office, 100)
    taken(office, 60)
    with pytest.raises(MoreThanOwed) as refused:
        taken(office, 41, occasion="2")
    assert refused.value.facts == {"fen": 40}
    assert taken(office, 40, occasion="2").number == "SK20250915002"
    with pytest.raises(MoreThanOwed):
        taken(office, 1, occasion="3")


@pytest.mark.parametrize("who", [FINANCE, MANAGER, SUPERVISOR, "何志强", "沈涛", "安然", OWNER])
def test_who_confirms_or_supervises_takes_nothing(office: Office, who: str):
    charged(office)
    with pytest.raises(NotYours):
        taken(office, by=who)
    assert owed_fen(office.session, ORDER) == 30000


@pytest.mark.parametrize("who", [PLUMBER, "邓秀英", "杜强", DESK, "孙晓芸", CASHIER])
def test_who_performs_or_serves_takes_it(office: Office, who: str):
    charged(office)
    assert fen_of(office, cash(taken(office, by=who).taken_by_id or 0)) == 30000


def test_nobody_takes_cash_without_a_colleague(office: Office):
    charged(office)
    with pytest.raises(NotYours):
        taken(office, by=None)


def test_a_transfer_needs_its_proof(office: Office):
    charged(office)
    for media in ([], [987654]):
        with pytest.raises(ProofMissing):
            taken(office, by=None, method=Method.TRANSFER, media=media)
    payment = transferred(office)
    assert payment.state == PaymentState.IN_TRANSIT
    assert len(attached(office.session, payment.subject)) == 1
    assert fen_of(office, TRANSFER) == 30000
    assert ("payment.to_see", office.person(FINANCE).id) in told(office, payment.subject)


def test_one_charge_of_telegram_is_one_payment(office: Office):
    charged(office)
    facts = {"method": Method.TELEGRAM, "charge_id": "abc"}
    payment = taken(office, 30000, None, "1", **facts)
    assert taken(office, 30000, None, "2", **facts) is payment
    assert fen_of(office, TELEGRAM) == 30000
    for wrong in ({"method": Method.TELEGRAM}, {"method": Method.CASH, "charge_id": "x"}):
        with pytest.raises(NotYours):
            taken(office, 1, None, "3", **wrong)


def test_what_telegram_has_taken_already_is_never_lost(office: Office):
    charged(office, 100)
    taken(office, 100)
    taken(office, 100, None, "late", method=Method.TELEGRAM, charge_id="late")
    assert owed_fen(office.session, ORDER) == -100  # the customer gets it back


def test_who_took_it_by_mistake_says_so_before_it_is_handed_over(office: Office):
    charged(office)
    payment = taken(office)
    for who in (CASHIER, FINANCE, MANAGER):
        with pytest.raises(NotYours):
            do(voiding.void, office, payment.id, who, reason="误记")
    with pytest.raises(ReasonMissing):
        do(voiding.void, office, payment.id, PLUMBER, reason=" ")
    do(voiding.void, office, payment.id, PLUMBER, reason="误记")
    assert (payment.state, owed_fen(office.session, ORDER)) == (PaymentState.VOID, 30000)
    assert fen_of(office, cash(office.person(PLUMBER).id)) == 0
    assert ("payment.void", office.person(OWNER).id) in told(office, payment.subject)
    with pytest.raises(TooLate):
        do(voiding.void, office, payment.id, PLUMBER, reason="误记")
    with pytest.raises(Gone):
        do(voiding.void, office, 9999, PLUMBER, reason="误记")


def test_what_is_handed_over_or_audited_is_not_made_void(office: Office):
    charged(office)
    payment = taken(office, 10000)
    one = proposed(office)
    with pytest.raises(TooLate):
        do(voiding.void, office, payment.id, PLUMBER, reason="误记")
    do(handing_over.withdraw, office, one.id, PLUMBER)
    other = taken(office, 5000, occasion="2")
    auditing.audited(office.session, office.project.id, ORDER, by=office.person(DESK), now=office.now)
    with pytest.raises(TooLate):
        do(voiding.void, office, other.id, PLUMBER, reason="误记")


def test_cash_goes_into_the_till_when_the_other_side_has_counted_it(office: Office):
    charged(office)
    first, second = taken(office, 10000), taken(office, 2000, occasion="2")
    one = proposed(office)
    assert (one.amount_fen, first.state, second.handover_id) == (12000, PaymentState.IN_TRANSIT, one.id)
    assert told(office, one.subject) == {("handover.to_count", office.person(CASHIER).id)}
    assert fen_of(office, TILL) == 0
    with pytest.raises(OwnMoney):
        do(handing_over.confirm, office, one.id, PLUMBER)
    for who in (FINANCE, MANAGER, SUPERVISOR):
        with pytest.raises(NotYours):
            do(handing_over.confirm, office, one.id, who)
    for who in (DESK, "唐国平", OWNER):
        with pytest.raises(Gone):
            do(handing_over.confirm, office, one.id, who)
    with pytest.raises(Outdated):
        do(handing_over.confirm, office, one.id, CASHIER, seen=0)
    do(handing_over.confirm, office, one.id, CASHIER, seen=one.version)
    assert (fen_of(office, TILL), fen_of(office, cash(office.person(PLUMBER).id))) == (12000, 0)
    assert {first.state, second.state} == {PaymentState.IN_TILL}
    with pytest.raises(TooLate):
        do(handing_over.confirm, office, one.id, CASHIER)
    with pytest.raises(TooLate):
        do(handing_over.withdraw, office, one.id, PLUMBER)
    assert fen_of(office, TILL) == 12000


def test_only_what_is_on_hand_is_handed_over_and_only_to_the_cashier_or_finance(office: Office):
    charged(office)
    with pytest.raises(NothingOnHand):
        proposed(office)
    payment, other = taken(office, 10000), taken(office, 2000, occasion="2")
    for who in (DESK, MANAGER, OWNER):
        with pytest.raises(NotYours):
            proposed(office, to=who)
    with pytest.raises(NothingOnHand):
        proposed(office, payments=[payment.id, 9999])
    with pytest.raises(NothingOnHand):
        proposed(office, payments=[])
    assert proposed(office, to=FINANCE, payments=[other.id]).amount_fen == 2000
    with pytest.raises(NothingOnHand):
        proposed(office, payments=[other.id])
    assert proposed(office).amount_fen == 10000


def test_a_cashier_hands_her_own_takings_to_finance(office: Office):
    charged(office)
    taken(office, by=CASHIER)
    with pytest.raises(OwnMoney):
        proposed(office, by=CASHIER, to=CASHIER)
    one = proposed(office, by=CASHIER, to=FINANCE)
    do(handing_over.confirm, office, one.id, FINANCE)
    assert fen_of(office, TILL) == 30000


def test_another_amount_is_said_with_a_reason_and_told(office: Office):
    charged(office)
    taken(office)
    one = proposed(office)
    for wrong, refusal in (
        ({"counted_fen": -1, "reason": "少"}, NotAnAmount),
        ({"counted_fen": 30000, "reason": "少"}, SameAmount),
        ({"counted_fen": 20000, "reason": ""}, ReasonMissing),
    ):
        with pytest.raises(refusal):
            do(handing_over.differ, office, one.id, CASHIER, **wrong)
    with pytest.raises(OwnMoney):
        do(handing_over.differ, office, one.id, PLUMBER, counted_fen=1, reason="少")
    do(handing_over.differ, office, one.id, CASHIER, counted_fen=20000, reason="少一张")
    assert (one.state, one.counted_fen) == (HandOverState.DIFFERS, 20000)
    heard = {person for kind, person in told(office, one.subject) if kind == "handover.differs"}
    assert heard == {office.person(name).id for name in (PLUMBER, SUPERVISOR, MANAGER)}
    assert fen_of(office, TILL) == 0


def differing(office: Office, counted: int = 20000) -> HandOver:
    """30000 were said, and another amount was counted."""
    charged(office)
    taken(office)
    one = proposed(office)
    return do(handing_over.differ, office, one.id, CASHIER, counted_fen=counted, reason="数目不符")


def test_the_collector_brings_the_rest_and_it_is_counted_whole(office: Office):
    one = differing(office)
    do(handing_over.confirm, office, one.id, CASHIER)
    assert fen_of(office, TILL) == 30000


def test_the_collector_takes_it_back_and_counts_once_more(office: Office):
    one = differing(office)
    with pytest.raises(NotYours):
        do(handing_over.withdraw, office, one.id, CASHIER)
    do(handing_over.withdraw, office, one.id, PLUMBER)
    assert queries.holding_of(office.session, office.person(PLUMBER)).free_fen == 30000
    do(handing_over.confirm, office, proposed(office).id, CASHIER)
    assert fen_of(office, TILL) == 30000


@pytest.mark.parametrize("counted", [0, 20000, 30001])
def test_the_manager_writes_the_difference_down(office: Office, counted: int):
    one = differing(office, counted)
    for who in (SUPERVISOR, FINANCE, CASHIER):
        with pytest.raises(NotYours):
            do(handing_over.settle, office, one.id, who, reason="短款")
    with pytest.raises(ReasonMissing):
        do(handing_over.settle, office, one.id, MANAGER, reason="")
    do(handing_over.settle, office, one.id, MANAGER, reason="短款，从工资扣")
    plumber = office.person(PLUMBER).id
    assert (fen_of(office, TILL), fen_of(office, cash(plumber))) == (counted, 0)
    assert fen_of(office, shortage(plumber)) == 30000 - counted
    with pytest.raises(TooLate):
        do(handing_over.settle, office, one.id, MANAGER, reason="短款")


def test_a_difference_that_nobody_counted_is_not_settled(office: Office):
    charged(office)
    taken(office)
    with pytest.raises(TooLate):
        do(handing_over.settle, office, proposed(office).id, MANAGER, reason="短款")


def test_the_till_goes_to_the_bank_with_a_slip_and_finance_finds_it(office: Office):
    in_the_till(office)
    facts: dict[str, Any] = {"by": office.person(CASHIER), "now": office.now}
    with pytest.raises(ProofMissing):
        depositing.deposit_till(office.session, media=[], **facts)
    with pytest.raises(NotYours):
        depositing.deposit_till(office.session, media=slip(office), **(facts | {"by": office.person(PLUMBER)}))
    with pytest.raises(MoreThanHeld):
        depositing.deposit_till(office.session, media=slip(office), amount_fen=30001, **facts)
    deposit = depositing.deposit_till(office.session, media=slip(office), amount_fen=10000, **facts)
    with pytest.raises(MoreThanHeld):
        depositing.deposit_till(office.session, media=slip(office), amount_fen=20001, **facts)
    rest = depositing.deposit_till(office.session, media=slip(office), **facts)
    assert (rest.amount_fen, fen_of(office, BANK)) == (20000, 0)
    with pytest.raises(NothingOnHand):
        depositing.deposit_till(office.session, media=slip(office), **facts)
    for who in (CASHIER, MANAGER, PLUMBER):
        with pytest.raises(NotYours):
            do(depositing.confirm_deposit, office, deposit.id, who)
    do(depositing.confirm_deposit, office, deposit.id, FINANCE)
    with pytest.raises(TooLate):
        do(depositing.confirm_deposit, office, deposit.id, FINANCE)
    with pytest.raises(ReasonMissing):
        do(depositing.refuse_deposit, office, rest.id, FINANCE, reason="")
    do(depositing.refuse_deposit, office, rest.id, FINANCE, reason="未到账")
    assert (fen_of(office, BANK), fen_of(office, TILL)) == (10000, 20000)
    payment = office.session.scalars(select(Payment)).one()
    assert payment.state == PaymentState.IN_TILL


def test_finance_does_not_confirm_what_they_stated_as_cashier(office: Office):
    in_the_till(office)
    by = office.person(CASHIER)
    deposit = depositing.deposit_till(office.session, by=by, now=office.now, media=slip(office))
    office.staff(CASHIER).role = Role.FINANCE
    with pytest.raises(OwnMoney):
        do(depositing.confirm_deposit, office, deposit.id, CASHIER)


def test_a_collector_brings_it_to_the_bank(office: Office):
    charged(office)
    payment = taken(office)
    by = office.person(PLUMBER)
    deposit = depositing.deposit_own(office.session, by=by, now=office.now, media=slip(office))
    with pytest.raises(NothingOnHand):
        proposed(office)
    do(depositing.refuse_deposit, office, deposit.id, FINANCE, reason="查无此款")
    assert (payment.state, payment.deposit_id) == (PaymentState.ON_HAND, None)
    deposit = depositing.deposit_own(office.session, by=by, now=office.now, media=slip(office))
    do(depositing.confirm_deposit, office, deposit.id, FINANCE)
    assert (fen_of(office, BANK), fen_of(office, cash(by.id))) == (30000, 0)
    assert payment.state == PaymentState.IN_BANK


@pytest.mark.rows("R013")
def test_a_transfer_is_found_in_the_bank_by_finance_only(office: Office):
    charged(office)
    payment = transferred(office)
    for who in (CASHIER, MANAGER, SUPERVISOR, PLUMBER, OWNER):
        with pytest.raises(NotYours):
            do(seeing_transfers.see, office, payment.id, who)
    do(seeing_transfers.see, office, payment.id, FINANCE)
    assert (fen_of(office, BANK), fen_of(office, TRANSFER)) == (30000, 0)
    assert ("payment.arrived", office.person(OWNER).id) in told(office, payment.subject)
    with pytest.raises(TooLate):
        do(voiding.not_arrived, office, payment.id, FINANCE, reason="无")


def test_a_transfer_that_has_not_arrived_is_owed_again(office: Office):
    charged(office)
    payment = transferred(office, by=PLUMBER)
    with pytest.raises(ReasonMissing):
        do(voiding.not_arrived, office, payment.id, FINANCE, reason="")
    do(voiding.not_arrived, office, payment.id, FINANCE, reason="账户未见")
    assert (owed_fen(office.session, ORDER), fen_of(office, TRANSFER)) == (30000, 0)
    heard = told(office, payment.subject)
    assert {("payment.not_arrived", office.person(OWNER).id), ("payment.missing", office.person(PLUMBER).id)} <= heard


@pytest.mark.rows("R011")
def test_nobody_confirms_what_they_took_or_audited(office: Office):
    charged(office)
    payment = transferred(office, by=CASHIER)
    office.staff(CASHIER).role = Role.FINANCE
    with pytest.raises(OwnMoney):
        do(seeing_transfers.see, office, payment.id, CASHIER)
    payment.audited_by_id = office.person(FINANCE).id
    with pytest.raises(OwnMoney):
        do(seeing_transfers.see, office, payment.id, FINANCE)
    assert fen_of(office, BANK) == 0


def test_customer_service_audits_what_others_took(office: Office):
    charged(office)
    payment = taken(office, by=DESK)
    for who, refusal in ((DESK, OwnMoney), (FINANCE, NotYours), (PLUMBER, NotYours)):
        with pytest.raises(refusal):
            auditing.audited(office.session, office.project.id, ORDER, by=office.person(who), now=office.now)
    auditing.audited(office.session, office.project.id, ORDER, by=office.person("孙晓芸"), now=office.now)
    assert payment.audited_by_id == office.person("孙晓芸").id


def test_cash_is_not_looked_for_like_a_transfer(office: Office):
    charged(office)
    with pytest.raises(TooLate):
        do(seeing_transfers.see, office, taken(office).id, FINANCE)


def test_no_more_is_paid_back_than_was_paid_and_is_there(office: Office):
    in_the_till(office, 10000)
    with pytest.raises(ReasonMissing):
        paid_out(office, 1, reason=" ")
    with pytest.raises(MoreThanPaid):
        paid_out(office, 10001)
    for who, method in ((SUPERVISOR, Method.CASH), (CASHIER, Method.TRANSFER), (FINANCE, Method.TELEGRAM)):
        with pytest.raises(NotYours):
            paid_out(office, 1, by=who, method=method)
    with pytest.raises(MoreThanHeld):
        paid_out(office, 1, by=FINANCE, method=Method.TRANSFER)  # nothing is in the bank
    credited(office, 4000)
    first = paid_out(office, 4000)
    assert first.number == "TK20250915001"
    assert paid_out(office, 4000) is first
    assert (owed_fen(office.session, ORDER), fen_of(office, TILL), paid_fen(office.session, ORDER)) == (0, 6000, 6000)
    with pytest.raises(MoreThanPaid):
        paid_out(office, 6001, occasion="again")


def test_a_transfer_is_paid_back_only_after_finance_has_seen_it(office: Office):
    in_the_till(office, 10000)
    charged(office, 5000, "order:8")
    payment = taken(office, 5000, None, "t", method=Method.TRANSFER, media=slip(office), subject="order:8")
    with pytest.raises(MoreThanPaid):
        paid_out(office, 1, subject="order:8")
    do(seeing_transfers.see, office, payment.id, FINANCE)
    paid_out(office, 5000, by=FINANCE, method=Method.TRANSFER, subject="order:8")
    assert fen_of(office, BANK) == 0


def test_nothing_is_paid_back_out_of_the_own_pocket(office: Office):
    charged(office)
    taken(office)
    with pytest.raises(NotYours):
        paid_out(office, 10000, by=PLUMBER)
    assert proposed(office).amount_fen == 30000


def test_an_entry_is_neither_changed_nor_deleted_here(office: Office):
    charged(office)
    entry = office.session.scalars(select(LedgerEntry)).one()
    entry.amount_fen = 1
    with pytest.raises(NeverChanged):
        office.session.flush()
    office.session.rollback()


def test_an_entry_is_not_deleted_here(office: Office):
    charged(office)
    office.session.delete(office.session.scalars(select(LedgerEntry)).one())
    with pytest.raises(NeverChanged):
        office.session.flush()
    office.session.rollback()


@pytest.mark.parametrize("deed", ["UPDATE ledger_entries SET amount_fen = 1", "DELETE FROM ledger_entries"])
def test_nor_in_the_database_itself(office: Office, deed: str):
    charged(office)
    with pytest.raises(DBAPIError, match="stays as it is"), office.session.begin_nested():
        office.session.execute(text(deed))
    assert fen_of(office, due(ORDER)) == 30000


def broken(office: Office) -> None:
    with office.session.begin_nested():
        taken(office)
        raise RuntimeError


def test_a_deed_that_breaks_half_way_leaves_nothing(office: Office):
    charged(office)
    with pytest.raises(RuntimeError):
        broken(office)
    assert balances(office.session, office.project.id) == {due(ORDER): 30000, INCOME: -30000}
    assert taken(office).number == "SK20250915001"


def test_who_has_how_much_since_when(office: Office):
    charged(office)
    taken(office, 10000)
    office.later(hours=1)
    taken(office, 500, by=DESK, occasion="2")
    found = queries.holders(office.session, office.project)
    assert [(one.staff_id, one.fen) for one in found] == [
        (office.person(PLUMBER).id, 10000),
        (office.person(DESK).id, 500),
    ]
    assert found[0].since == MONDAY


@pytest.mark.rows("R203")
def test_who_sees_which_payment(office: Office):
    charged(office)
    payment = taken(office)
    for who in (PLUMBER, CASHIER, FINANCE, MANAGER, SUPERVISOR):
        assert queries.payment_for(office.session, payment.id, office.person(who)) is payment
    for who in ("唐国平", DESK, "何志强", OWNER):
        with pytest.raises(Gone):
            queries.payment_for(office.session, payment.id, office.person(who))


@pytest.mark.parametrize("who", ["唐国平", OWNER, DESK, MANAGER, FINANCE, CASHIER])
def test_a_refused_deed_leaves_no_entry(office: Office, who: str):
    charged(office)
    payment = taken(office)
    before = balances(office.session, office.project.id)
    for deed in (voiding.void, voiding.not_arrived, depositing.refuse_deposit):
        with pytest.raises(Refusal):
            do(deed, office, payment.id, who, reason="试")
    assert balances(office.session, office.project.id) == before


def test_the_money_of_who_leaves_is_asked_for_and_handed_over_in_their_place(office: Office):
    charged(office)
    taken(office)
    plumber, manager = office.person(PLUMBER), office.person(MANAGER)
    with pytest.raises(NotYours):
        proposed(office, in_place=manager)  # while they are here they do it themselves
    leaving.end(office.session, plumber.id, by=manager, now=office.now, why="离职")
    heard = {person for kind, person in told(office, f"cash:{plumber.id}") if kind == "cash.left_with"}
    assert heard == {office.person(name).id for name in (MANAGER, SUPERVISOR, CASHIER, FINANCE)}
    for by in (None, office.person(CASHIER), office.person("何志强")):
        with pytest.raises(NotYours):
            proposed(office, in_place=by)
    one = proposed(office, in_place=office.person(SUPERVISOR))
    do(handing_over.withdraw, office, one.id, SUPERVISOR)
    one = proposed(office, in_place=manager)
    do(handing_over.confirm, office, one.id, CASHIER)
    assert fen_of(office, TILL) == 30000
