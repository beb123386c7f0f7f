"""失物招领 for owners: report what is missed, see how it stands, sign for what came back; never what lies here in detail (R206)."""

from collections.abc import Callable

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.past import Past, lately
from bot.forms.writing import Write
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.floors import ChooseFloor
from handlers.found_questions import PLACE_AT_MOST, WORDS_AT_MOST, Spot, facts_of, kinds, needs_floor
from handlers.found_taps import ConfirmBack, ListFound, OpenLoss, WithdrawLoss
from handlers.found_words import KIND, LOSS_STATE, day_said, described, picture_rows, short
from handlers.taps import Begin, Go, Place
from models.found.claims import confirm
from models.found.lifecycle import MISSED, OPEN, LossState
from models.found.losses import report_loss, withdraw_loss
from models.found.reading import kept_now, losses_of, own_loss, receipt_for
from models.found.tables import Kind, Loss

PAGE = 8  # lines of a list


def lost_menu(scene: Scene) -> Screen:
    """What can be done, and one's own losses."""
    return _mine(scene, 0)


def _mine(scene: Scene, page: int) -> Screen:
    losses = losses_of(scene.session, scene.me)
    page = max(0, min(page, (len(losses) - 1) // PAGE))
    words = lines(
        T("owner", "Have you lost something? Please report it here. We compare it with what was found and tell you."),
        T("owner", "What you have reported, please choose one to see more:") if losses else None,
    )
    buttons = [Button(_line(one), OpenLoss(one.id)) for one in losses[page * PAGE : (page + 1) * PAGE]]
    report = (Button(T("button", "Report a loss"), Begin(ReportLoss.name, 0)),)
    kept = (Button(T("button", "What was found"), ListFound("kept", 0)),)
    pages = _pages(len(losses), page, lambda to: ListFound("mine", to))
    return Screen(words, (report, *rows_of(buttons), pages, kept, _home()))


def _line(loss: Loss) -> Words:
    return listed([short(loss.words), LOSS_STATE[loss.state]], " ")


def _pages(count: int, page: int, tap: Callable[[int], ListFound]) -> Row:
    before = (Button(T("button", "Previous page"), tap(page - 1)),) if page else ()
    after = (Button(T("button", "Next page"), tap(page + 1)),) if count > (page + 1) * PAGE else ()
    return (*before, *after)


def _home(*more: Button) -> Row:
    return (*more, Button(T("button", "Home"), Go(Place.HOME)))


def _back() -> Row:
    return _home(Button(T("button", "Lost and found"), Go(Place.FOUND)))


def turn_page(scene: Scene, tap: ListFound) -> Screen:
    """Another page of one's own losses, or of what was found."""
    return _kept(scene, tap.page) if tap.which == "kept" else _mine(scene, tap.page)


def _kept(scene: Scene, page: int) -> Screen:
    """The sort and the day and nothing else: who describes the rest is its owner."""
    items = kept_now(scene.session, scene.project)
    page = max(0, min(page, (len(items) - 1) // PAGE))
    told = [
        T("label", "{day}: {kind}", day=day_said(scene, one), kind=KIND[one.kind])
        for one in items[page * PAGE : (page + 1) * PAGE]
    ]
    intro = (
        T(
            "owner",
            "These things were found and are kept for their owners. If one may be yours, please report your loss; "
            "customer service compares it for you. Thank you.",
        )
        if items
        else T("owner", "Nothing is waiting at the moment. Please report your loss, and we look out for it. Thank you.")
    )
    report = (Button(T("button", "Report a loss"), Begin(ReportLoss.name, 0)),)
    pages = _pages(len(items), page, lambda to: ListFound("kept", to))
    return Screen(lines(intro, *told), (report, pages, _back()))


def loss_card(scene: Scene, loss_id: int) -> Screen:
    """One's own loss: what was reported, how it stands, what comes next."""
    loss = own_loss(scene.session, loss_id, scene.me)
    words = lines(
        T("label", "<b>Loss {number}</b>", number=loss.number),
        T("label", "State: <b>{state}</b>", state=LOSS_STATE[loss.state]),
        *described(scene, loss),
        "",
        _next(scene, loss),
    )
    found = Button(T("button", "It has turned up, thank you"), WithdrawLoss(loss.id, loss.version))
    open_row = ((found,),) if loss.state in MISSED else ()
    return Screen(words, (*picture_rows(scene, loss), *open_row, _back()), loss.subject)


def _next(scene: Scene, loss: Loss) -> Words:
    match loss.state:
        case LossState.OPEN:
            return T("owner", "We compare it with everything that is handed in, and tell you here. Thank you.")
        case LossState.TOLD:
            return T(
                "owner",
                "Something like it is with us. Please come to the service centre with a document that says who you are, "
                "so that we can compare it together. Telephone {desk}. Thank you.",
                desk=scene.project.desk_phone,
            )
        case LossState.RETURNED:
            return T("owner", "It is back with you, we are glad. Thank you.")
        case _:
            return T("owner", "It has turned up, we are glad. Thank you for telling us.")


def open_loss(scene: Scene, tap: OpenLoss) -> Screen:
    """The card."""
    return loss_card(scene, tap.loss)


def withdraw(scene: Scene, tap: WithdrawLoss) -> Screen:
    """It has turned up; the desk hears it."""
    withdraw_loss(scene.session, tap.loss, by=scene.me, now=scene.now, seen=tap.seen)
    return loss_card(scene, tap.loss)


def receipt_card(scene: Scene, item_id: int) -> Screen:
    """What the owner signs: the number and the sort, and one button."""
    item, _claim = receipt_for(scene.session, item_id, scene.me)
    words = lines(
        T("label", "<b>Found thing {number}</b>", number=item.number),
        T("label", "Thing: {what}", what=KIND[item.kind]),
        T("owner", "Please press “I have it back” once you hold it in your hands. This counts as your signature, thank you.")
        if item.state in OPEN
        else T("owner", "You have confirmed that you have it back. Thank you."),
    )  # fmt: skip
    sign = ((Button(T("button", "I have it back"), ConfirmBack(item.id, item.version)),),) if item.state in OPEN else ()
    return Screen(words, (*sign, _home()), item.subject)


def confirm_back(scene: Scene, tap: ConfirmBack) -> Screen:
    """The signature."""
    confirm(scene.session, tap.item, by=scene.me, now=scene.now, seen=tap.seen)
    return receipt_card(scene, tap.item)


class ReportLoss(Flow):
    """What is missed, where and since when; the desk compares."""

    name = "lost"
    title = T("button", "Report a loss")
    takes_words = "words"

    kind = Choose(ask=T("owner", "What have you lost, please?"), label=T("label", "Sort"), among=kinds, per_row=2)
    words = Write(
        ask=T("owner", "Please describe it: colour, make, marks, what is inside. It helps us to recognise it."),
        label=T("label", "Description"),
        at_most=WORDS_AT_MOST,
    )
    spot = Spot(
        ask=T("owner", "Where may it have been, please? Choose a place, or write it."),
        label=T("label", "Place"),
        at_most=PLACE_AT_MOST,
        optional=True,
        skip=T("button", "My memory is a little vague"),
    )
    floor = ChooseFloor(
        ask=T("owner", "On which floor, please?"),
        label=T("label", "Floor"),
        when=needs_floor,
        per_row=5,
    )
    when = Past(
        ask=T("owner", "When did you have it last, please? A day is enough."),
        label=T("label", "Time"),
        among=lately,
        hour=False,
    )
    photos = Photos(
        ask=T("owner", "If you have a picture of it, please send it, up to five."),
        label=T("label", "Enclosed"),
        at_most=5,
        optional=True,
    )

    @classmethod
    def finish(cls, form: Form) -> Reply:
        """Record it; the receipt with the number comes as a message of its own."""
        scene = form.scene
        facts = {"kind": Kind(form["kind"]), **facts_of(form)}
        report_loss(scene.session, project=scene.project, by=scene.me, now=scene.now, **facts)
        return Screen(T("owner", "Thank you, your loss has been recorded. The number follows at once."))
