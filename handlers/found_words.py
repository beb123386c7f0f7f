"""Lost and found in words for both bots: kinds, states, places, times; and the pictures of a thing (R206)."""

from datetime import datetime, time

from bot.forms.courtesies import bare
from bot.forms.media import how_many
from bot.forms.typed_buttons import said_in
from bot.scene import Scene
from bot.screens import Button, Row
from bot.texts import Day, T, Words, listed
from handlers.found_taps import ShowThing
from models.catalogue import catalogue
from models.found.lifecycle import ItemState, LossState
from models.found.pictures import seen_by
from models.found.tables import FoundItem, IdKind, Kind, Loss, Signed

KIND = {
    Kind.ELECTRONICS: T("label", "Telephone, electronics"),
    Kind.PAPERS: T("label", "Papers, cards"),
    Kind.WALLET: T("label", "Wallet, bag"),
    Kind.KEYS: T("label", "Keys"),
    Kind.CLOTHES: T("label", "Clothes, umbrella"),
    Kind.JEWELLERY: T("label", "Jewellery, glasses"),
    Kind.MONEY: T("label", "Money"),
    Kind.OTHER: T("label", "Something else"),
}

ITEM_STATE = {
    ItemState.KEPT: T("staff", "kept"),
    ItemState.CLAIMED: T("staff", "claimed"),
    ItemState.RETURNED: T("staff", "returned"),
    ItemState.POLICE: T("staff", "handed to the police"),
    ItemState.DISPOSED: T("staff", "disposed of"),
}

LOSS_STATE = {
    LossState.OPEN: T("label", "Being looked for"),
    LossState.TOLD: T("label", "Please come and compare"),
    LossState.RETURNED: T("label", "Back with you"),
    LossState.WITHDRAWN: T("label", "Found by yourself"),
}

STAFF_LOSS_STATE = {
    LossState.OPEN: T("staff", "missed"),
    LossState.TOLD: T("staff", "owner asked to come"),
    LossState.RETURNED: T("staff", "back with the owner"),
    LossState.WITHDRAWN: T("staff", "taken back by the owner"),
}

ID_KIND = {
    IdKind.IDENTITY: T("label", "Identity card"),
    IdKind.PASSPORT: T("label", "Passport"),
    IdKind.DRIVING: T("label", "Driving licence"),
    IdKind.WORK: T("label", "Work card"),
}

SIGNED = {
    Signed.BOT: T("staff", "confirmed on the owner bot"),
    Signed.SLIP: T("staff", "signed slip"),
}

SHORTEST_NAME = 2  # characters of a sort that is looked for
SHORT = 12  # characters of what it is, in a button


def place_said(place: str) -> Words:
    """One of the catalogue's places with its floor, or what somebody wrote."""
    code, _, floor = place.partition("@")
    known = catalogue().places.get(code)
    if known is None:
        return place
    return T("label", "{place}, floor {floor}", place=known.name, floor=floor) if floor else known.name


def when_said(scene: Scene, thing: FoundItem | Loss) -> Words:
    """The moment, or the day where the hour is not known."""
    zone = scene.project.zone
    if thing.hour is None:
        return Day(datetime.combine(thing.day, time(12), zone))
    return datetime.combine(thing.day, thing.hour, zone)


def day_said(scene: Scene, thing: FoundItem | Loss) -> Words:
    """The day alone."""
    return Day(datetime.combine(thing.day, time(12), scene.project.zone))


def short(words: str) -> str:
    """The first characters of what it is."""
    return words if len(words) <= SHORT else words[: SHORT - 1] + "…"


def described(scene: Scene, thing: FoundItem | Loss) -> list[Words]:
    """What, where, when; and what was sent with it, as far as the reader may see it."""
    media = [one for _, one in seen_by(scene.session, thing, scene.me, scene.side)]
    enclosed = [T("label", "Enclosed: {what}", what=how_many(media))] if media else []
    where = [T("label", "Where: {where}", where=place_said(thing.place))] if thing.place else []
    return [
        T("label", "Thing: {what}", what=listed([KIND[thing.kind], thing.words])),
        *where,
        T("label", "When: {when}", when=when_said(scene, thing)),
        *enclosed,
    ]


def picture_rows(scene: Scene, thing: FoundItem | Loss) -> tuple[Row, ...]:
    """A button that shows what was sent."""
    kind, _, _ = thing.subject.partition(":")
    seen = seen_by(scene.session, thing, scene.me, scene.side)
    return ((Button(T("button", "Show pictures"), ShowThing(kind, thing.id)),),) if seen else ()


def kinds_called(scene: Scene, words: str) -> list[Kind]:
    """The sorts of things whose name holds these words, in whatever language."""
    wanted = bare(words)
    if len(wanted) < SHORTEST_NAME:
        return []
    return [kind for kind, name in KIND.items() if any(wanted in said for said in said_in(scene, name))]
