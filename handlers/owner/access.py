"""Getting in, as people without access see it: the welcome, the request, and the privacy notice (R205, [bind], [privacy])."""

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.screens import conversation_of
from bot.forms.writing import Write
from bot.scene import Open, Reply, Scene
from bot.screens import Button, Screen
from bot.texts import T, Words, lines
from handlers.owner.danger import told_of_danger
from handlers.owner.former import way_to_tell
from handlers.owner.own_alarm import EMERGENCY, say_more, told_alarm, ways_back
from handlers.register_taps import AskToBeLetIn, ConfirmPrivacy
from handlers.register_words import CONTACT_ROLE, Name, Telephone, honorifics
from handlers.start import start
from handlers.taps import Go, Place
from models.access import privacy, requests
from models.access.codes import looks_like_code
from models.access.requests import Application
from models.access.rights import belongs
from models.people import Side
from models.refusals import NotYours

# What somebody may say to be; what they may do follows from what the desk approves.
CLAIMED = ("owner", "principal", "admin", "finance", "reception")

PRIVACY = T(
    "owner",
    "We use your name, telephone and unit only as far as property service needs them, and keep them strictly "
    "confidential. Please confirm. Thank you.",
)


def stranger(scene: Scene) -> Screen:
    """Who is not let in: the privacy notice for who is registered, for everybody else a welcome and the way in."""
    if _is_registered(scene):
        return privacy_notice(scene)
    if requests.waits(scene.session, scene.project, conversation_of(scene).chat_id):
        return _waiting(scene)
    words = T(
        "owner",
        "Hello, this is the customer service of {building}. To protect our owners' information, please send the code "
        "that the office gave you. Without a code, please press “Ask to be registered”: customer service checks your "
        "unit and telephone and lets you in. You are also welcome to call the service desk at {desk}. "
        "In an emergency please call {room}, day and night. Thank you.",
        building=scene.project.name,
        desk=scene.project.desk_phone,
        room=scene.project.control_room_phone,
    )
    ask = Button(T("button", "Ask to be registered"), AskToBeLetIn())
    return Screen(words, (*ways_back(scene), (EMERGENCY,), (ask,), *way_to_tell(scene)))


def first_words(scene: Scene, text: str) -> Reply:
    """What somebody writes who is not let in: a code, or more about a danger, which is passed on; else the way in."""
    if looks_like_code(text):
        return start(scene, text)
    return told_alarm(scene, text) or told_of_danger(scene, text) or scene.routes.stranger(scene)


def _waiting(scene: Scene) -> Screen:
    """Who has asked already is not invited to ask again; a code may come meanwhile."""
    words = T(
        "owner",
        "Your request has arrived, and customer service is checking it. You will have an answer within the service hours. "
        "Thank you. In an emergency please call {room}, day and night.",
        room=scene.project.control_room_phone,
    )
    return Screen(words, (*ways_back(scene), (EMERGENCY,), *way_to_tell(scene)))


def _is_registered(scene: Scene) -> bool:
    person = scene.person
    return person is not None and not person.guest and belongs(scene.session, person, Side.OWNER)


def privacy_notice(scene: Scene) -> Screen:
    """[privacy]: confirmed before anything else is shown."""
    phone = T("owner", "In an emergency please call {room}, day and night.", room=scene.project.control_room_phone)
    agree = Button(T("button", "I have read it and agree"), ConfirmPrivacy(privacy.VERSION))
    return Screen(lines(PRIVACY, phone, between="\n\n"), ((agree,), *say_more(scene), (EMERGENCY,)))


def confirm_privacy(scene: Scene, tap: ConfirmPrivacy) -> Reply:
    """From now on the owner is at home here."""
    privacy.confirm(scene.session, scene.me, version=tap.version, now=scene.now)
    scene.admitted = True
    return scene.routes.home(scene).headed(T("owner", "Thank you. You can use every service here from now on."))


def read_privacy(scene: Scene) -> Reply:
    """The notice once more, and when it was confirmed."""
    binding = privacy.owner_binding(scene.session, scene.me)
    when = (
        T("owner", "You confirmed it on {day}. Thank you.", day=binding.privacy_at)
        if binding and binding.privacy_at
        else None
    )
    back = Button(T("button", "My data"), Go(Place.MY_DATA))
    return Screen(lines(PRIVACY, when, between="\n\n"), ((back, Button(T("button", "Home"), Go(Place.HOME))),))


def ask_to_be_let_in(scene: Scene, tap: AskToBeLetIn) -> Reply:
    """Open the form; who is registered already is shown where they stand."""
    return scene.routes.home(scene) if scene.admitted else Open(AskAccess)


def _claims(form: Form) -> list[Option]:
    return [Option(role, CONTACT_ROLE[role]) for role in CLAIMED]


class AskAccess(Flow):
    """Unit, name, telephone and position, for the desk to check; the applicant learns nothing of the register."""

    name = "access"
    title = T("button", "Ask to be registered")
    for_all = True

    unit = Write(
        ask=T("owner", "Please write the number of your unit, for example 0301."),
        label=T("label", "Unit"),
        at_most=12,
    )
    called = Name(ask=T("owner", "Please write your name."), label=T("label", "Name"), at_most=40)
    honorific = Choose(
        ask=T("owner", "How may we address you?"), label=T("label", "Form of address"), among=honorifics, per_row=3
    )
    phone = Telephone(
        ask=T(
            "owner",
            "Please write the telephone number that the office knows of you, or send your own contact here. Thank you.",
        ),
        label=T("label", "Telephone"),
        at_most=30,
        takes_contact=True,
        about_oneself=True,
    )
    role = Choose(
        ask=T("owner", "What are you for this unit, please?"), label=T("label", "Position"), among=_claims, per_row=2
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Nobody who is registered, and not too often."""
        scene = form.scene
        if _is_registered(scene):
            raise NotYours
        requests.check_may_ask(scene.session, scene.project, conversation_of(scene).chat_id, scene.now)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Ring the desk; the same words whatever the register knows."""
        scene, chat = form.scene, conversation_of(form.scene)
        said = Application(form["unit"], form["called"], form["honorific"], form["phone"], form["role"])
        requests.ask(
            scene.session,
            project=scene.project,
            telegram_id=chat.chat_id,
            said=said,
            language=chat.language,
            now=scene.now,
        )
        return Screen(_thanks(scene))


def _thanks(scene: Scene) -> Words:
    return T(
        "owner",
        "Thank you, your request has arrived. Customer service checks it within its service hours and answers you here. "
        "In an emergency please call {room}, day and night.",
        room=scene.project.control_room_phone,
    )
