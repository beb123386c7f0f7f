"""Forms about a paid order: what the owner said, that it is not carried out, the money at the door (R063, R064, R074)."""

from collections.abc import Sequence
from typing import ClassVar

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import Money, T, Words, lines, render
from handlers.order_words import quoted_lines
from handlers.staff.phrases.question import Ready, ToOwner
from handlers.staff.tickets.job import which_job
from handlers.staff.tickets.move_form import ticket_of
from handlers.ticket.staff_card import staff_card
from models.orders.consenting import Shown, answer, answers_to
from models.orders.ending import end
from models.orders.hearing import ask_to_hear
from models.orders.lifecycle import State
from models.orders.moving import check_move
from models.orders.reading import open_quote, order_of
from models.orders.tables import Answer, Order, Quote
from models.refusals import Gone, TooLate

ANSWERS = {
    Answer.AGREED: T("button", "Agrees"),
    Answer.APPROVED: T("button", "Their company approves"),
    Answer.DISCUSS: T("button", "Wants to discuss it"),
    Answer.DECLINED: T("button", "Declines"),
    Answer.DISAPPROVED: T("button", "Their company does not approve"),
}


def order_in(form: Form) -> Order:
    """The order of the form's ticket; raises Gone."""
    order = order_of(form.scene.session, ticket_of(form))
    if order is None:
        raise Gone
    return order


class OrderForm(Flow):
    """The parent of forms about one move of one order, opened from its ticket's card."""

    subject = "ticket"
    move: ClassVar[str] = ""

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may make the move now, also by what they did before (X3)."""
        check_move(form.scene.session, order_in(form), cls.move, form.scene.me, form.scene.now)

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version of the order that was decided on."""
        return order_in(form).version

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which job."""
        return which_job(form)


def _quote(form: Form) -> Quote | None:
    """The price that was open when the form was opened, or is now."""
    seen = form.scene.session.get(Quote, form.seen) if form.seen else None
    return seen or open_quote(form.scene.session, order_in(form))


def _answers(form: Form) -> list[Option]:
    scene, quote = form.scene, _quote(form)
    able = answers_to(scene.session, quote, scene.me, scene.now) if quote else frozenset()
    return [Option(one.value, label) for one, label in ANSWERS.items() if one in able]


def _heard(form: Form) -> list[Option]:
    return [
        Option("phone", T("button", "On the telephone, after I read out the price")),
        Option("desk", T("button", "At the service desk, after reading it")),
    ]


def read_out(quote: Quote) -> Words:
    """A price as it is read to a customer, line by line."""
    total = T("label", "Together: {amount}", amount=Money(quote.total_fen))
    guarantee = T("label", "Guaranteed for {days} days", days=quote.guarantee_days) if quote.guarantee_days else None
    return lines(quoted_lines(quote.lines), total, guarantee, quote.words or None)


def heard(form: Form, quote: Quote) -> Shown:
    """What was read out to somebody who answered in words."""
    text = render(read_out(quote), form.scene.reader, escape=False)
    return Shown(text, form.scene.reader.language, str(quote.number))


class NoteAnswer(OrderForm):
    """Customer service has read the price out; whose word it is and who heard it are kept with what was said (R064, R065)."""

    name = "note_answer"
    title = T("button", "Note the owner's answer")
    send_label = T("button", "Keep the answer")

    said = Choose(
        ask=T("staff", "Read this out to the owner. What do they say?"),
        label=T("staff", "Answer"),
        among=_answers,
        ask_even_one=True,
    )
    words = Write(
        ask=T("staff", "Where and in which words was it said? It is kept as the proof."),
        label=T("staff", "Said"),
        at_most=200,
        suggestions=_heard,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only customer service, never who named the price."""
        if _quote(form) is None:
            raise TooLate(ticket=form.about)
        if not _answers(form):
            scene, name = form.scene, "agree_more" if order_in(form).state == "consented" else "agree"
            check_move(scene.session, order_in(form), name, scene.me, scene.now)

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The price that was read out."""
        found = open_quote(form.scene.session, order_in(form))
        return found.id if found else None

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """The price, to be read out."""
        quote = _quote(form)
        return lines(which_job(form), read_out(quote) if quote else None)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Kept for ever, with what was read out."""
        scene, quote = form.scene, _quote(form)
        if quote is None:
            raise TooLate(ticket=form.about)
        shown = heard(form, quote)
        answer(
            scene.session, quote.id, Answer(form["said"]), by=scene.me, now=scene.now, shown=shown, words=form["words"]
        )
        return staff_card(scene, form.about).headed(T("staff", "The answer is kept."))


