"""Drafting an announcement, revising, correcting, approving, sending back, calling off; with the text that owners read (R149, R195)."""

from typing import Any

from bot.forms.flow import Flow, Form
from bot.forms.writing import Write
from bot.scene import Open, Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words
from handlers.announcement_taps import AnnouncementDeed
from handlers.announcement_words import title_of
from handlers.staff.about_one import AboutOne
from handlers.staff.announcements import questions
from handlers.staff.announcements.cards import announcement_card, papers_of, preview
from handlers.staff.asking import reason
from handlers.taps import Begin
from models.announcements import actions
from models.announcements.audience import audience_of
from models.announcements.content import Content
from models.announcements.reading import visible
from models.announcements.tables import Announcement
from models.refusals import Gone, NotYours
from models.roles import FRONT_OFFICE

DRAFTED = T("staff", "Kept. The supervisor or the manager approves it.")


def _preview(form: Form, content: Content, corrects: int | None = None) -> Words:
    scene = form.scene
    return preview(content, audience_of(scene.session, scene.project, content, corrects))


class Texts(Flow):
    """The parent of the forms that say what an announcement says; the read-back has the very text (R195)."""

    subject = "announcement"

    reason = questions.because()
    title_words = questions.title()
    words = questions.words()
    starts = questions.starts()
    ends = questions.ends()
    hurry = questions.hurry()

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """Exactly what owners will read, and whom it reaches."""
        return _preview(form, questions.content_of(form))


class DraftAnnouncement(Texts):
    """A new one, from the sort to the time of sending."""

    name = "announcement"
    title = T("button", "Draft an announcement")
    send_label = T("button", "Give it for approval")
    asks_first = ("kind", "supply", "scope", "floors", "units", "whom")

    kind = questions.kind()
    supply = questions.supply()
    scope = questions.scope()
    floors = questions.floors()
    units = questions.units()
    whom = questions.whom()
    important = questions.important()
    send = questions.send()

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the front office."""
        if form.scene.staff.role not in FRONT_OFFICE:
            raise NotYours

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Another person approves it."""
        scene = form.scene
        one = actions.draft(scene.session, questions.content_of(form), by=scene.me, now=scene.now)
        return announcement_card(scene, one.id).headed(DRAFTED)


class AnnouncementForm(AboutOne[Announcement]):
    """The parent of forms about one announcement."""

    subject = "announcement"

    @classmethod
    def one(cls, form: Form) -> Announcement:
        """The announcement; raises Gone."""
        return visible(form.scene.session, form.about, form.scene.me)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may make the move now."""
        actions.move_for(cls.one(form), cls.move, form.scene.me)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which one."""
        return title_of(cls.one(form).content)


class ReviseAnnouncement(Texts, AnnouncementForm):
    """The drafter finds other words or times; it begins with what was said."""

    name = "announcement_revise"
    move = "revise"
    title = T("button", "Revise")
    send_label = T("button", "Give it for approval")

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It waits to be approved again."""
        actions.revise(form.scene.session, form.about, questions.content_of(form), **cls.deed(form))
        return announcement_card(form.scene, form.about).headed(DRAFTED)


class CorrectAnnouncement(Texts, AnnouncementForm):
    """What was sent was wrong: another one for the same people, which is approved like any other."""

    name = "announcement_correct"
    move = "correct"
    title = T("button", "Correct it")
    send_label = T("button", "Give it for approval")

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """Whom it reaches: those who were told of the first one."""
        return _preview(form, questions.content_of(form), form.about)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The first one stands until the correction is sent."""
        content = questions.content_of(form)
        one = actions.correct(form.scene.session, form.about, content, **cls.deed(form))
        return announcement_card(form.scene, one.id).headed(DRAFTED)


def _late_now(form: Form) -> bool:
    scene = form.scene
    one = visible(scene.session, form.about, scene.me)
    return actions.needs_hurry(scene.project, one, scene.now)


class ApproveAnnouncement(AnnouncementForm):
    """The text once more, and how many read it, before it goes (R195)."""

    name = "announcement_approve"
    move = "approve"
    title = T("button", "Approve and send")
    send_label = T("button", "Approve and send")

    hurry = questions.hurry(_late_now)

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """Exactly what owners will read, and whom it reaches."""
        one = cls.one(form)
        return _preview(form, one.content, one.corrects_id)

    @classmethod
    def below(cls, form: Form) -> tuple[Row, ...]:
        """Back to the drafter with a reason; where nobody is on the bot, paper and telephones."""
        one, scene = cls.one(form), form.scene
        back = Button(T("button", "Send back"), Begin(SendBackAnnouncement.name, one.id))
        reached = audience_of(scene.session, scene.project, one.content, one.corrects_id).people
        return ((back,), *rows_of(() if reached else papers_of(one), 2))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It goes by the clock, now or at its time."""
        actions.approve(form.scene.session, form.about, hurry=form.get("hurry") or "", **cls.deed(form))
        said = T("staff", "Approved. It goes out piece by piece; the drafter hears when everybody is told.")
        return announcement_card(form.scene, form.about).headed(said)


class SendBackAnnouncement(AnnouncementForm):
    """What the drafter should change (R161)."""

    name = "announcement_back"
    move = "send_back"
    title = T("button", "Send back")

    words = reason(ask=T("staff", "What should be changed? The drafter reads it."))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The drafter hears."""
        actions.send_back(form.scene.session, form.about, words=form["words"], **cls.deed(form))
        return announcement_card(form.scene, form.about).headed(T("staff", "Sent back. The drafter has been told."))


class CallOffAnnouncement(AnnouncementForm):
    """It does not take place, and why; whoever was told of it reads the reason."""

    name = "announcement_off"
    move = "call_off"
    title = T("button", "Call the announcement off")

    words = Write(
        ask=T("staff", "Why? Owners who were told of it read the reason."),
        label=T("staff", "Reason"),
        at_most=200,
        to_owner=True,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Whoever was told hears."""
        actions.call_off(form.scene.session, form.about, words=form["words"], **cls.deed(form))
        return announcement_card(form.scene, form.about).headed(T("staff", "Called off."))


def do_deed(scene: Scene, tap: AnnouncementDeed) -> Reply:
    """What needs no form, or a form that begins with what was said; raises Gone for anything else."""
    facts: dict[str, Any] = {"by": scene.me, "now": scene.now, "seen": tap.seen}
    match tap.deed:
        case "end":
            actions.end(scene.session, tap.announcement, **facts)
            said = T("staff", "Noted. Everybody who was told of it hears that it is restored.")
        case "discard":
            actions.discard(scene.session, tap.announcement, **facts)
            said = T("staff", "Discarded. Nothing was sent.")
        case "revise" | "correct":
            flow = ReviseAnnouncement if tap.deed == "revise" else CorrectAnnouncement
            content = visible(scene.session, tap.announcement, scene.me).content
            return Open(flow, tap.announcement, questions.given_by(scene.project.zone, content))
        case _:
            raise Gone
    return announcement_card(scene, tap.announcement).headed(said)


FLOWS = (
    DraftAnnouncement,
    ReviseAnnouncement,
    CorrectAnnouncement,
    ApproveAnnouncement,
    SendBackAnnouncement,
    CallOffAnnouncement,
)
