"""The owner rates a job in four aspects; what is not solved starts again, a low score is called back about (R053, R027)."""

from collections.abc import Callable

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words
from handlers.ticket.owner_card import owner_card
from handlers.words import about_ticket
from models.policy import policy_of
from models.refusals import Gone, TooLate
from models.tickets.lifecycle import UNDISPATCHED
from models.tickets.queries import visible
from models.tickets.rating import Scores, may_rate, rate, score, waits_for_scores
from models.tickets.tables import Ticket

GOOD, EACH, NO = "good", "each", "no"
ASPECTS = ("punctuality", "attitude", "quality", "tidiness")


def _overall(form: Form) -> list[Option]:
    """Who is content needs one tap."""
    return [
        Option(GOOD, T("button", "Solved, all very good (5)")),
        Option(EACH, T("button", "Solved, rate each aspect")),
        Option(NO, T("button", "It needs more work")),
    ]


def _scores(form: Form) -> list[Option]:
    ends = {1: T("button", "1 low"), 5: T("button", "5 high")}
    return [Option(str(score), ends.get(score, str(score))) for score in range(1, 6)]


def _one_by_one(form: Form) -> bool:
    return bool(form.get("overall") == EACH)


PUNCTUALITY = (T("owner", "Punctuality, please: 1 is very low, 5 is very high."), T("label", "Punctuality"))
ATTITUDE = (T("owner", "Attitude, please: 1 is very low, 5 is very high."), T("label", "Attitude"))
QUALITY = (T("owner", "Quality, please: 1 is very low, 5 is very high."), T("label", "Quality"))
TIDINESS = (T("owner", "Tidiness, please: 1 is very low, 5 is very high."), T("label", "Tidiness"))


def _aspect(words: tuple[T, T], when: Callable[[Form], bool] | None = _one_by_one) -> Choose:
    """One of the four aspects, from 1 to 5."""
    ask, label = words
    return Choose(ask=ask, label=label, among=_scores, when=when, per_row=5)


def _low(form: Form) -> bool:
    limit = policy_of(form.scene.project).low_score
    given = [int(form[name]) for name in ASPECTS if form.get(name)]
    return _unsolved(form) or min(given, default=5) <= limit


def _unsolved(form: Form) -> bool:
    return bool(form.get("overall") == NO)


def _may_show(form: Form) -> bool:
    """Pictures of what is not right; they may come before anything was chosen."""
    return form.get("overall") is None or _low(form)


def _ask_comment(form: Form) -> Words:
    if _unsolved(form):
        return T(
            "owner",
            "We are sorry. Please tell us what still needs work (words, a picture or a voice note); it starts again at once. Thank you.",
        )
    if _low(form):
        return T(
            "owner",
            "We are sorry that we fell short. Please tell us what should be better, or send a picture; customer service will call you. Thank you.",
        )
    return T("owner", "Is there anything you would like to tell us? A word is welcome, thank you.")


class RateRepair(Flow):
    """One round of one job, rated once."""

    name = "rate"
    title = T("button", "Rate this service")
    subject = "ticket"
    reads_back = False
    takes_words, takes_kind_words = "comment", True

    overall = Choose(
        ask=T("owner", "Is the matter solved for you?"), label=T("label", "Solved"), among=_overall, per_row=1
    )
    punctuality = _aspect(PUNCTUALITY)
    attitude = _aspect(ATTITUDE)
    quality = _aspect(QUALITY)
    tidiness = _aspect(TIDINESS)
    comment = Write(ask=_ask_comment, label=T("label", "Comment"), at_most=300, optional=True, skip=T("button", "Send"))
    photos = Photos(
        ask=T("owner", "Please send a picture or a voice note of what should be better."),
        label=T("label", "Enclosed"),
        at_most=5,
        when=_may_show,
        unasked=lambda _form: True,
        optional=True,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the reporter, once a round, after the work."""
        ticket = visible(form.scene.session, form.about, form.scene.me, form.scene.now)
        if ticket.reporter_id != form.scene.me.id:
            raise Gone
        if not may_rate(form.scene.session, ticket, form.scene.me):
            raise TooLate(ticket=ticket.id)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which job it is about."""
        return _which(form)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep it; what is not solved reopens the ticket, and its card says so."""
        scene = form.scene
        ticket = rate(
            scene.session,
            form.about,
            by=scene.me,
            now=scene.now,
            solved=not _unsolved(form),
            scores=None if _unsolved(form) else _given(form),
            comment=form.get("comment") or "",
            media=[one.id for one in form.media("photos")],
        )
        return owner_card(scene, form.about).headed(_answer(form, ticket))


def _answer(form: Form, ticket: Ticket) -> Words:
    if _unsolved(form):
        return fell_short(ticket)
    if _low(form):
        return T(
            "owner", "Sorry that we fell short. Customer service will call you about it. Thank you for telling us."
        )
    return T("owner", "Thank you for your rating. It helps us to serve you better.")


def _which(form: Form) -> Words:
    ticket = visible(form.scene.session, form.about, form.scene.me, form.scene.now)
    return about_ticket(ticket)


def _given(form: Form) -> Scores:
    return Scores(*(int(form.get(name) or 5) for name in ASPECTS))


def fell_short(ticket: Ticket) -> Words:
    """[reopen] (R027)."""
    if ticket.status in UNDISPATCHED:  # the card below says until when
        return T(
            "owner",
            "Sorry that this service fell short of what you expect. We have arranged it anew. Thank you for telling us.",
        )
    return T(
        "owner",
        "Sorry that this service fell short of what you expect. We have arranged it anew "
        "and will contact you before {time}. Thank you for telling us.",
        time=ticket.contact_by,
    )


class ScoreUnsolved(Flow):
    """The four aspects of what was not solved, for who likes to give them after the work has started again."""

    name = "score"
    title = T("button", "Give marks for this service")
    subject = "ticket"
    reads_back = False

    punctuality = _aspect(PUNCTUALITY, None)
    attitude = _aspect(ATTITUDE, None)
    quality = _aspect(QUALITY, None)
    tidiness = _aspect(TIDINESS, None)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the reporter, and once."""
        ticket = visible(form.scene.session, form.about, form.scene.me, form.scene.now)
        if not waits_for_scores(form.scene.session, ticket, form.scene.me):
            raise TooLate(ticket=ticket.id)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which job it is about."""
        return _which(form)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep them beside what was said."""
        scene = form.scene
        score(scene.session, form.about, by=scene.me, now=scene.now, scores=_given(form))
        thanks = T("owner", "Thank you for your rating. It helps us to serve you better.")
        return owner_card(scene, form.about).headed(thanks)
