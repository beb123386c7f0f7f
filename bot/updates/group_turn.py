"""What is said and tapped in a group: little, and never anything personal (R204)."""

from bot.scene import Quoted, Scene
from bot.screens import Screen
from bot.taps import decode
from bot.texts import Reader
from bot.updates.incoming import Incoming, Kind
from models.groups.actions import come_into, go_out_of, move_to
from models.groups.queries import group_at, person_behind
from models.people import Side


class NotOurs(Exception):
    """The group has nothing to do with the office, or nothing is to be answered."""


def group_screen(scene: Scene, incoming: Incoming, title: str) -> Screen | None:
    """What is shown in the group, in the office's language; raises NotOurs, ForgedTap or a Refusal."""
    scene.reader = Reader(scene.project.language, scene.project.zone)
    # also in the owners' group it matters who is of the office
    scene.person = person_behind(scene.session, scene.project, Side.STAFF, incoming.user_id) or scene.person
    scene.group = group_at(scene.session, scene.side, incoming.chat_id)
    here = scene.side, incoming.chat_id
    match incoming.kind:
        case Kind.GROUP:
            return _come_in(scene, incoming, title)
        case Kind.GROUP_LEFT:
            go_out_of(scene.session, *here, now=scene.now)
            return None
        case Kind.GROUP_MOVED:
            move_to(scene.session, *here, new_chat_id=incoming.moved_to)
            return None
        case Kind.TAP:
            return _tapped(scene, incoming)
        case Kind.COMMAND:
            return _command(scene, incoming)
        case Kind.TEXT:
            return _written(scene, incoming.text)
        case _:
            raise NotOurs


def _come_in(scene: Scene, incoming: Incoming, title: str) -> Screen:
    scene.group = come_into(
        scene.session,
        project=scene.project,
        side=scene.side,
        chat_id=incoming.chat_id,
        title=title,
        by=scene.person,
        now=scene.now,
    )
    if scene.group is None:
        raise NotOurs
    return scene.routes.groups.joined(scene)


def _tapped(scene: Scene, incoming: Incoming) -> Screen:
    tap = decode(incoming.data)
    handler = scene.routes.groups.taps.get(type(tap))
    if handler is None or scene.group is None:
        raise NotOurs
    return handler(scene, tap)


def _written(scene: Scene, text: str) -> Screen:
    """People talk to each other here; only what cannot wait is answered."""
    if scene.group is None or scene.group.left_at:
        raise NotOurs
    screen = scene.routes.groups.ahead(scene, text)
    if screen is None:
        raise NotOurs
    return screen


def _command(scene: Scene, incoming: Incoming) -> Screen:
    handler = scene.routes.groups.commands.get(incoming.command)
    if handler is None or scene.group is None or scene.group.left_at:
        raise NotOurs
    quote = incoming.quoted
    own = Quoted(incoming.user_id, incoming.text, incoming.message_id or 0)
    return handler(scene, Quoted(quote.user_id, quote.text, quote.message_id) if quote else own)
