"""What is said of getting in and of changes of the register, to owners and to the desk (R180, R205, R108)."""

from bot.scene import Scene
from bot.screens import Button, Screen
from bot.texts import T, Words, lines
from handlers.notices.making import Maker, card_under, owner_ticket, plain
from handlers.owner.access import privacy_notice
from handlers.owner.my_data import wish_words
from handlers.register_taps import AskToBeLetIn
from handlers.taps import Go, Place
from models.access.tables import AccessRequest
from models.notices import Notice
from models.register.tables import ChangeRequest


def _approved(scene: Scene, notice: Notice) -> Screen | None:
    """[privacy] comes with the good news; nothing is shown before it is confirmed."""
    welcome = T("owner", "{name}, hello. You are registered now, welcome.", name=scene.me.called)
    return privacy_notice(scene).headed(welcome)


def _explained(scene: Scene, notice: Notice) -> Screen | None:
    """[decline]: the reason, and the ways on."""
    request = scene.session.get(AccessRequest, notice.facts["access"])
    if request is None or request.person_id != scene.me.id:
        return None
    again = Button(T("button", "Ask to be registered"), AskToBeLetIn())
    return Screen(lines(_sorry(scene, request.words), between="\n\n"), ((again,),))


def _sorry(scene: Scene, reason: str) -> Words:
    return T(
        "owner",
        "Sorry, we could not arrange your request as it stands. Our explanation: {reason} "
        "If you have a question, please call the service desk at {desk}. Thank you for your understanding.",
        reason=reason,
        desk=scene.project.desk_phone,
    )


def _ended(scene: Scene, notice: Notice) -> Screen:
    """Of which unit is not said: it is not theirs any more."""
    words = T(
        "owner",
        "Hello, the office has ended your access for one unit. If you have a question, please call the service desk at {desk}. "
        "Thank you for your trust.",
        desk=scene.project.desk_phone,
    )
    return Screen(words)


def _data_rows() -> tuple[tuple[Button, ...], ...]:
    return ((Button(T("button", "My data"), Go(Place.MY_DATA)), Button(T("button", "Home"), Go(Place.HOME))),)


def _granted(scene: Scene, notice: Notice) -> Screen | None:
    what = wish_words(scene, notice.facts["wish"])
    return Screen(T("owner", "We have changed it as you asked. {what}. Thank you.", what=what), _data_rows())


def _not_granted(scene: Scene, notice: Notice) -> Screen | None:
    what, request = wish_words(scene, notice.facts["wish"]), scene.session.get(ChangeRequest, notice.facts["wish"])
    return Screen(lines(what, _sorry(scene, request.words if request else "")), _data_rows())


OWNER: dict[str, Maker] = {
    "access.approved": _approved,
    "access.explained": _explained,
    "access.ended": _ended,
    "wish.granted": _granted,
    "wish.explained": _not_granted,
    "hand_over.reporter": owner_ticket(
        T("owner", "Hello, this matter of your unit is in your hands from now on. We keep you informed, thank you.")
    ),
    "document.ready": plain(T("owner", "Here is your document. Thank you.")),
    "document.failed": plain(
        T("owner", "Sorry, the document is delayed by a fault on our side. Please try again later. Thank you.")
    ),
}

STAFF: dict[str, Maker] = {
    "access.asked": card_under(T("staff", "Somebody asks to be let in: please check")),
    "access.declined": card_under(T("staff", "For your information: a request was answered with an explanation")),
    "access.tries": plain(
        T(
            "staff",
            "An account has sent several wrong codes and rests for an hour. If an owner calls about it, please make a new code.",
        )
    ),
    "wish.asked": card_under(T("staff", "An owner asks for a change of the register: please check")),
    "wish.declined": card_under(T("staff", "For your information: a change was answered with an explanation")),
}
