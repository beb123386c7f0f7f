"""The desk answers a question in words, or passes it to those in charge (R038, R084)."""

from bot.forms.flow import Form
from bot.forms.questions import Option
from bot.screens import Screen
from bot.texts import T, Words, lines
from handlers.staff.about_one import AboutOne
from handlers.staff.asking import reason
from handlers.staff.enquiries.cards import enquiry_card
from handlers.staff.phrases.question import ToOwner
from models.enquiries import actions
from models.enquiries.reading import visible
from models.enquiries.tables import Enquiry


class EnquiryForm(AboutOne[Enquiry]):
    """The parent of forms about one enquiry."""

    subject = "enquiry"

    @classmethod
    def one(cls, form: Form) -> Enquiry:
        """The enquiry; raises Gone."""
        return visible(form.scene.session, form.about, form.scene.me)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may make the move now."""
        actions.check_move(cls.one(form), cls.move, form.scene.me)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """What was asked."""
        one = cls.one(form)
        asked = T("staff", "Asked: {words}", words=one.words) if one.words else None
        shown = T("staff", "Read and not enough: {question}", question=one.edition.question) if one.edition else None
        return lines(asked, shown)


class AnswerEnquiry(EnquiryForm):
    """What the owner reads."""

    name = "answer_enquiry"
    move = "answer"
    title = T("button", "Answer")
    send_label = T("button", "Tell the owner")

    words = ToOwner(
        ask=T(
            "staff",
            "How shall the owner read it? The reason, the steps, and whom to turn to; polite, in everyday words.",
        ),
        label=T("staff", "For the owner"),
        at_most=600,
        reader=lambda form: EnquiryForm.one(form).person,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The owner reads it at once, and says whether it helped."""
        actions.answer(form.scene.session, form.about, words=form["words"], **cls.deed(form))
        return enquiry_card(form.scene, form.about).headed(T("staff", "Sent to the owner."))


class EscalateEnquiry(EnquiryForm):
    """Those in charge answer it, and why the desk does not."""

    name = "escalate_enquiry"
    move = "escalate"
    title = T("button", "Pass to the supervisor")

    words = reason(
        lambda _form: [
            Option("decide", T("button", "Somebody has to decide it")),
            Option("others", T("button", "Other departments are concerned")),
        ],
        T("staff", "Why does the supervisor have to answer?"),
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Those in charge hear."""
        actions.escalate(form.scene.session, form.about, words=form["words"], **cls.deed(form))
        return enquiry_card(form.scene, form.about).headed(T("staff", "Passed on. The supervisor has been told."))


FLOWS = (AnswerEnquiry, EscalateEnquiry)
