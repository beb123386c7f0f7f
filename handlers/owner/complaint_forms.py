"""What an owner writes about a complaint that goes on: another wish, a no, an appeal, more of it (R087, R089)."""

from collections.abc import Callable

from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words, render
from handlers.complaint_words import matter_of
from handlers.owner.complaint_card import FORMS, complaint_card, mine, teller
from models.complaints import by_owner
from models.complaints.doing import check
from models.complaints.filing import add
from models.complaints.tables import Complaint
from models.media.tables import MediaKind


class OwnForm(Flow):
    """The parent of an owner's forms about one complaint, decided on the version that was seen."""

    subject = "complaint"
    reads_back = False
    for_all = True  # also for who has no unit any more
    sealed = True
    takes_words, takes_kind_words = "words", True
    move = ""

    @classmethod
    def check(cls, form: Form) -> None:
        """Only its owner, and only while it is possible."""
        check(mine(form.scene, form.about), cls.move, teller(form.scene))

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version that was decided on."""
        return mine(form.scene, form.about).version

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which one."""
        complaint = mine(form.scene, form.about)
        return T("label", "{number}: {what}", number=complaint.number, what=matter_of(complaint))


def _words(ask: Words) -> Write:
    return Write(ask=ask, label=T("label", "In your words"), at_most=500)


def _say(form: Form, deed: Callable[..., Complaint]) -> None:
    """The deed of a form that asks for words and nothing else."""
    scene = form.scene
    deed(scene.session, form.about, by=teller(scene), now=scene.now, words=form["words"], seen=form.seen)


class Discuss(OwnForm):
    """The proposal is nearly right."""

    name, move = "complaint_discuss", "discuss"
    title = FORMS["discuss"][0]
    words = _words(T("owner", "Please tell us what should be different. Thank you."))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Whoever leads it proposes anew."""
        _say(form, by_owner.discuss)
        said = T("owner", "Thank you. We look at it again and make you another proposal.")
        return complaint_card(form.scene, form.about).headed(said)


class Decline(OwnForm):
    """The proposal does not suit: the next level has it (R087)."""

    name, move = "complaint_decline", "decline"
    title = FORMS["decline"][0]
    words = _words(T("owner", "We are sorry. Please tell us why; the next level takes it over at once. Thank you."))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The owner hears who has it now, as a message of its own."""
        _say(form, by_owner.decline)
        return complaint_card(form.scene, form.about)


class Appeal(OwnForm):
    """The result is not what was hoped for."""

    name, move = "complaint_appeal", "appeal"
    title = FORMS["appeal"][0]
    words = _words(
        T(
            "owner",
            "We are sorry. Please tell us what is still not right; the next level takes it over at once. Thank you.",
        )
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The owner hears who has it now, as a message of its own."""
        _say(form, by_owner.appeal)
        return complaint_card(form.scene, form.about)


class Add(OwnForm):
    """More about it."""

    name, move = "complaint_add", "add"
    title = FORMS["add"][0]
    photos = Photos(
        ask=T("owner", "Please send pictures or voice notes, up to five."),
        label=T("label", "Enclosed"),
        at_most=5,
        also=frozenset({MediaKind.DOCUMENT}),
        unasked=lambda _form: True,
        when=lambda form: form.scene.admitted,
        optional=True,
    )
    words = _words(T("owner", "Please tell us more, in words or with pictures. Thank you."))

    @classmethod
    def version(cls, form: Form) -> int | None:
        """What is added outdates nothing."""
        return None

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Whoever leads it hears at once."""
        media = [one.id for one in form.media("photos")]
        add(form.scene.session, form.about, by=teller(form.scene), now=form.scene.now, words=form["words"], media=media)
        said = T("owner", "Thank you, we have added it and told our colleagues.")
        return complaint_card(form.scene, form.about).headed(said)


def _why(_form: Form) -> list[Option]:
    return [
        Option("settled", T("button", "It is settled")),
        Option("mistake", T("button", "It was a misunderstanding")),
    ]


class Withdraw(OwnForm):
    """It is taken back; nobody has to say why."""

    name, move = "complaint_withdraw", "withdraw"
    title = FORMS["withdraw"][0]
    send_label = T("button", "Withdraw it now")
    cancel_label = T("button", "Keep it")
    words = Write(
        ask=T(
            "owner",
            "Would you like to withdraw it? If you like, please tell us why. You are welcome to write again at any time.",
        ),
        label=T("label", "In your words"),
        at_most=300,
        suggestions=_why,
        optional=True,
        skip=T("button", "Withdraw without a reason"),
    )

    @classmethod
    def is_read_back(cls, form: Form) -> bool:
        """Only own words: they may say that it shall go on."""
        ready = {render(one.label, form.scene.reader, escape=False) for one in _why(form)}
        return bool(form["words"]) and form["words"] not in ready

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Who had it hears."""
        scene = form.scene
        by_owner.withdraw(
            scene.session, form.about, by=teller(scene), now=scene.now, words=form["words"] or "", seen=form.seen
        )
        return complaint_card(scene, form.about)


FLOWS = (Discuss, Decline, Appeal, Add, Withdraw)
