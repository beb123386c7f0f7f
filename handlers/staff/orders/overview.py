"""What those in charge see of paid services: where the orders lie, what is owed, and what a month brought (R058, R062)."""

from bot.documents import ask_for
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Money, T, Words, lines
from handlers.money_taps import ListOrders, PrintOrders, Revenue
from handlers.order_taps import OpenOrder
from handlers.staff.names import PAGE, page_of, turn, ways_out
from handlers.staff.orders.lines import order_line, refund_line
from handlers.staff.tickets.papers import COMING, facts_of_month, log_export
from handlers.taps import Go, Place
from handlers.words import age
from models.hours import month_of
from models.orders.oversight import Overview, Stage, at_stage, overview, since
from models.orders.revenue import By, Line, Sums, revenue
from models.people import Role
from models.refusals import Gone, NotYours

ORDERS, INCOME = "order_ledger", "order_revenue"
EXPORTS = frozenset({Role.MANAGER, Role.CS_SUPERVISOR})
MOST = 12  # lines of a month's sums on the screen; the workbook has them all

STAGE = {
    Stage.PRICE: T("staff", "price with us"),
    Stage.ANSWER: T("staff", "price with the customer"),
    Stage.WORK: T("staff", "to be done"),
    Stage.OWED: T("staff", "not paid"),
    Stage.AUDIT: T("staff", "not audited"),
    Stage.FINANCE: T("staff", "not received"),
    Stage.DEVIATES: T("staff", "charged less than agreed, last month"),
}
SHORT = {
    Stage.PRICE: T("button", "Price with us"),
    Stage.ANSWER: T("button", "Waits for consent"),
    Stage.WORK: T("button", "To be done"),
    Stage.OWED: T("button", "Not paid"),
    Stage.AUDIT: T("button", "Not audited"),
    Stage.FINANCE: T("button", "Not received"),
    Stage.DEVIATES: T("button", "Deviations"),
}


def show_orders(scene: Scene) -> Reply:
    """The stages with their numbers and how old the oldest is, each a button to its list; raises NotYours."""
    found = overview(scene.session, scene.project, scene.staff, scene.now)
    stages = [_stage(scene, stage, found) for stage in Stage if found.stages[stage]]
    words = lines(
        T("staff", "<b>Paid orders</b>"),
        *(stages or [T("staff", "Nothing is open.")]),
        T("staff", "Owed by customers: {amount}", amount=Money(found.owed_fen)),
        *_pockets(found),
    )
    buttons = [_to(stage, len(found.stages[stage])) for stage in Stage if found.stages[stage]]
    if found.refunds:
        buttons.append(Button(T("button", "Refunds ({count})", count=len(found.refunds)), ListOrders("refunds", 0)))
    month = Button(T("button", "Revenue of the month"), Revenue(By.ITEM, 0))
    return Screen(words, (*rows_of(buttons, 2), (month,), ways_out()))


def _pockets(found: Overview) -> list[Words]:
    if found.in_pockets_fen is None:
        return []
    return [T("staff", "Cash not handed over: {amount}", amount=Money(found.in_pockets_fen))]


def _stage(scene: Scene, stage: Stage, found: Overview) -> Words:
    orders = found.stages[stage]
    oldest = age(since(scene.session, orders[0]), scene.now)
    return T("staff", "{stage}: {count}, the oldest {age}", stage=STAGE[stage], count=len(orders), age=oldest)


def _to(stage: Stage, count: int) -> Button:
    return Button(T("button", "{stage} ({count})", stage=SHORT[stage], count=count), ListOrders(stage, 0))


