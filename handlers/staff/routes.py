"""The staff bot (员工端): everything that it can be asked, in one table."""

from bot.forms.resting import rest
from bot.scene import Command, Open, Reply, Routes, Scene
from bot.texts import T
from handlers import groups, notices, refusals, start
from handlers.found_taps import (
    Compare,
    ItemDeed,
    ListFound,
    OpenItem,
    OpenLoss,
    PrintFound,
    RuleOut,
    ShowThing,
    TellOwner,
)
from handlers.register_taps import (
    Find,
    GiveCode,
    GrantWish,
    LetInAs,
    OpenAccess,
    OpenContact,
    OpenFile,
    OpenWish,
    ShowAttachments,
)
from handlers.show_thing import show_thing
from handlers.staff import (
    access,
    archive,
    assignments,
    calls,
    checkin,
    codes,
    contacts,
    digest,
    dispatch,
    found,
    found_card,
    found_losses,
    home,
    imports,
    job,
    merging,
    move_in,
    move_in_forms,
    papers,
    passing,
    people,
    policy,
    proxy,
    register,
    roster,
    search,
    unit_file,
    visit,
    warranty,
    wishes,
)
from handlers.staff.case_taps import OpenMoveIn, OpenPaper, ReportDefect, ShowVersion
from handlers.staff.forms import FLOWS
from handlers.staff.lists import LISTS, show_list
from handlers.staff.office_menu import office_menu
from handlers.staff.taps import (
    AnswerWish,
    CheckInNow,
    GivenAssignments,
    ListStaff,
    ListWarranties,
    MyAssignments,
    OpenAssignment,
    OpenGroup,
    OpenStaff,
    OpenValue,
    OpenWarranty,
    PickPlanned,
    PolicyHistory,
    RosterDay,
    RosterOf,
    RosterWeek,
    ShowEnclosed,
    SignOff,
    StaffHistory,
)
from handlers.taps import (
    Acknowledge,
    ApplyImport,
    AssignTo,
    Begin,
    CancelImport,
    GetWorkbook,
    Go,
    LetGo,
    MakeMove,
    MergeInto,
    More,
    OfferJob,
    OpenCall,
    OpenTicket,
    PickPerson,
    Place,
    PrintCard,
    PrintLedger,
    PrintOrder,
    PrintReception,
    SendAsProposed,
    ShowPictures,
    SpeakLanguage,
    TakeUp,
)
from handlers.ticket.enclosed import show_pictures
from handlers.ticket.staff_card import staff_card
from models.people import Side
from models.refusals import Gone

PLACES = {
    Place.HOME: home.home,
    Place.PERSON: home.talk_to_a_person,
    Place.LANGUAGE: start.choose_language,
    Place.DIGEST: digest.show_digest,
    Place.LEDGER: papers.choose_ledger,
    Place.OFFICE: office_menu,
    Place.REQUESTS: access.show_requests,
    Place.REGISTER: register.export_register,
    Place.FIND: search.begin,
    Place.CODES: codes.begin,
    Place.STAFF: people.staff_menu,
    Place.ROSTER: roster.roster_menu,
    Place.SHIFTS: roster.my_shifts,
    Place.POLICY: policy.policy_menu,
    Place.PROXY: proxy.enter_for_an_owner,
    Place.WORKBOOKS: imports.workbooks,
    Place.MY_ASSIGNMENTS: assignments.my_assignments,
    Place.ASSIGNMENTS: assignments.given_menu,
    Place.WARRANTIES: warranty.warranties,
    Place.FOUND: found.found_menu,
}


def _go(scene: Scene, tap: Go) -> Reply:
    if tap.place in LISTS:
        return show_list(scene, tap.place)
    if tap.place not in PLACES:
        raise Gone
    return PLACES[tap.place](scene)


def _begin(scene: Scene, tap: Begin) -> Reply:
    flow = ROUTES.flow_by_name.get(tap.flow)
    if flow is None:
        raise Gone
    return Open(flow, tap.about)


def _make_move(scene: Scene, tap: MakeMove) -> Reply:
    """Who comes too early is asked first; everything else is done at once."""
    if tap.move == "knock":
        return visit.nobody_answers(scene, tap)
    early = visit.ask_whether_early(scene, tap) if tap.move == "arrive" else None
    return early or job.make_move(scene, tap)


def _tasks(scene: Scene) -> Reply:
    return show_list(scene, Place.TASKS)


