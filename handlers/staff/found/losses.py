"""What an owner misses, beside what could be it; a person decides, and the owner is told by one tap (R206)."""

from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, Words, lines, listed
from handlers.found_taps import Compare, ListFound, OpenItem, OpenLoss, RuleOut, TellOwner
from handlers.found_words import ITEM_STATE, STAFF_LOSS_STATE, day_said, described, picture_rows, short
from handlers.taps import Go, Place
from models.found.lifecycle import MISSED, OPEN
from models.found.matching import ask_to_come, likely_items, pairing_of, rule_out
from models.found.reading import item_for, loss_for
from models.found.tables import FoundItem, Loss, Pairing
from models.roles import FRONT_OFFICE


def _head(loss: Loss) -> list[Words]:
    who = listed([loss.person.called, loss.person.phone], " ")
    return [
        T("staff", "<b>Loss {number}</b>: {state}", number=loss.number, state=STAFF_LOSS_STATE[loss.state]),
        T("staff", "Reported {time} by {who}", time=loss.at, who=who),
    ]


def loss_card(scene: Scene, loss_id: int) -> Screen:
    """What is missed and by whom, and the things that it could be."""
    loss = loss_for(scene.session, loss_id, scene.staff.person)
    compare = tuple(
        (
            Button(
                T("button", "Compare: {line}", line=listed([short(one.words), day_said(scene, one)], " ")),
                Compare(one.id, loss.id),
            ),
        )
        for one in likely_items(scene.session, loss)
    )
    nothing = T("staff", "Nothing like it is here so far.") if loss.state in MISSED and not compare else None
    back = (Button(T("button", "To the list"), ListFound("losses", 0)), Button(T("button", "Home"), Go(Place.HOME)))
    words = lines(*_head(loss), *described(scene, loss), nothing)
    return Screen(words, (*compare, *picture_rows(scene, loss), back), loss.subject)


def open_loss(scene: Scene, tap: OpenLoss) -> Screen:
    """The card."""
    return loss_card(scene, tap.loss)


def compare(scene: Scene, tap: Compare) -> Screen:
    """The two beside each other, and the two answers."""
    return _beside(scene, tap.item, tap.loss)


def _beside(scene: Scene, item_id: int, loss_id: int) -> Screen:
    by = scene.staff.person
    item, loss = item_for(scene.session, item_id, by), loss_for(scene.session, loss_id, by)
    pairing = pairing_of(scene.session, item, loss)
    words = lines(
        T("staff", "<b>Found thing {number}</b>: {state}", number=item.number, state=ITEM_STATE[item.state]),
        *described(scene, item),
        "",
        *_head(loss),
        *described(scene, loss),
        "",
        _decided(pairing),
    )
    cards = (Button(T("button", "Found thing"), OpenItem(item.id)), Button(T("button", "Loss"), OpenLoss(loss.id)))
    return Screen(words, (*_answers(scene, item, loss, pairing), cards))


def _decided(pairing: Pairing | None) -> Words:
    if pairing is None:
        return T("staff", "Could they be the same? The owner is asked to come and reads nothing of the thing itself.")
    if pairing.same:
        return T("staff", "The owner was asked to come, {time}.", time=pairing.at)
    return T("staff", "Not the same, {time}.", time=pairing.at)


def _answers(scene: Scene, item: FoundItem, loss: Loss, pairing: Pairing | None) -> tuple[Row, ...]:
    if scene.staff.role not in FRONT_OFFICE or item.state not in OPEN or loss.state not in MISSED:
        return ()
    same = Button(T("button", "Could be it: tell the owner"), TellOwner(item.id, loss.id))
    other = Button(T("button", "Not the same"), RuleOut(item.id, loss.id))
    if pairing is None:
        return ((same,), (other,))
    return ((other,),) if pairing.same else ((same,),)


def say_same(scene: Scene, tap: TellOwner) -> Screen:
    """One tap: the owner hears it."""
    ask_to_come(scene.session, tap.item, tap.loss, by=scene.staff.person, now=scene.now)
    return _beside(scene, tap.item, tap.loss)


def say_other(scene: Scene, tap: RuleOut) -> Screen:
    """They are not shown together again."""
    rule_out(scene.session, tap.item, tap.loss, by=scene.staff.person, now=scene.now)
    return _beside(scene, tap.item, tap.loss)