def list_orders(scene: Scene, tap: ListOrders) -> Reply:
    """One page of the orders at a stage, or of the refunds under way; each line opens its order."""
    if tap.stage == "refunds":
        title: Words = T("staff", "Refunds under way")
        refunds = overview(scene.session, scene.project, scene.staff, scene.now).refunds
        found = [Button(refund_line(scene, one), OpenOrder(one.order_id)) for one in refunds]
    elif tap.stage in set(Stage):
        title = STAGE[Stage(tap.stage)]
        orders = at_stage(scene.session, scene.project, scene.staff, Stage(tap.stage), scene.now)
        found = [Button(order_line(scene, one), OpenOrder(one.id)) for one in orders]
    else:
        raise Gone
    page = max(0, min(tap.page, (len(found) - 1) // PAGE))
    empty = None if found else T("staff", "Nothing here.")
    buttons = page_of(found, page)
    pages = turn(len(found), page, lambda to: ListOrders(tap.stage, to))
    words = lines(T("staff", "<b>{list}</b>", list=title), empty)
    return Screen(words, (*rows_of(buttons), pages, ways_out(Go(Place.PAID_ORDERS))))


def show_revenue(scene: Scene, tap: Revenue) -> Screen:
    """A month's sums by item or by department; raises NotYours or Gone."""
    if tap.by not in set(By) or not 0 <= tap.months_ago <= 120:
        raise Gone
    start, end = month_of(scene.now.astimezone(scene.project.zone), tap.months_ago)
    found, total = revenue(scene.session, scene.project, scene.staff, By(tap.by), start, end)
    words = lines(
        T("staff", "<b>Revenue of paid services, {month}</b>", month=f"{start:%Y-%m}"),
        *(_line(one) for one in found[:MOST]),
        T("staff", "and {count} more; the workbook has them all", count=len(found) - MOST)
        if len(found) > MOST
        else None,
        "",
        *_total(total),
    )
    return Screen(words, _turning(scene, tap))


def _line(one: Line) -> Words:
    facts = {"name": one.name, "orders": one.sums.orders, "charged": Money(one.sums.charged)}
    return T("staff", "{name}: {orders} orders, charged {charged}", **facts)


def _total(sums: Sums) -> list[Words]:
    return [
        T("staff", "Orders {orders}, of them not carried out {not_done}", orders=sums.orders, not_done=sums.not_done),
        T("staff", "Agreed {agreed}, charged {charged}", agreed=Money(sums.agreed), charged=Money(sums.charged)),
        T("staff", "Waived {waived}, so owed in all {owed}", waived=Money(sums.waived), owed=Money(sums.owed)),
        T("staff", "Collected {paid}, received {received}", paid=Money(sums.collected), received=Money(sums.received)),
        T("staff", "Paid back {refunded}", refunded=Money(sums.refunded)),
        T("staff", "Charged less than agreed: {less}", less=Money(sums.deviation)),
    ]


def _turning(scene: Scene, tap: Revenue) -> tuple[Row, ...]:
    earlier = [Button(T("button", "Month before"), Revenue(tap.by, tap.months_ago + 1))]
    later = [Button(T("button", "Month after"), Revenue(tap.by, tap.months_ago - 1))] if tap.months_ago else []
    other = By.DEPARTMENT if tap.by == By.ITEM else By.ITEM
    label = T("button", "By department") if other == By.DEPARTMENT else T("button", "By item")
    papers: Row = ()
    if scene.staff.role in EXPORTS:
        papers = (
            Button(T("button", "Revenue as a workbook"), PrintOrders("revenue", tap.months_ago)),
            Button(T("button", "Register of orders"), PrintOrders("ledger", tap.months_ago)),
        )
    back = ways_out(Go(Place.PAID_ORDERS))
    return ((*earlier, *later), (Button(label, Revenue(other, tap.months_ago)),), papers, back)


def print_orders(scene: Scene, tap: PrintOrders) -> Reply:
    """Ask for a month's workbook; who takes customers' names out is logged (R204). Raises NotYours or Gone."""
    if scene.staff.role not in EXPORTS:
        raise NotYours
    if tap.paper not in {"ledger", "revenue"}:
        raise Gone
    month = facts_of_month(scene, tap.months_ago)
    facts = {**month, "person": scene.me.id}
    paper = ask_for(
        scene.session, person=scene.me, kind=ORDERS if tap.paper == "ledger" else INCOME, facts=facts, now=scene.now
    )
    log_export(scene, paper, month)
    return show_revenue(scene, Revenue(By.ITEM, tap.months_ago)).with_toast(COMING)
