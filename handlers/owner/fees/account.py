"""费用与账单: what a unit owes, month by month, and the ways on (R123, R129, DOMAIN 5.2)."""

from collections.abc import Iterator
from datetime import date

from bot.fee_words import day_said, month_said, months_said
from bot.scene import Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Money, T, Words, lines, listed
from handlers.bill_taps import (
    EarlierBills,
    OpenAccount,
    OpenBill,
    OpenUnbilled,
    OwnPayments,
    ShowYear,
    WaysToPay,
    WithdrawAsk,
)
from handlers.taps import Begin, Go, Place
from models.access.rights import (
    Right,
    contact_of,
    contacts_for,
    contacts_of,
    lets_it_out,
    units_where_may,
)
from models.estate import Unit
from models.ledger.lifecycle import Method, PaymentState
from models.receivables.asking import asks_of, withdraw
from models.receivables.deciding import lines_of_ask
from models.receivables.lifecycle import OPEN_ASKS, Standing
from models.receivables.paying import payments_of
from models.receivables.reading import Account, Page, account_for
from models.receivables.tables import Ask, AskKind

EARLIER = 12  # notices on one screen
HOME = Button(T("button", "Home"), Go(Place.HOME))


def fees_menu(scene: Scene) -> Screen:
    """The units whose bills somebody sees; of the others, who sees them."""
    session, me = scene.session, scene.me
    mine = units_where_may(session, me, Right.SEE_BILLS)
    others = [one.unit for one in contacts_of(session, me.id) if one.unit not in mine]
    if len(mine) == 1 and not others:
        return account_card(scene, mine[0].id)
    accounts = [account_for(session, one.id, me, scene.now) for one in mine]
    words = lines(
        T("owner", "Fees and bills. Please choose a unit.") if mine else T("owner", "Fees and bills. Thank you."),
        *(_in_short(one) for one in accounts),
        *(_seen_by(scene, one) for one in others),
    )
    buttons = [Button(T("button", "Unit {unit}", unit=one.number), OpenAccount(one.id)) for one in mine]
    person = (Button(T("button", "Talk to a person"), Go(Place.PERSON)),) if others else ()
    return Screen(words, (*rows_of(buttons, 2), person, (HOME,)))


def _in_short(account: Account) -> Words:
    return T("label", "Unit {unit}: {money} to be paid", unit=account.unit.number, money=Money(account.to_pay_fen))


def _seen_by(scene: Scene, unit: Unit) -> Words:
    names = [one.person.called for one in contacts_for(scene.session, unit, Right.SEE_BILLS) if not lets_it_out(one)]
    if names:
        return T(
            "owner",
            "The bills of unit {unit} are seen by {names}. Please ask there, thank you.",
            unit=unit.number,
            names=listed(names, ", "),
        )
    return T(
        "owner",
        "The bills of unit {unit} are seen by whoever looks after its finances. Please talk to us about them, thank you.",
        unit=unit.number,
    )


def open_account(scene: Scene, tap: OpenAccount) -> Screen:
    """What a unit owes."""
    return account_card(scene, tap.unit)


def account_card(scene: Scene, unit_id: int) -> Screen:
    """What is to be paid, by when, and what is left out of it and why; raises Gone."""
    account = account_for(scene.session, unit_id, scene.me, scene.now)
    words = lines(
        T("label", "<b>Fees of unit {unit}</b>", unit=account.unit.number),
        *_sums(scene, account),
        *_landlord(scene, account.unit),
        *(part for page in _open_pages(account) for part in _page(scene, page)),
        *_waiting(scene, account.unit),
    )
    return Screen(words, (*_rows(scene, account), (HOME,)), f"fees:{unit_id}")


def _sums(scene: Scene, account: Account) -> Iterator[Words]:
    if account.to_pay_fen:
        yield T("label", "To be paid: <b>{money}</b>", money=Money(account.to_pay_fen))
    else:
        yield T("owner", "Nothing is to be paid now. Thank you for your support.")
    if disputed := account.standing_fen(Standing.DISPUTED):
        yield T("owner", "{money} are being looked into; please wait with them. Thank you.", money=Money(disputed))
    if account.credit_fen > 0:
        yield T("label", "Your credit: {money}, used for what comes next", money=Money(account.credit_fen))
    for one in payments_of(scene.session, account.unit):
        if one.method == Method.TRANSFER and one.state == PaymentState.IN_TRANSIT:
            yield T("label", "Being compared with the bank: your transfer of {money}", money=Money(one.amount_fen))


def _landlord(scene: Scene, unit: Unit) -> Iterator[Words]:
    """An owner who lets the unit reads who pays, and what that means for the owner (L1)."""
    contact = contact_of(scene.session, scene.me.id, unit.id)
    if contact is not None and lets_it_out(contact):
        yield T(
            "owner",
            "The fees of this unit are paid by its user; by the regulations on property management you, as the owner, "
            "are jointly liable. Thank you for your attention.",
        )


