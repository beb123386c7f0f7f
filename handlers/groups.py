"""What the bots say in groups: a department's dispatch cards with number and floor only, and the owners' words taken up (R095, R204)."""

from sqlalchemy import select

from bot.scene import GroupRoutes, Open, Quoted, Reply, Scene
from bot.screens import Button, Screen, rows_of
from bot.tables import BotAccount
from bot.texts import T, Words, lines
from handlers.taps import BindGroup, LetGo, TakeInGroup, TakeUp
from models.catalogue import Urgency, catalogue
from models.estate import Department
from models.groups.actions import bind, may_bind, take_up
from models.groups.queries import author_behind, mention_for
from models.groups.tables import ChatGroup
from models.people import Person, Side
from models.refusals import Gone, NotYours
from models.tickets.actions import take
from models.tickets.danger_notes import danger_written
from models.tickets.emergency import open_alarms, tell_words
from models.tickets.lifecycle import ENDED, Status
from models.tickets.parts import GRABBED
from models.tickets.tables import Ticket

# By whose group it is: nobody there can be asked, and somebody was.
PRIVATELY = {
    Side.OWNER: T(
        "owner",
        "Please write to this service in a private chat, so that we can help you there. Personal matters stay private. Thank you.",
    ),
    Side.STAFF: T("staff", "Answer a colleague's message with /ticket; whoever wrote it must be on this bot."),
}
ASKED = {
    Side.OWNER: T("owner", "Thank you for telling us. We have asked in the private chat how we may help."),
    Side.STAFF: T("staff", "Whoever wrote it is asked in the private chat whether it becomes a ticket."),
}


def _group(scene: Scene) -> ChatGroup:
    if scene.group is None:
        raise Gone
    return scene.group


def staff_group_card(scene: Scene, _number: int) -> Screen:
    """What the group is for, or whose it shall be."""
    group = _group(scene)
    if group.department is not None:
        words = T(
            "staff",
            "This group is bound to the {department}. Dispatch cards appear here with number and floor only; "
            "whoever is on duty and first to take one gets it, the rest follows in private.",
            department=group.department.name,
        )
        return Screen(words, subject=group.subject)
    wanted = select(Department).where(Department.project_id == scene.project.id, Department.takes_repairs)
    buttons = [Button(one.name, BindGroup(one.id)) for one in scene.session.scalars(wanted.order_by(Department.id))]
    words = T("staff", "Whose dispatch cards shall appear in this group? Its head, the supervisor or the manager taps.")
    return Screen(words, rows_of(buttons, 2), group.subject)


def bind_group(scene: Scene, tap: BindGroup) -> Screen:
    """Its head, the supervisor or the manager says whose group it is."""
    department = scene.session.get(Department, tap.department)
    if department is None:
        raise Gone
    if not may_bind(scene.staff, department):
        raise NotYours
    bind(scene.session, _group(scene), by=scene.me, department=department, now=scene.now)
    scene.session.flush()
    scene.session.refresh(_group(scene))
    return staff_group_card(scene, 0)


def dispatch_card(scene: Scene, ticket_id: int) -> Screen:
    """Number and floor, and nothing that tells who or what (R204)."""
    ticket = scene.session.get(Ticket, ticket_id)
    if ticket is None or ticket.project_id != scene.project.id:
        raise Gone
    words = T("staff", "<b>{number}</b> · {floor}", number=ticket.number, floor=_floor(ticket))
    if ticket.status in GRABBED and ticket.department_id == _group(scene).department_id:
        return Screen(words, ((Button(T("button", "Take this job"), TakeInGroup(ticket.id)),),), ticket.subject)
    return Screen(T("staff", "{card} · {state}", card=words, state=_settled(ticket)), subject=ticket.subject)


def _floor(ticket: Ticket) -> Words:
    """The floor; a public place that has none is on the ground floor or outside."""
    _, _, floor = ticket.spot.partition("@")
    known = str(ticket.unit.floor) if ticket.unit is not None and ticket.inside else floor
    return T("staff", "floor {floor}", floor=known) if known else T("staff", "public area")


def _settled(ticket: Ticket) -> Words:
    if ticket.assignee is not None:
        return T("staff", "given to a colleague") if ticket.status == Status.ASSIGNED else T("staff", "taken")
    return T("staff", "over") if ticket.status in ENDED else T("staff", "taken care of elsewhere")


def take_in_group(scene: Scene, tap: TakeInGroup) -> Screen:
    """The first on duty to take it gets it; the card with everything follows in private."""
    take(scene.session, tap.ticket, by=scene.staff.person, now=scene.now, in_group=True)
    toast = T("staff", "It is yours. The card is in your private chat with me.")
    return dispatch_card(scene, tap.ticket).with_toast(toast)


