"""Calls about paid services: the callback with price, charge and conduct, and what is still to be paid (R060, R062, R072)."""

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import Option
from bot.scene import Scene
from bot.texts import Money, T, Words, lines, render
from models.calls.queries import call_for
from models.calls.tables import Call, CallKind, CallOutcome
from models.ledger.posting import owed_fen
from models.orders.reading import agreed_fen, order_of
from models.orders.tables import Order

WELL = "well"
BREACH = {
    "shoes": T("staff", "no shoe covers"),
    "steps": T("staff", "not light of step"),
    "dragged": T("staff", "tools dragged over the floor"),
    "price": T("staff", "price not said before"),
}


def order_behind(scene: Scene, call: Call) -> Order | None:
    """The order of the job that is called about."""
    return order_of(scene.session, call.ticket) if call.ticket is not None else None


def money_of(scene: Scene, call: Call) -> list[Words]:
    """What was agreed to, what it came to, and what is still owed."""
    order = order_behind(scene, call)
    if order is None or call.kind not in {CallKind.CALLBACK, CallKind.UNPAID}:
        return []
    said: list[Words] = [T("staff", "Agreed: {amount}", amount=Money(agreed_fen(scene.session, order)))]
    if order.charged_fen is not None:
        said.append(T("staff", "Charged: {amount}", amount=Money(order.charged_fen)))
    if (owed := owed_fen(scene.session, order.subject)) > 0:
        said.append(T("staff", "Still to be paid: {amount}", amount=Money(owed)))
    return said


def about_order(scene: Scene, call: Call) -> Words | None:
    """What is said on the telephone about a paid service; None for calls about something else."""
    order = order_behind(scene, call)
    if order is None or call.ticket is None:
        return None
    facts = {"name": scene.me.name, "building": scene.project.name, "number": call.ticket.number}
    if call.kind == CallKind.UNPAID:
        return T(
            "owner",
            "“Hello, this is {name} of the customer service of {building}, calling about the service {number}. {amount} are still to "
            "be paid. How would it suit you to pay? If anything is not right, please tell me. Thank you.”",
            **facts,
            amount=Money(owed_fen(scene.session, order.subject)),
        )
    if call.kind != CallKind.CALLBACK:
        return None
    return lines(
        T(
            "owner",
            "“Hello, this is {name} of the customer service of {building}, calling about the service {number}. Are you content with "
            "the result? Was the price said before, and is the charge right?",
            **facts,
        ),
        T(
            "owner",
            "Did our colleague wear shoe covers, step lightly, and carry the tools without dragging them? "
            "Is there anything else you would suggest? Sorry for the disturbance, thank you.”",
        ),
    )


def _is_of_order(form: Form) -> bool:
    """Whether conduct is asked about: of a paid service whose customer was reached."""
    call = call_for(form.scene.session, form.about, form.scene.me)
    reached = form.get("outcome") in (CallOutcome.CONTENT, CallOutcome.NOT_CONTENT)
    return bool(reached and call.kind == CallKind.CALLBACK and order_behind(form.scene, call) is not None)


CONDUCT = Choose(
    ask=T("staff", "How was our colleague in the room: shoe covers, light step, nothing dragged?"),
    label=T("staff", "Conduct"),
    among=lambda _form: [
        Option(WELL, T("staff", "all as it should be")),
        *(Option(code, words) for code, words in BREACH.items()),
    ],
    when=_is_of_order,
    per_row=1,
)


def said_with_conduct(form: Form, words: str) -> str:
    """What was said, and before it what was not as it should be."""
    breach = BREACH.get(str(form.get("conduct") or WELL))
    if breach is None:
        return words
    return (
        f"{render(breach, form.scene.reader, escape=False)}; {words}"
        if words
        else render(breach, form.scene.reader, escape=False)
    )