def _open_pages(account: Account) -> list[Page]:
    return [page for page in account.pages if page.open_fen > 0]


def _page(scene: Scene, page: Page) -> Iterator[Words]:
    """A month: its sum, what is left of it, and until when."""
    yield ""
    facts = {"month": month_said(page.period), "amount": Money(page.amount_fen), "open": Money(page.open_fen)}
    if page.open_fen < page.amount_fen:
        yield T("label", "<b>{month}</b>: {amount}, of which {open} are open", **facts)
    else:
        yield T("label", "<b>{month}</b>: {amount}", **facts)
    for standing in Standing:
        open_ones = [one for one in page.lines if one.open_fen > 0 and one.standing == standing]
        if open_ones:
            yield _stands(scene, standing, sum(one.open_fen for one in open_ones), min(one.due_on for one in open_ones))


def _stands(scene: Scene, standing: Standing, fen: int, day: date) -> Words:
    today = scene.now.astimezone(scene.project.zone).date()
    facts = {"money": Money(fen), "day": day_said(scene.project, day)}
    match standing:
        case Standing.DISPUTED:
            return T("label", "{money} being looked into", **facts)
        case Standing.EXTENDED:
            return T("label", "{money} postponed to {day}", **facts)
    if day < today:
        return T("label", "{money} to be paid, was due {day}", **facts)
    return T("label", "{money} to be paid, due {day}", **facts)


def _waiting(scene: Scene, unit: Unit) -> Iterator[Words]:
    for ask in _open_asks(scene, unit):
        yield ""
        until = day_said(scene.project, ask.until) if ask.until else ""
        months = months_said(one.period for one in lines_of_ask(scene.session, ask))
        yield T(
            "label", "You have asked for more time: {months} until {day}; the manager decides", months=months, day=until
        )


def _open_asks(scene: Scene, unit: Unit) -> list[Ask]:
    mine = asks_of(scene.session, unit)
    return [one for one in mine if one.kind == AskKind.EXTENSION and one.state in OPEN_ASKS and one.until]


def _rows(scene: Scene, account: Account) -> Iterator[Row]:
    unit = account.unit
    yield from rows_of([_to_page(account, page) for page in _open_pages(account)])
    if account.open_fen:
        yield (
            Button(T("button", "How to pay"), WaysToPay(unit.id)),
            Button(T("button", "Ask for more time"), Begin("fee_extension", unit.id)),
        )
    yield from ((_taken_back(one),) for one in _open_asks(scene, unit) if one.by_id == scene.me.id)
    yield (
        Button(T("button", "Last twelve months"), ShowYear(unit.id)),
        Button(T("button", "Earlier bills"), EarlierBills(unit.id)),
    )
    other = len(units_where_may(scene.session, scene.me, Right.SEE_BILLS)) > 1
    units = (Button(T("button", "Other units"), Go(Place.FEES)),) if other else ()
    yield (Button(T("button", "Payments and receipts"), OwnPayments(unit.id)), *units)


def _taken_back(ask: Ask) -> Button:
    return Button(T("button", "Take back the wish for more time"), WithdrawAsk(ask.id, ask.version))


def _to_page(account: Account, page: Page) -> Button:
    label = T("button", "Bill of {month}", month=month_said(page.period))
    return Button(label, OpenBill(page.bill_id) if page.bill_id else OpenUnbilled(account.unit.id))


def withdraw_ask(scene: Scene, tap: WithdrawAsk) -> Screen:
    """More time is not needed any more."""
    ask = withdraw(scene.session, tap.ask, by=scene.me, now=scene.now, seen=tap.seen)
    return account_card(scene, ask.unit_id).headed(T("owner", "Your wish for more time is taken back. Thank you."))


def earlier_bills(scene: Scene, tap: EarlierBills) -> Screen:
    """The last notices, each with its sum and whether it is paid."""
    account = account_for(scene.session, tap.unit, scene.me, scene.now)
    pages = account.pages[:EARLIER]
    words = lines(
        T("label", "<b>Bills of unit {unit}</b>", unit=account.unit.number),
        T("owner", "Please choose one to see its lines. Thank you.")
        if pages
        else T("owner", "There is no bill yet. Thank you."),
        *(_page_line(page) for page in pages),
    )
    back = Button(T("button", "Back to the account"), OpenAccount(account.unit.id))
    return Screen(words, (*rows_of([_to_page(account, page) for page in pages], 2), (back,), (HOME,)))


def _page_line(page: Page) -> Words:
    facts = {"month": month_said(page.period), "amount": Money(page.amount_fen), "open": Money(page.open_fen)}
    if page.open_fen:
        return T("label", "{month}: {amount}, {open} open", **facts)
    return T("label", "{month}: {amount}, paid", **facts)
