"""What is said of found things and losses: to the desk, to the finder, to those in charge, and to owners (R206)."""

from bot.scene import Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T, Words, lines
from handlers.found_taps import ListFound
from handlers.notices.making import Maker, card_under, plain
from handlers.staff.found.menu import thing_button
from models.found.lifecycle import OPEN
from models.found.pictures import seen_by, thing_of
from models.found.tables import FoundItem, Loss
from models.notices import Notice
from models.people import Side

LISTED = 8  # things in one message; the list has them all


def _late(scene: Scene, notice: Notice) -> Screen | None:
    """Those that are still here; nothing happens to them by itself."""
    found = [scene.session.get(FoundItem, number) for number in notice.facts["items"]]
    still = [one for one in found if one is not None and one.state in OPEN]
    if not still:
        return None
    words = lines(
        T("staff", "<b>The keep days of {count} found things are over</b>", count=len(still)),
        T("staff", "Please decide for each: the police, or dispose of it. Nothing is done without you."),
    )
    every = (Button(T("button", "To the list"), ListFound("late", 0)),)
    return Screen(words, (*rows_of(thing_button(scene, one) for one in still[:LISTED]), every))


def _ask_for(scene: Scene, notice: Notice) -> Screen | None:
    """Who has left with it, and how they are reached; None once it was handed in."""
    item = scene.session.get(FoundItem, notice.facts["found"])
    if item is None or item.keeper is None or item.state not in OPEN:
        return None
    words = T(
        "staff",
        "<b>Please ask for it</b>: {name} ({phone}) has left the office, and still has this.",
        name=item.keeper.name,
        phone=item.keeper.phone or "-",
    )
    return card_under(words)(scene, notice)


def _withdrawn(scene: Scene, notice: Notice) -> Screen | None:
    loss = scene.session.get(Loss, notice.facts["loss"])
    if loss is None:
        return None
    return Screen(T("staff", "{number}: it has turned up, the owner says; nothing to look for.", number=loss.number))


def _thanks(scene: Scene, notice: Notice) -> Screen | None:
    item = scene.session.get(FoundItem, notice.facts["found"])
    if item is None:
        return None
    words = T(
        "owner",
        "Hello, the thing with the number {number} is back with you, and your signature is kept. "
        "If anything is not right, please call the service desk at {desk}. Thank you.",
        number=item.number,
        desk=scene.project.desk_phone,
    )
    return Screen(words)


def shown(scene: Scene, notice: Notice) -> Screen | None:
    """Pictures of a thing or of a loss, as far as their reader may still see them (R203)."""
    kind = next(one for one in ("found", "loss") if one in notice.facts)
    thing = thing_of(scene.session, kind, notice.facts[kind], scene.me, scene.side)
    wanted = set(notice.facts["media"])
    media = [one for _, one in seen_by(scene.session, thing, scene.me, scene.side) if one.id in wanted]
    captions = [one.caption for one in media if one.caption]
    words = lines(_over_pictures(scene, thing), *captions)
    return Screen(words, encloses=tuple(one.id for one in media)) if media else None


def _over_pictures(scene: Scene, thing: FoundItem | Loss) -> Words:
    if scene.side == Side.OWNER:
        return T("owner", "{number}: you have sent us this, thank you.", number=thing.number)
    return T("staff", "{number}: pictures", number=thing.number)


OWNER: dict[str, Maker] = {
    "loss.receipt": card_under(
        T("owner", "Hello, your loss is registered. We compare it with what is handed in and tell you here. Thank you.")
    ),
    "loss.likely": card_under(
        T(
            "owner",
            "Hello, this is the service centre: we may have found what you are looking for. "
            "Please come with a document that says who you are. Thank you.",
        )
    ),
    "loss.again": card_under(
        T("owner", "Sorry, what we told you of turned out to be another thing. We go on looking for yours. Thank you.")
    ),
    "found.receipt": card_under(T("owner", "Hello, please confirm that you have your thing back. Thank you.")),
    "found.taken_back": plain(
        T("owner", "Hello, you need not confirm the return any more; the service desk sees to it. Thank you.")
    ),
    "found.thanks": _thanks,
}

STAFF: dict[str, Maker] = {
    "found.desk": card_under(T("staff", "<b>Something was found</b>")),
    "found.received": card_under(T("staff", "The service centre has it. Thank you for handing it in.")),
    "found.claimed": card_under(T("staff", "Somebody says that what you found is theirs")),
    "found.back": card_under(T("staff", "What you found is back with its owner. Thank you.")),
    "found.confirmed": card_under(T("staff", "The owner has confirmed the return")),
    "found.ended": card_under(T("staff", "For your information: a found thing has left the house")),
    "found.late": _late,
    "found.ask_for": _ask_for,
    "loss.desk": card_under(T("staff", "<b>An owner misses something</b>")),
    "loss.withdrawn": _withdrawn,
}
