"""The card of a found thing: what it is, who has it, who claims it, what can be done, and what could be its loss (R206)."""

from collections.abc import Iterator

from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, Words, lines, listed
from handlers.found_taps import Compare, ItemDeed, ListFound, OpenItem
from handlers.found_words import ID_KIND, ITEM_STATE, SIGNED, day_said, described, picture_rows, short
from handlers.taps import Begin, Go, Place
from models.found import claims, registering
from models.found.doing import allowed, on_owner_bot
from models.found.lifecycle import OPEN
from models.found.matching import likely_losses
from models.found.reading import claim_of, handover_of, item_for, kept_until, late_items, reads_all
from models.found.tables import Claim, FoundItem
from models.people import Person
from models.refusals import Gone

BY_TAP = {
    "hand_in": T("button", "Received at the service centre"),
    "ask": T("button", "Owner confirms on the bot"),
    "unask": T("button", "Take the question back"),
}
BY_FORM = {
    "claim": ("found_claim", T("button", "Somebody claims it")),
    "give_back": ("found_slip", T("button", "Given back, signed slip")),
    "slip": ("found_slip", T("button", "Picture of the slip again")),
    "unclaim": ("found_drop", T("button", "It is not theirs")),
    "police": ("found_end", T("button", "Police, or dispose of it")),
}


def item_card(scene: Scene, item_id: int) -> Screen:
    """All that the reader may know; who only found it reads no owner's name (R203)."""
    item = item_for(scene.session, item_id, scene.staff.person)
    words = lines(
        T("staff", "<b>Found thing {number}</b>: {state}", number=item.number, state=ITEM_STATE[item.state]),
        *described(scene, item),
        T("staff", "Found by {name}, registered {time}", name=item.by.name, time=item.at),
        *_kept(scene, item),
        *(_claimed(scene, item) if reads_all(scene.staff) else ()),
        *_ended(scene, item),
    )
    return Screen(words, _rows(scene, item), item.subject)


def _kept(scene: Scene, item: FoundItem) -> Iterator[Words]:
    if item.state not in OPEN:
        return
    if item.keeper is None:
        yield T("staff", "Keeper: service centre")
    else:
        yield T("staff", "Keeper: {name}. Please hand it in at the service centre.", name=item.keeper.name)
    if any(one.id == item.id for one in late_items(scene.session, scene.project, scene.now)):
        yield T("staff", "The keep days are over since {day}.", day=f"{kept_until(scene.project, item)}")


def _claimed(scene: Scene, item: FoundItem) -> Iterator[Words]:
    claim = claim_of(scene.session, item)
    if claim is None:
        return
    yield T("staff", "Claimed {time} by {who}", time=claim.at, who=claimant(claim))
    yield T("staff", "Checked: {proof}", proof=claim.proof)
    if claim.asked_at and item.state in OPEN:
        yield T("staff", "Asked to confirm on the owner bot, {time}", time=claim.asked_at)


def claimant(claim: Claim) -> Words:
    """Who claims it, with the telephone, and the document where it is nobody of the register."""
    if claim.person is not None:
        return listed([claim.person.called, claim.person.phone], " ")
    document = [ID_KIND[claim.id_kind]] if claim.id_kind else []
    return listed([claim.name, claim.phone, *document], " ")


def _ended(scene: Scene, item: FoundItem) -> Iterator[Words]:
    if item.ended_at is None:
        return
    by, signature = scene.session.get_one(Person, item.ended_by_id), handover_of(scene.session, item)
    if signature is not None:
        signed = SIGNED[signature.signed]
        yield T("staff", "Given back by {name}, {time}; {signed}", name=by.name, time=item.ended_at, signed=signed)
    else:
        yield T("staff", "Ended by {name}, {time}: {words}", name=by.name, time=item.ended_at, words=item.ended_words)


def _rows(scene: Scene, item: FoundItem) -> tuple[Row, ...]:
    may = allowed(scene.session, item, scene.me) & _sensible(scene, item)
    taps = [Button(label, ItemDeed(item.id, deed, item.version)) for deed, label in BY_TAP.items() if deed in may]
    forms = [Button(label, Begin(flow, item.id)) for deed, (flow, label) in BY_FORM.items() if deed in may]
    likely = likely_losses(scene.session, item) if reads_all(scene.staff) else []
    compare = [
        (
            Button(
                T("button", "Compare: {line}", line=listed([short(one.words), day_said(scene, one)], " ")),
                Compare(item.id, one.id),
            ),
        )
        for one in likely
    ]
    which = "items" if reads_all(scene.staff) else "mine"
    back = (Button(T("button", "To the list"), ListFound(which, 0)), Button(T("button", "Home"), Go(Place.HOME)))
    return (*((one,) for one in (*taps, *forms)), *compare, *picture_rows(scene, item), back)


def _sensible(scene: Scene, item: FoundItem) -> set[str]:
    """The deeds that make sense as things are: nothing is received twice, nothing leaves that is not here."""
    claim, here = claim_of(scene.session, item), item.keeper_id is None
    asked = claim is not None and claim.asked_at is not None
    on_bot = claim is not None and on_owner_bot(scene.session, claim.person_id)
    fitting = {"claim", "unclaim"} | ({"police", "give_back"} if here else {"hand_in"})
    fitting |= {"unask"} if asked else {"ask"} if on_bot and here else set()
    return fitting | ({"slip"} if claims.slip_missing(scene.session, item) else set())


def open_item(scene: Scene, tap: OpenItem) -> Screen:
    """The card."""
    return item_card(scene, tap.item)


def item_deed(scene: Scene, tap: ItemDeed) -> Screen:
    """A deed that needs no words."""
    session, now, me = scene.session, scene.now, scene.staff
    match tap.deed:
        case "hand_in":
            registering.hand_in(session, tap.item, by=me, now=now, seen=tap.seen)
        case "ask":
            claims.ask(session, tap.item, by=me.person, now=now, seen=tap.seen)
        case "unask":
            claims.unask(session, tap.item, by=me.person, now=now, seen=tap.seen)
        case _:
            raise Gone
    return item_card(scene, tap.item)
