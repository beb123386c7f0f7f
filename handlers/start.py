"""What both bots share: the invitation's link, the language, and the note left in a group."""

from bot.forms.engine import resting
from bot.forms.screens import conversation_of, go_on
from bot.scene import Reply, Scene
from bot.screens import Button, Screen
from bot.texts import LANGUAGES, Reader, T
from handlers.taps import Go, Place, SpeakLanguage
from models.invitations import redeem
from models.people import Side

LANGUAGE_NAMES = {"zh_Hans": "中文", "en": "English"}


def start(scene: Scene, code: str) -> Reply:
    """Somebody opened the bot by an invitation's link; who is bound already is simply at home."""
    if scene.admitted:
        return scene.routes.home(scene)
    chat = conversation_of(scene)
    scene.person = redeem(
        scene.session, project=scene.project, side=scene.side, code=code, telegram_id=chat.chat_id, now=scene.now
    )
    scene.person.language = chat.language
    scene.admitted = scene.side == Side.STAFF  # an owner reads the privacy notice first (R205)
    home = scene.routes.home if scene.admitted else scene.routes.stranger
    return home(scene).headed(T("owner", "Welcome, {name}. You are registered now.", name=scene.person.called))


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


def going_on(scene: Scene) -> list[Button]:
    """Buttons for forms that were begun and wait."""
    return [go_on(form) for form in resting(scene)[:2]]
