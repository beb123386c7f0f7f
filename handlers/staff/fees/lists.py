"""Lists that are taken over: receivables by who opens them, the bank's payments by finance (R124, R129, J14)."""

from bot.documents import ask_for
from bot.forms.flow import Flow, Form
from bot.forms.media import Upload
from bot.scene import Reply, Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T
from handlers.fee_taps import GetFeeTemplate
from handlers.staff.names import ways_out
from handlers.staff.register.imports import FOLLOWS, WORKBOOK, take_workbook
from handlers.taps import Begin, Go, Place
from models.ledger.rights import CONFIRMS, is_one_of
from models.media.tables import Media
from models.receivables.rights import OPENS
from models.refusals import Gone, NotYours
from models.setup.runs import IMPORTERS_OF, may
from models.setup.sheets import BANK, OPENED

TEMPLATE = "register_template"
FLOW_OF = {OPENED: "fee_list", BANK: "fee_bank"}


def lists_menu(scene: Scene) -> Reply:
    """What can be sent, and its template; raises NotYours."""
    if not is_one_of(scene.me, OPENS | CONFIRMS):
        raise NotYours
    rows = [
        Button(T("button", "Template for receivables"), GetFeeTemplate(OPENED)),
        Button(T("button", "Send a list of receivables"), Begin("fee_list", 0)),
    ]
    if is_one_of(scene.me, CONFIRMS):
        rows += [
            Button(T("button", "Template for bank payments"), GetFeeTemplate(BANK)),
            Button(T("button", "Send the bank's list"), Begin("fee_bank", 0)),
        ]
    words = T(
        "staff",
        "<b>Lists to take over</b>. First you see what would happen, row by row; nothing changes before you agree.",
    )
    return Screen(words, (*rows_of(rows), ways_out(Go(Place.ACCOUNTS))))


def get_template(scene: Scene, tap: GetFeeTemplate) -> Reply:
    """Ask for an empty workbook; raises Gone or NotYours."""
    if tap.kind not in FLOW_OF:
        raise Gone
    may(scene.me, IMPORTERS_OF[tap.kind])
    ask_for(scene.session, person=scene.me, kind=TEMPLATE, facts={"book": tap.kind}, now=scene.now)
    reply = lists_menu(scene)
    return reply.with_toast(FOLLOWS) if isinstance(reply, Screen) else reply


class SendList(Flow):
    """A list of receivables; what would happen is shown before anything does."""

    name = "fee_list"
    title = T("button", "Send a list of receivables")
    reads_back = False
    kind = OPENED

    workbook = Upload(
        ask=T("staff", "Please send the filled-in workbook here, as a file."),
        label=T("staff", "Workbook"),
        endings=(WORKBOOK,),
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Who takes such lists over; raises NotYours."""
        may(form.scene.me, IMPORTERS_OF[cls.kind])

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Have it looked at."""
        media = form.scene.session.get_one(Media, form["workbook"])
        return take_workbook(form.scene, media.id, media.name, cls.kind)


class SendBankList(SendList):
    """The bank's list of payments."""

    name = "fee_bank"
    title = T("button", "Send the bank's list")
    kind = BANK


FLOWS = (SendList, SendBankList)