ROUTES = Routes(
    side=Side.STAFF,
    home=home.home,
    stranger=home.stranger,
    start=start.start,
    free_text=home.free_text,
    free_media=home.free_media,
    first_words=start.first_words,
    talk_to_a_person=home.talk_to_a_person,
    away=T("staff", "This bot works in private chats. Please write to me there."),
    no_longer=T("staff", "This one is with a colleague now. Thank you."),
    commands={
        "start": Command(home.home, T("button", "Home")),
        "jobs": Command(_tasks, T("button", "My jobs")),
        "digest": Command(digest.show_digest, T("button", "Daily digest")),
        "person": Command(home.talk_to_a_person, T("button", "Talk to a person")),
        "language": Command(start.choose_language, T("button", "中文 / English")),
    },
    taps={
        TakeUp: groups.open_mention,
        LetGo: groups.let_go,
        Go: _go,
        Begin: _begin,
        OpenTicket: job.open_ticket,
        MakeMove: _make_move,
        SendAsProposed: dispatch.send_as_proposed,
        PickPerson: dispatch.pick_person,
        AssignTo: dispatch.assign_to,
        OfferJob: dispatch.offer_job,
        OpenCall: calls.open_call,
        PrintOrder: papers.print_order,
        PrintCard: visit.print_card,
        PrintLedger: papers.print_ledger,
        SpeakLanguage: start.speak,
        Acknowledge: job.acknowledge,
        OpenFile: unit_file.open_file,
        ShowAttachments: unit_file.show_attachments,
        OpenContact: contacts.open_contact,
        GiveCode: codes.give_code,
        OpenAccess: access.open_access,
        LetInAs: access.let_in_as,
        OpenWish: wishes.open_wish,
        GrantWish: wishes.grant_wish,
        Find: search.find,
        ListStaff: people.list_staff,
        OpenStaff: people.open_staff,
        StaffHistory: people.history,
        RosterDay: roster.roster_day,
        RosterWeek: roster.roster_week,
        PickPlanned: roster.pick_planned,
        RosterOf: roster.roster_of,
        CheckInNow: checkin.check_in_now,
        SignOff: checkin.sign_off_now,
        OpenGroup: policy.open_group,
        OpenValue: policy.open_value,
        PolicyHistory: policy.policy_history,
        More: passing.more,
        MergeInto: merging.merge_into,
        PrintReception: papers.print_reception,
        GetWorkbook: imports.get_workbook,
        ApplyImport: imports.apply_import,
        CancelImport: imports.cancel_import,
        ShowPictures: show_pictures,
        OpenAssignment: assignments.open_assignment,
        MyAssignments: assignments.list_mine,
        GivenAssignments: assignments.list_given,
        AnswerWish: assignments.answer_wish,
        ShowEnclosed: assignments.show_enclosed,
        ListWarranties: warranty.list_warranties,
        OpenWarranty: warranty.open_warranty,
        ListFound: found.list_found,
        OpenItem: found_card.open_item,
        ItemDeed: found_card.item_deed,
        OpenLoss: found_losses.open_loss,
        Compare: found_losses.compare,
        TellOwner: found_losses.say_same,
        RuleOut: found_losses.say_other,
        ShowThing: show_thing,
        PrintFound: found.print_found,
        OpenPaper: archive.open_paper,
        ShowVersion: archive.look_at_version,
        OpenMoveIn: move_in.open_move_in,
        ReportDefect: move_in_forms.report_defect,
    },
    flows=FLOWS,
    cards={
        "ticket": staff_card,
        "call": calls.call_card,
        "rest": rest,
        "unit": unit_file.file_card,
        "contact": contacts.contact_card,
        "access": access.access_card,
        "wish": wishes.wish_card,
        "staff": people.person_card,
        "roster": roster.roster_card,
        "policy": policy.value_card,
        "import": imports.import_card,
        "mention": groups.mention_card,
        "assignment": assignments.assignment_card,
        "warranty": warranty.warranty_card,
        "found": found_card.item_card,
        "loss": found_losses.loss_card,
        "paper": archive.paper_card,
        "move_in": move_in.move_in_card,
    },
    notice=notices.staff_notice,
    refusal=refusals.staff_words,
    groups=groups.STAFF_GROUPS,
    about=T("staff", "The work bot of the management office: dispatch, jobs, callbacks and the daily digest."),
)
