"""What a telephone task is to say: the newest of what the bot could not deliver, in the words that its reader would have read."""

from dataclasses import replace

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words
from handlers import notices
from handlers.owner.routes import ROUTES as OWNER
from models.calls.tables import Call
from models.notices import Notice
from models.people import Side
from models.refusals import Refusal


def what_to_tell(scene: Scene, call: Call) -> Words:
    """The words to say; where things have moved on meanwhile, that the ticket shows them."""
    for notice_id in reversed(call.facts.get("notices", [])):
        notice = scene.session.get(Notice, notice_id)
        screen = _read(scene, call, notice) if notice else None
        if screen is not None:
            words = screen.short or screen.heading or screen.words
            return T("staff", "Please say by telephone:\n“{words}”", words=words)
    return T("staff", "Please tell by telephone how things stand; the ticket shows it.")


def _read(scene: Scene, call: Call, notice: Notice) -> Screen | None:
    """As the one who is called would have read it; None if it has nothing to say any more."""
    routes, makers = (OWNER, notices.OWNER) if notice.side == Side.OWNER else (scene.routes, notices.STAFF)
    reader = replace(scene, side=notice.side, routes=routes, person=call.person, conversation=None, admitted=True)
    try:
        make = makers.get(notice.kind)
        return make(reader, notice) if make else None
    except Refusal:
        return None
