"""收款与交款: what I have on hand and hand over, what waits to be counted or found, and who has how much (R126, R062)."""

from collections.abc import Iterator, Sequence

from bot.documents import ask_for
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Day, Money, T, Words, lines, listed
from handlers.cash_taps import ListCash, OpenHolder, PrintCash
from handlers.cash_words import deposit_button, hand_over_button, payment_button
from handlers.staff.names import PAGE, page_of, turn, ways_out
from handlers.staff.orders.owed import owed_buttons
from handlers.staff.tickets.papers import COMING
from handlers.taps import Begin, Go, Place
from models.ledger import queries
from models.ledger.accounts import TILL
from models.ledger.exporting import logged_export
from models.ledger.handing_over import has_left
from models.ledger.posting import balance
from models.ledger.queries import Holding
from models.ledger.rights import CONFIRMS, EXPORTS, KEEPS_TILL, OVERSEES, RECEIVES, TAKES
from models.ledger.watch import due_of, watched
from models.orders.reading import TAKERS
from models.people import Person, Role
from models.refusals import Gone, NotYours

CASH_LEDGER = "cash_ledger"
MOST = 8  # payments on the first screen; the list has them all
WATCHES = CONFIRMS | RECEIVES | {Role.MANAGER, Role.CS_SUPERVISOR}
TITLES = {
    "mine": T("staff", "My payments"),
    "owed": T("staff", "Orders to be paid"),
    "count": T("staff", "Hand-overs"),
    "transfers": T("staff", "Transfers to find in the bank"),
    "deposits": T("staff", "Deposits to find in the bank"),
    "holders": T("staff", "Who has how much on hand"),
    "differences": T("staff", "Counted differently"),
}
EMPTY = T("staff", "Nothing here.")


def waiting(scene: Scene) -> int:
    """How many things of money wait for this person."""
    session, role = scene.session, scene.staff.role
    count = sum(one.receiver_id == scene.me.id for one in queries.open_hand_overs(session, scene.me))
    if role in CONFIRMS:
        count += len(queries.to_see(session, scene.project)) + len(queries.stated_deposits(session, scene.project))
    if role == Role.MANAGER:
        count += len(queries.differences(session, scene.project))
    return count


def cash_menu(scene: Scene) -> Reply:
    """The amount on hand first, with what can be done with it; then what waits for others. Raises NotYours."""
    mine, role = queries.holding_of(scene.session, scene.me), scene.staff.role
    if role not in TAKES | WATCHES and not mine.payments and not queries.open_hand_overs(scene.session, scene.me):
        raise NotYours
    words = lines(*on_hand(scene, mine), _till(scene))
    rows = (*_own_rows(mine), *rows_of(_lists(scene, mine)), *_papers(scene), ways_out())
    return Screen(words, rows)


def on_hand(scene: Scene, mine: Holding) -> Iterator[Words]:
    """How much, since when, and until when it has to be handed over."""
    if not mine.payments:
        yield T("staff", "<b>You have no money of customers on hand.</b>")
        return
    yield T("staff", "<b>On hand: {money}</b>, payments: {count}", money=Money(mine.fen), count=len(mine.payments))
    yield T("staff", "Since {time}", time=mine.since)
    if underway := mine.fen - mine.free_fen:
        yield T("staff", "Of this on the way, not confirmed yet: {money}", money=Money(underway))
    due = due_of(scene.project, watched(scene.session, scene.me))
    if due is not None:
        late = T("staff", "<b>Overdue since {time}. Please hand it over now.</b>", time=due)
        yield late if due <= scene.now else T("staff", "Please hand it over by {time}.", time=due)


def _till(scene: Scene) -> Words | None:
    if scene.staff.role not in WATCHES:
        return None
    fen = balance(scene.session, scene.project.id, TILL)
    return T("staff", "In the till: {money}", money=Money(fen))


def _own_rows(mine: Holding) -> Iterator[Row]:
    """What is done with the own money, then each payment."""
    if mine.free and mine.free_fen >= 0:
        hand = T("button", "Hand over {money} to…", money=Money(mine.free_fen))
        yield (Button(hand, Begin("cash_to", 0)),)
        if mine.free_fen:
            yield (Button(T("button", "Deposited at the bank"), Begin("cash_bank", 0)),)
    yield from rows_of(payment_button(one) for one in mine.payments[:MOST])


