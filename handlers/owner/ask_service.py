"""Other services: what the list does not have, or what nobody can describe; the office names a price first (R066, R078)."""

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words
from handlers.at_the_door import at_the_door
from handlers.owner.book import check_may_order, unit_of, units
from handlers.wish_question import wish, wished
from models.media.tables import MediaKind
from models.orders.booking import ask_for

LOOK, DESCRIBE = "look", "describe"


def _ways(_form: Form) -> list[Option]:
    return [
        Option(DESCRIBE, T("button", "Name me a price first")),
        Option(LOOK, T("button", "Please come and look first")),
    ]


class AskService(Flow):
    """In the customer's own words; a price follows, and nothing is done before they agree."""

    name = "ask_service"
    title = T("button", "Other services")
    takes_words = "words"

    unit = Choose(ask=T("owner", "Which unit is it for, please?"), label=T("label", "Unit"), among=units)
    words = Write(
        ask=T("owner", "Please tell us in your words what you need. Pictures are welcome too. Thank you."),
        label=T("label", "What you need"),
        at_most=500,
    )
    photos = Photos(
        ask=T("owner", "Please send pictures or voice notes, up to five."),
        label=T("label", "Enclosed"),
        at_most=5,
        also=frozenset({MediaKind.DOCUMENT}),
        unasked=lambda _form: True,
        optional=True,
    )
    way = Choose(
        ask=T("owner", "Shall we name you a price by your words, or come and look first? Please choose, thank you."),
        label=T("label", "Way"),
        among=_ways,
        per_row=1,
    )
    slot = wish(
        T("owner", "When does it suit you? Please choose a time, or write it like “tomorrow 9:30”. Thank you."),
        lambda _form: True,
    )
    door = at_the_door(when=lambda _form: True)

    @classmethod
    def check(cls, form: Form) -> None:
        """Raise MayNotOrder."""
        check_may_order(form)

    @classmethod
    def footnote(cls, form: Form) -> Words:
        """Asking costs nothing (DOMAIN 4.4)."""
        return T(
            "owner",
            "We first name you a price, and it is arranged once you agree. Asking for it costs nothing. Thank you.",
        )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Recorded; the number comes as a message of its own."""
        scene = form.scene
        ask_for(
            scene.session,
            project=scene.project,
            by=scene.me,
            unit=unit_of(form),
            words=form["words"],
            look_first=form["way"] == LOOK,
            wished=wished(form, form.get("slot")),
            media=[one.id for one in form.media("photos")],
            door=form.get("door"),
            now=scene.now,
        )
        return Screen(T("owner", "Thank you, we have your wish for a service. The number follows at once."))
