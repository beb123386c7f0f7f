"""The staff bot (员工端): everything that it can be asked, in one table."""

from bot.forms.resting import rest
from bot.scene import Command, Open, Reply, Routes, Scene
from bot.texts import T
from handlers import groups, notices, refusals, start
from handlers.register_taps import Find, GiveCode, GrantWish, LetInAs, OpenAccess, OpenContact, OpenFile, OpenWish
from handlers.staff import (
    access,
    calls,
    changing_people,
    checkin,
    clarify,
    codes,
    contacts,
    digest,
    dispatch,
    entries,
    feedback,
    hiring,
    home,
    imports,
    job,
    merging,
    papers,
    passing,
    people,
    policy,
    policy_forms,
    proxy,
    register,
    roster,
    roster_forms,
    search,
    unfinished,
    unit_file,
    visit,
    wishes,
)
from handlers.staff.lists import LISTS, show_list
from handlers.staff.office_menu import office_menu
from handlers.staff.taps import (
    CheckInNow,
    ListStaff,
    OpenGroup,
    OpenStaff,
    OpenValue,
    PickPlanned,
    PolicyHistory,
    RosterDay,
    RosterOf,
    RosterWeek,
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
        PrintReception: papers.print_reception,
        GetWorkbook: imports.get_workbook,
        ApplyImport: imports.apply_import,
        CancelImport: imports.cancel_import,
        ShowPictures: show_pictures,
    },
    flows=(
        dispatch.Classify,
        job.FinishJob,
        job.HandBack,
        feedback.Reword,
        calls.RecordCall,
        *visit.FLOWS,
        *unfinished.FLOWS,
        clarify.SayWhatItIs,
        access.LetIn,
        access.ExplainAccess,
        wishes.ExplainWish,
        contacts.AddContact,
        contacts.EndContact,
        entries.EditContact,
        entries.EditUnit,
        codes.InviteAll,
        codes.PrintCodes,
        search.Search,
        *hiring.FLOWS,
        *changing_people.FLOWS,
        *roster_forms.FLOWS,
        *policy_forms.FLOWS,
        proxy.ProxyReport,
        *(passing.UrgeJob, passing.Transfer, passing.TakeBack, passing.Split, passing.Reopen, merging.Merge),
        imports.SendWorkbook,
    ),
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
    },
    notice=notices.staff_notice,
    refusal=refusals.staff_words,
    groups=groups.STAFF_GROUPS,
    about=T("staff", "The work bot of the management office: dispatch, jobs, callbacks and the daily digest."),
)