def _take_up(scene: Scene, quoted: Quoted) -> Screen:
    """The author is asked in private; in the group nothing is said about anybody (R095)."""
    author = author_behind(scene.session, scene.project, scene.side, quoted.author)
    if author is None or not quoted.words.strip():
        way = _private_chat(scene) if scene.side == Side.OWNER else None
        return Screen(lines(PRIVATELY[scene.side], way))
    take_up(
        scene.session,
        _group(scene),
        author=author,
        words=quoted.words.strip()[:500],
        message_id=quoted.message_id,
        by=scene.me,
        now=scene.now,
    )
    return Screen(ASKED[scene.side])


def _owners_joined(scene: Scene) -> Screen:
    words = T(
        "owner",
        "Hello, this is the customer service of {building}. Our colleagues take up here what you would like to have done, "
        "and ask you in private first. Please keep personal matters for the private chat. Thank you.",
        building=scene.project.name,
    )
    return Screen(lines(words, _private_chat(scene)))


def _private_chat(scene: Scene) -> Words | None:
    """The way into the private chat, as a link that a thumb can follow."""
    mine = select(BotAccount.username).where(BotAccount.project_id == scene.project.id, BotAccount.side == scene.side)
    name = scene.session.scalars(mine).first()
    return T("label", "Private chat: {link}", link=f"https://t.me/{name}") if name else None


def danger_in_group(scene: Scene, text: str) -> Screen | None:
    """Words of danger in the owners' group: whom to call and where to press; the control room is told at once (R098)."""
    if not any(one.meant_by(text) for one in catalogue().dangers):
        return None
    if scene.person is not None:
        _tell_of_danger(scene, scene.person, text)
    phone = scene.project.control_room_phone
    call = T("owner", "<b>{phone}</b> is the control room, day and night: please call at once.", phone=phone)
    press = T(
        "owner", "You can raise the alarm in the private chat, too: please press “Emergency help” there. Thank you."
    )
    return Screen(lines(call, press, _private_chat(scene)))


def _tell_of_danger(scene: Scene, person: Person, text: str) -> None:
    """To the own alarm while it lasts, else to those who receive."""
    mine = next((one for one in open_alarms(scene.session, person) if one.urgency == Urgency.U0), None)
    if mine is not None:
        tell_words(scene.session, mine.id, by=person, now=scene.now, words=text)
    else:
        danger_written(scene.session, project=scene.project, by=person, words=text, now=scene.now)


def mention_card(scene: Scene, mention_id: int) -> Screen:
    """What somebody said in a group, and whether it shall become a ticket (R095)."""
    mention = mention_for(scene.session, mention_id, scene.me)
    if scene.side == Side.STAFF:
        words = T("staff", "You wrote in the group: “{words}”. Shall it become a ticket?", words=mention.words)
    else:
        words = T(
            "owner",
            "Hello, you wrote in the group: “{words}”. Shall we register it for you? Please choose below, thank you.",
            words=mention.words,
        )
    yes = Button(T("button", "Register it as a repair"), TakeUp(mention.id))
    no = Button(T("button", "Thank you, there is no need"), LetGo(mention.id))
    return Screen(words, ((yes,), (no,)), mention.subject)


def open_mention(scene: Scene, tap: TakeUp) -> Reply:
    """The report, with the words already in it; it is sent when its author confirms."""
    mention = mention_for(scene.session, tap.mention, scene.me)
    form = "proxy" if scene.side == Side.STAFF else "report"
    return Open(scene.routes.flow_by_name[form], given={"words": mention.words})


def let_go(scene: Scene, tap: LetGo) -> Screen:
    """Nothing is registered."""
    mention_for(scene.session, tap.mention, scene.me)
    thanks = T("owner", "Thank you for letting us know. You are welcome to tell us at any time.")
    if scene.side == Side.STAFF:
        thanks = T("staff", "Nothing was entered.")
    return scene.routes.home(scene).headed(thanks)


STAFF_GROUPS = GroupRoutes(
    joined=lambda scene: staff_group_card(scene, 0),
    cards={"ticket": dispatch_card, "group": staff_group_card},
    taps={BindGroup: bind_group, TakeInGroup: take_in_group},
    commands={"ticket": _take_up},
    private=T("staff", "Please do that in your private chat with me."),
)
OWNER_GROUPS = GroupRoutes(
    joined=_owners_joined,
    cards={},
    taps={},
    commands={"ticket": _take_up},
    ahead=danger_in_group,
    private=T("owner", "Please use the private chat with this service for that. Thank you."),
)
