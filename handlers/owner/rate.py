"""The owner rates a job in four aspects; a low score starts the work again (R053, R027)."""

from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.questions import Choose, Option, Write
from bot.screens import Screen
from bot.texts import T, Words
from handlers.ticket.owner_card import owner_card
from models.policy import policy_of
from models.refusals import Gone, TooLate
from models.tickets.queries import visible
from models.tickets.rating import Scores, may_rate, rate

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
    return form.get("overall") in (EACH, NO)


def _aspect(ask: T, label: T) -> Choose:
    """One of the four aspects, from 1 to 5."""
    return Choose(ask=ask, label=label, among=_scores, when=_one_by_one, per_row=5)


def _low(form: Form) -> bool:
    limit = policy_of(form.scene.project).low_score
    given = [int(form[name]) for name in ASPECTS if form.get(name)]
    return form.get("overall") == NO or min(given, default=5) <= limit


def _ask_comment(form: Form) -> Words:
    if _low(form):
        return T(
            "owner",
            "We are sorry that we fell short. Please tell us what should be better, or send a picture; the work starts again at once. Thank you.",
        )
    return T("owner", "Is there anything you would like to tell us? A word is welcome, thank you.")


class RateRepair(Flow):
    """One round of one job, rated once."""

    name = "rate"
    title = T("button", "Rate this service")
    subject = "ticket"
    reads_back = False

    overall = Choose(
        ask=T("owner", "Is the matter solved for you?"), label=T("label", "Solved"), among=_overall, per_row=1
    )
    punctuality = _aspect(T("owner", "Punctuality, please: 1 is very low, 5 is very high."), T("label", "Punctuality"))
    attitude = _aspect(T("owner", "Attitude, please: 1 is very low, 5 is very high."), T("label", "Attitude"))
    quality = _aspect(T("owner", "Quality, please: 1 is very low, 5 is very high."), T("label", "Quality"))
    tidiness = _aspect(T("owner", "Tidiness, please: 1 is very low, 5 is very high."), T("label", "Tidiness"))
    comment = Write(ask=_ask_comment, label=T("label", "Comment"), at_most=300, optional=True, skip=T("button", "Send"))
    photos = Photos(
        ask=T("owner", "Please send a picture or a voice note of what should be better."),
        label=T("label", "Enclosed"),
        at_most=5,
        when=_low,
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
        ticket = visible(form.scene.session, form.about, form.scene.me, form.scene.now)
        return T("label", "Repair {number}: {what}", number=ticket.number, what=ticket.symptom.owner_name)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep it; a low one reopens the ticket, of which a message of its own tells."""
        scene = form.scene
        scores = Scores(*(int(form.get(name) or 5) for name in ASPECTS))
        rate(
            scene.session,
            form.about,
            by=scene.me,
            now=scene.now,
            solved=form["overall"] != NO,
            scores=scores,
            comment=form.get("comment") or "",
            media=[one.id for one in form.media("photos")],
        )
        return owner_card(scene, form.about).headed(
            T("owner", "Thank you for your rating. It helps us to serve you better.")
        )
