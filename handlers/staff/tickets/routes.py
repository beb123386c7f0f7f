"""What the staff bot can be asked about tickets."""

from bot.scene import Reply, Scene
from handlers.paper_taps import PrintCard, PrintLedger, PrintOrder, PrintReception
from handlers.parts import Part
from handlers.ring_taps import SayRings
from handlers.staff.danger_taps import NoAlarmNeeded, RaiseForThem
from handlers.staff.rings import say_it
from handlers.staff.tickets import (
    clarify,
    danger,
    dispatch,
    fee,
    feedback,
    finishing,
    helping,
    job,
    merging,
    money,
    order_forms,
    order_times,
    papers,
    passing,
    proxy,
    proxy_service,
    quote,
    unfinished,
    visit,
)
from handlers.taps import (
    Acknowledge,
    AssignTo,
    MakeMove,
    MergeInto,
    More,
    OfferJob,
    OpenTicket,
    PickPerson,
    Place,
    SendAsProposed,
    ShowPictures,
)
from handlers.ticket.enclosed import show_pictures
from handlers.ticket.staff_card import staff_card


def make_move(scene: Scene, tap: MakeMove) -> Reply:
    """Who comes too early is asked first; everything else is done at once."""
    if tap.move == "knock":
        return visit.nobody_answers(scene, tap)
    early = visit.ask_whether_early(scene, tap) if tap.move == "arrive" else None
    return early or job.make_move(scene, tap)


TICKETS = Part(
    places={Place.LEDGER: papers.choose_ledger, Place.PROXY: proxy.enter_for_an_owner},
    taps={
        OpenTicket: job.open_ticket,
        MakeMove: make_move,
        SendAsProposed: dispatch.send_as_proposed,
        PickPerson: dispatch.pick_person,
        AssignTo: dispatch.assign_to,
        OfferJob: dispatch.offer_job,
        Acknowledge: job.acknowledge,
        More: passing.more,
        MergeInto: merging.merge_into,
        ShowPictures: show_pictures,
        SayRings: say_it,
        RaiseForThem: danger.raise_for_them,
        NoAlarmNeeded: danger.has_called,
        PrintCard: visit.print_card,
        PrintOrder: papers.print_order,
        PrintLedger: papers.print_ledger,
        PrintReception: papers.print_reception,
    },
    cards={"ticket": staff_card, "danger": danger.danger_card},
    flows=(
        dispatch.Classify,
        job.HandBack,
        helping.Settle,
        feedback.Reword,
        clarify.SayWhatItIs,
        proxy.ProxyReport,
        merging.Merge,
        *visit.FLOWS,
        *unfinished.FLOWS,
        *fee.FLOWS,
        *finishing.FLOWS,
        *quote.FLOWS,
        *order_forms.FLOWS,
        *order_times.FLOWS,
        *money.FLOWS,
        *proxy_service.FLOWS,
        *(passing.UrgeJob, passing.Transfer, passing.TakeBack, passing.Split, passing.Reopen),
    ),
)