def _lists(scene: Scene, mine: Holding) -> Iterator[Button]:
    role = scene.staff.role
    which = ["mine"] if len(mine.payments) > MOST else []
    which += ["owed"] if role in TAKERS else []
    which += ["count"] if role in RECEIVES or queries.open_hand_overs(scene.session, scene.me) else []
    which += ["transfers", "deposits"] if role in CONFIRMS else []
    which += ["holders", "differences"] if role in WATCHES else []
    for one in which:
        yield Button(
            T("button", "{list} ({count})", list=TITLES[one], count=len(_things(scene, one))), ListCash(one, 0)
        )
    if role in KEEPS_TILL and queries.till_free_fen(scene.session, scene.project.id) > 0:
        yield Button(T("button", "Till to the bank"), Begin("cash_till", 0))


def _papers(scene: Scene) -> tuple[Row, ...]:
    if scene.staff.role not in EXPORTS:
        return ()
    this, last = T("button", "Ledger of this month"), T("button", "Ledger of last month")
    return ((Button(this, PrintCash(0)), Button(last, PrintCash(1))),)


def _things(scene: Scene, which: str) -> Sequence[Button]:
    """The lines of a list, for those whom it concerns; raises NotYours or Gone."""
    session, role = scene.session, scene.staff.role
    match which:
        case "mine":
            return [payment_button(one) for one in queries.holding_of(session, scene.me).payments]
        case "owed" if role in TAKERS:
            return owed_buttons(scene)
        case "count":
            return [hand_over_button(one) for one in queries.open_hand_overs(session, scene.me)]
        case "transfers" if role in CONFIRMS:
            return [payment_button(one) for one in queries.to_see(session, scene.project)]
        case "deposits" if role in CONFIRMS:
            return [deposit_button(one) for one in queries.stated_deposits(session, scene.project)]
        case "holders" if role in WATCHES:
            return [_holder_button(scene, one) for one in queries.holders(session, scene.project)]
        case "differences" if role in WATCHES:
            return [hand_over_button(one) for one in queries.differences(session, scene.project)]
        case "owed" | "transfers" | "deposits" | "holders" | "differences":
            raise NotYours
        case _:
            raise Gone


def _holder_button(scene: Scene, one: Holding) -> Button:
    name = scene.session.get_one(Person, one.staff_id).name
    since: list[Words] = [Day(one.since)] if one.since else []
    return Button(listed([Money(one.fen), name, *since], " "), OpenHolder(one.staff_id))


def list_cash(scene: Scene, tap: ListCash) -> Reply:
    """One page of a list."""
    found = _things(scene, tap.which)
    page = max(0, min(tap.page, (len(found) - 1) // PAGE))
    words = lines(T("staff", "<b>{list}</b>", list=TITLES[tap.which]), None if found else EMPTY)
    pages = turn(len(found), page, lambda to: ListCash(tap.which, to))
    return Screen(words, (*rows_of(page_of(found, page)), pages, ways_out(Go(Place.CASH))))


def open_holder(scene: Scene, tap: OpenHolder) -> Reply:
    """What one colleague has on hand, for those who see everybody's; raises NotYours or Gone."""
    if scene.staff.role not in WATCHES:
        raise NotYours
    person = scene.session.get(Person, tap.staff)
    if person is None or person.staff is None or person.project_id != scene.project.id:
        raise Gone
    holding = queries.holding_of(scene.session, person)
    due = due_of(scene.project, watched(scene.session, person))
    words = lines(
        T("staff", "<b>{money}</b>, {name}", money=Money(holding.fen), name=person.name),
        T("staff", "Since {time}", time=holding.since) if holding.since else EMPTY,
        T("staff", "To be handed over by {time}", time=due) if due else None,
    )
    buttons = rows_of(payment_button(one) for one in holding.payments[:PAGE])
    instead = T("button", "Hand over in their place")
    in_place = has_left(person) and holding.free and scene.staff.role in OVERSEES
    hand = [(Button(instead, Begin("cash_of_left", person.id)),)] if in_place else []
    return Screen(words, (*hand, *buttons, ways_out(ListCash("holders", 0))))


def print_cash(scene: Scene, tap: PrintCash) -> Reply:
    """Ask for the ledger of a month; who takes it out is logged (R204). Raises NotYours or Gone."""
    facts = logged_export(scene.session, scene.me, tap.months_ago, CASH_LEDGER, scene.now)
    ask_for(scene.session, person=scene.me, kind=CASH_LEDGER, facts=facts, now=scene.now)
    return scene.routes.home(scene).with_toast(COMING)
