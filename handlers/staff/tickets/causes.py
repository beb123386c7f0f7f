"""Why a fault came again: asked where it did, in one tap (R042)."""

from bot.forms.flow import Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.texts import T
from models.tickets.queries import visible
from models.tickets.repeats import repeat_of


def _causes(form: Form) -> list[Option]:
    return [
        Option("wear", T("button", "Worn out")),
        Option("misuse", T("button", "Wrong use")),
        Option("installation", T("button", "Badly installed")),
        Option("repair", T("button", "Earlier repair did not last")),
        Option("outside", T("button", "Cause from outside")),
        Option("unknown", T("button", "Cause unknown")),
    ]


def _is_repeated(form: Form) -> bool:
    scene = form.scene
    return repeat_of(scene.session, visible(scene.session, form.about, scene.me, scene.now)) is not None


CAUSE = Write(
    ask=T("staff", "This fault came again. What is behind it? Tap one, or write it."),
    label=T("staff", "Cause"),
    at_most=200,
    suggestions=_causes,
    when=_is_repeated,
)
