"""One version of a price: what it says, from when until when, whose hands it went through, and what can be done (R064, R077)."""

from datetime import date

from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import Day, Money, T, Words, lines, listed
from handlers.price_taps import ChangePrice, ListPriceVersions, MovePrice, OpenPrice, WritePrice
from handlers.price_words import MATERIAL, SERVICE_CLASS, SHELF, amount_of, price_of
from handlers.staff.asking import today
from handlers.staff.names import TRADE, day_of, ways_out
from handlers.staff.prices.words import DID, DONE, STATE
from handlers.staff.team.people import departments
from handlers.taps import Begin, Go, Place
from models.knowledge.lifecycle import Part
from models.knowledge.reading import parts_of
from models.prices import actions
from models.prices.estimate import ONE
from models.prices.lifecycle import UNDER_WAY
from models.prices.reading import edition_on, editions_of, moves_for, steps_of, under_way, visible
from models.prices.tables import PriceEdition, PriceItem, PriceStep
from models.refusals import Gone

MOVE = {
    "hand_in": T("button", "Hand in"),
    "review": T("button", "Reviewed, it is right"),
    "publish": T("button", "Approve and publish"),
    "drop": T("button", "Drop the draft"),
}
FORMS = (
    ("send_back", T("button", "Send back with a reason"), "send_back_price"),
    ("suspend", T("button", "Suspend"), "suspend_price"),
    ("resume", T("button", "Offer again"), "resume_price"),
)
MOVES = {"hand_in": actions.hand_in, "review": actions.review, "publish": actions.publish, "drop": actions.drop}
FEW = 8  # steps that the card tells


def open_price(scene: Scene, tap: OpenPrice) -> Screen:
    """The card."""
    return price_card(scene, tap.edition)


def price_card(scene: Scene, edition_id: int) -> Screen:
    """Everything that a version says; who has no part in the list reads no hands. Raises Gone."""
    one = visible(scene.session, edition_id, scene.me)
    parts = parts_of(scene.staff)
    facts = {"code": one.item.code, "number": one.number, "state": STATE[one.state]}
    words = lines(
        T("staff", "<b>{code}</b>, version {number}: {state}", **facts),
        listed([one.name_zh, one.name_en]),
        listed([SHELF[one.item.shelf], SERVICE_CLASS[one.item.service_class], *_doers(scene, one.item)]),
        *_terms(one),
        _before(scene, one),
        _valid(scene, one),
        _rests(scene, one.item),
        T("staff", "Found by: {phrases}", phrases=listed(one.phrases, " / ")) if parts and one.phrases else None,
        *(_step(scene, step) for step in steps_of(scene.session, one)[-FEW:] if parts),
    )
    return Screen(words, (*_rows(scene, one, parts), ways_out(Go(Place.PRICES))), one.subject, state=one.state)


def _doers(scene: Scene, item: PriceItem) -> list[Words]:
    """Which department and trade."""
    known = {one.code: one.name for one in departments(scene)}
    department: list[Words] = [known[item.department]] if item.department in known else [T("staff", "any department")]
    return [*department, *([TRADE[item.trade]] if item.trade in TRADE else [])]


def _terms(one: PriceEdition) -> list[Words]:
    """Price, least, time, material, guarantee, and how much of it can be had."""
    least = [T("staff", "at least {amount}", amount=Money(one.minimum_fen))] if one.minimum_fen else []
    minutes = [T("staff", "{count} min", count=one.minutes)] if one.minutes else []
    whole = [T("staff", "whole ones only")] if one.whole_only else []
    return [
        listed([price_of(one), *least, *minutes]),
        T("staff", "Material: {rule}", rule=MATERIAL[one.material]),
        T("staff", "Guarantee: {count} days", count=one.guarantee_days),
        listed([T("staff", "At most {quantity}", quantity=amount_of(one, one.most * ONE)), *whole]),
    ]


def _before(scene: Scene, one: PriceEdition) -> Words | None:
    """What owners pay today, beside a price that is not approved yet."""
    now = edition_on(scene.session, one.item_id, today(scene)) if one.state in UNDER_WAY else None
    return T("staff", "Today: {price}", price=price_of(now)) if now else None


def _valid(scene: Scene, one: PriceEdition) -> Words:
    start = _dated(scene, one.valid_from)
    if one.valid_until is None:
        return T("staff", "Valid from {day}", day=start)
    return T("staff", "Valid from {day} until {last}", day=start, last=_dated(scene, one.valid_until))


def _dated(scene: Scene, day: date) -> Words:
    return listed([day_of(day, scene.project.zone), str(day.year)], " ")


def _rests(scene: Scene, item: PriceItem) -> Words | None:
    if item.suspended_from is None or item.has_rested(today(scene)):
        return None
    start = _dated(scene, item.suspended_from)
    if item.suspended_until is None:
        return T("staff", "<b>Suspended from {day} on</b>", day=start)
    return T("staff", "<b>Suspended from {day} until {last}</b>", day=start, last=_dated(scene, item.suspended_until))


def _step(scene: Scene, step: PriceStep) -> Words:
    who = step.by.name if step.by else T("staff", "handbook")
    days = [day_of(day, scene.project.zone) for day in (step.from_day, step.until_day) if day]
    return listed([Day(step.at), who, DID[step.move], *([listed(days, "-")] if days else []), step.words], " ")


def _rows(scene: Scene, one: PriceEdition, parts: frozenset[Part]) -> tuple[Row, ...]:
    moves = moves_for(scene.session, scene.me, one, today(scene))
    deeds = [Button(MOVE[name], MovePrice(one.id, name, one.version)) for name in MOVE if name in moves]
    written = [Button(label, Begin(flow, one.id)) for name, label, flow in FORMS if name in moves]
    if "write" in moves:
        written.append(Button(T("button", "Change the draft"), WritePrice(one.id)))
    if Part.DRAFTER in parts and one.state not in UNDER_WAY and under_way(scene.session, one.item_id) is None:
        written.append(Button(T("button", "Change (new version)"), ChangePrice(one.id)))
    if parts and len(editions_of(scene.session, one.item_id)) > 1:
        written.append(Button(T("button", "All versions"), ListPriceVersions(one.item_id)))
    return (*rows_of(deeds), *rows_of(written, 2))


def move(scene: Scene, tap: MovePrice) -> Reply:
    """A move that needs no more words."""
    deed = MOVES.get(tap.move)
    if deed is None:
        raise Gone
    deed(scene.session, tap.edition, by=scene.me, now=scene.now, seen=tap.seen)
    return price_card(scene, tap.edition).headed(DONE[tap.move])
