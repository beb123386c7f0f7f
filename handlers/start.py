"""What both bots share: the invitation's link, the language, and the note left in a group."""

from bot.forms.flow import Flow
from bot.forms.resting import resting
from bot.forms.screens import conversation_of, go_on
from bot.scene import Reply, Scene
from bot.screens import Button, Screen
from bot.texts import LANGUAGES, Reader, T
from handlers.taps import Go, Place, SpeakLanguage
from models.access.codes import looks_like_code, redeem
from models.people import Side

# One answer for every code that lets nobody in, so that it tells nothing (R205).
NO_CODE = {
    Side.OWNER: T(
        "owner",
        "Sorry, this code has been used or has expired. Please ask the service desk for a new one. Thank you.",
    ),
    Side.STAFF: T("staff", "This invitation is unknown, used or expired. Please ask your manager for a new one."),
}
REGISTERED = {
    Side.OWNER: T(
        "owner",
        "You are registered already, thank you. If another unit is to be added, the service desk is glad to help.",
    ),
    Side.STAFF: T("staff", "You are registered already."),
}
LANGUAGE_NAMES = {"zh_Hans": "中文", "en": "English"}


def start(scene: Scene, code: str) -> Reply:
    """Somebody brings a code, by its link or typed; who is registered already is simply where they are, and the code stays good."""
    if scene.admitted:
        return scene.routes.home(scene).headed(REGISTERED[scene.side])
    if scene.person is not None and not scene.person.guest:
        return scene.routes.stranger(scene)
    chat = conversation_of(scene)
    person = redeem(
        scene.session, project=scene.project, side=scene.side, code=code, telegram_id=chat.chat_id, now=scene.now
    )
    if person is None:
        return scene.routes.stranger(scene).headed(NO_CODE[scene.side])
    scene.person = person
    scene.person.language = chat.language
    scene.admitted = scene.side == Side.STAFF  # an owner reads the privacy notice first (R205)
    home = scene.routes.home if scene.admitted else scene.routes.stranger
    return home(scene).headed(T("owner", "Welcome, {name}. You are registered now.", name=scene.person.called))


def first_words(scene: Scene, text: str) -> Reply:
    """What somebody writes who is not let in yet: the code that they were given, or anything else."""
    return start(scene, text) if looks_like_code(text) else scene.routes.stranger(scene)


def speak(scene: Scene, tap: SpeakLanguage) -> Reply:
    """Change the language, and show it at once."""
    if tap.language in LANGUAGES:
        scene.me.language = tap.language
        scene.reader = Reader(tap.language, scene.reader.zone)
    return scene.routes.home(scene)


def choose_language(scene: Scene) -> Reply:
    """Both languages, each in its own words."""
    buttons = tuple(Button(LANGUAGE_NAMES[one], SpeakLanguage(one)) for one in LANGUAGES)
    return Screen(T("owner", "Please choose your language."), (buttons, (Button(T("button", "Home"), Go(Place.HOME)),)))


def going_on(scene: Scene, *, but: type[Flow] | None = None) -> list[Button]:
    """Buttons for forms that were begun and wait; not for one that has another way back."""
    return [go_on(form) for form in resting(scene) if form.flow is not but][:2]