def _declined_words(form: Form) -> list[Option]:
    return [
        Option("rest", T("button", "Only what was agreed")),
        Option("later", T("button", "Perhaps another time")),
        Option("price", T("button", "Too dear")),
    ]


def _is_agreed(order: Order) -> bool:
    return order.state == State.CONSENTED


class DeclinedHere(OrderForm):
    """Who stands before it notes a no; what was agreed before is done and charged, and nothing else (R047)."""

    name = "declined_here"
    title = T("button", "The owner declines on the spot")
    reads_back = False

    words = Write(
        ask=T("staff", "What did the owner say? Tap, or write it."),
        label=T("staff", "Said"),
        at_most=200,
        suggestions=_declined_words,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Of the first price, or of what comes on top of what was agreed."""
        order = order_in(form)
        check_move(
            form.scene.session, order, "decline_more" if _is_agreed(order) else "decline", form.scene.me, form.scene.now
        )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Kept; the work goes on as it was agreed before, or ends with what was seen."""
        scene, quote = form.scene, open_quote(form.scene.session, order_in(form))
        if quote is None:
            raise TooLate(ticket=form.about)
        shown, said = heard(form, quote), Answer.DECLINED
        more = _is_agreed(order_in(form))
        answer(scene.session, quote.id, said, by=scene.me, now=scene.now, shown=shown, words=form["words"])
        return staff_card(scene, form.about).headed(
            T("staff", "Noted. Please do what was agreed before, and no more. Thank you.")
            if more
            else T("staff", "Noted; customer service knows. Nothing is charged: please finish with what you found.")
        )


class AgreedHere(OrderForm):
    """A yes on the spot is the owner's own tap, or is heard by customer service: never noted by who named the price (X3)."""

    name = "agreed_here"
    title = T("button", "The owner agrees on the spot")
    send_label = T("button", "Ask customer service to call")

    @classmethod
    def check(cls, form: Form) -> None:
        """Only as long as a price waits."""
        if open_quote(form.scene.session, order_in(form)) is None:
            raise TooLate(ticket=form.about)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """The two ways."""
        asks = T(
            "staff",
            "Whoever named a price does not note the yes to it. Please let the owner tap “agree” on their own telephone; "
            "or customer service calls them now and notes it. The card here changes by itself.",
        )
        return lines(which_job(form), asks)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Customer service is asked at once."""
        scene = form.scene
        ask_to_hear(scene.session, order_in(form).id, by=scene.me, now=scene.now)
        return staff_card(scene, form.about).headed(T("staff", "Customer service has been asked to call the owner."))


def _why_not(_form: Form) -> Sequence[Ready]:
    return [
        Ready("wish", T("button", "No longer wished"), T("owner", "You have told us that it is no longer needed.")),
        Ready(
            "firm",
            T("button", "A specialist firm is needed"),
            T("owner", "This needs a specialist firm; we gladly help you find one."),
        ),
        Ready(
            "call",
            T("button", "Nobody could be reached"),
            T("owner", "We could not reach you by telephone. Please call us at any time."),
        ),
    ]


class EndOrder(OrderForm):
    """It is registered and not carried out; the reason stays, and the customer reads it (R063)."""

    name = "end_order"
    move = "end"
    title = T("button", "Not carried out")
    send_label = T("button", "End it with this reason")

    reason = ToOwner(
        ask=T("staff", "Why is it not carried out? The reason is kept, and the owner reads it."),
        label=T("staff", "Reason"),
        at_most=200,
        reader=lambda form: ticket_of(form).reporter,
        ready=_why_not,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Ended, with its reason."""
        scene = form.scene
        end(
            scene.session,
            order_in(form).id,
            by=scene.me,
            now=scene.now,
            reason=form["reason"],
            seen=form.seen,
        )
        return staff_card(scene, form.about).headed(T("staff", "Ended, and kept with its reason."))


FLOWS: tuple[type[Flow], ...] = (NoteAnswer, DeclinedHere, AgreedHere, EndOrder)
