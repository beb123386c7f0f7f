"""The owner bot (业户端): everything that it can be asked, part by part."""

from bot.forms.resting import rest
from bot.scene import Command, Open, Reply, Routes, Scene
from bot.texts import T
from handlers import groups, notices, refusals, start
from handlers.announcement_taps import AskAbout, HaveRead, ListAnnouncements, OpenAnnouncement
from handlers.complaint_taps import ComplaintMove, OpenComplaint, OwnComplaints
from handlers.found_taps import ConfirmBack, ListFound, OpenLoss, ShowThing, WithdrawLoss
from handlers.mailbox_taps import LetterHelps, OpenLetter, OwnLetters
from handlers.owner import (
    access,
    announcements,
    belonging,
    checkouts,
    complaint,
    complaint_card,
    complaint_forms,
    danger,
    emergency,
    former,
    home,
    incidents,
    lost,
    mailbox,
    messages,
    my_data,
    own_alarm,
    talks,
    tickets,
)
from handlers.owner.details import AddDetails
from handlers.owner.fees import FEES
from handlers.owner.help import HelpRequest
from handlers.owner.orders import ORDERS
from handlers.owner.questions import QUESTIONS
from handlers.owner.rate import RateRepair, ScoreUnsolved
from handlers.owner.report import ReportRepair, alarm_from_report
from handlers.owner.services import SERVICES
from handlers.owner.visit import AskAnotherTime, ChooseAgain, ChooseByCode
from handlers.parts import Part, whole
from handlers.register_taps import AskToBeLetIn, ConfirmPrivacy
from handlers.show_thing import show_thing
from handlers.talk_taps import AskForPerson, CallInstead, CallMe, EndTalk, JudgeTalk, TalkNow
from handlers.taps import (
    AlarmFromReport,
    AnotherFault,
    AskWithdraw,
    Emergency,
    HearNoMore,
    LetGo,
    MakeMove,
    MissThis,
    OpenTicket,
    Place,
    RaiseAlarm,
    ReportThis,
    ShowPictures,
    SpeakLanguage,
    TakeUp,
    TellMore,
    Urge,
)
from handlers.ticket.enclosed import show_pictures
from handlers.ticket.owner_card import owner_card
from models.people import Side


def _report(scene: Scene) -> Reply:
    return Open(ReportRepair)


COMMON = Part(
    places={
        Place.HOME: home.home,
        Place.PERSON: talks.talk_to_a_person,
        Place.LANGUAGE: start.choose_language,
    },
    taps={SpeakLanguage: start.speak, TakeUp: groups.open_mention, LetGo: groups.let_go},
    cards={"rest": rest, "mention": groups.mention_card},
)
TICKETS = Part(
    places={Place.MINE: home.mine},
    taps={
        OpenTicket: tickets.open_ticket,
        AskWithdraw: tickets.ask_withdraw,
        MakeMove: tickets.make_move,
        Urge: tickets.remind,
        HearNoMore: tickets.hear_no_more_of_it,
        AnotherFault: tickets.another_fault,
        ShowPictures: show_pictures,
        ReportThis: belonging.report_this,
        MissThis: belonging.miss_this,
    },
    cards={"ticket": owner_card},
    flows=(
        ReportRepair,
        HelpRequest,
        RateRepair,
        ScoreUnsolved,
        ChooseAgain,
        ChooseByCode,
        AskAnotherTime,
        AddDetails,
        belonging.Belongs,
    ),
)
DANGER = Part(
    taps={
        Emergency: danger.show_menu,
        RaiseAlarm: emergency.raise_alarm,
        AlarmFromReport: alarm_from_report,
        TellMore: emergency.tell_more,
    },
    flows=(emergency.EmergencyDetails,),
)
MYSELF = Part(
    places={
        Place.MY_DATA: my_data.my_data,
        Place.PRIVACY: access.read_privacy,
        Place.OWN_EXPORT: my_data.export_own,
    },
    taps={AskToBeLetIn: access.ask_to_be_let_in, ConfirmPrivacy: access.confirm_privacy},
    cards={"person": my_data.person_card},
    flows=(access.AskAccess, my_data.AskChange),
)
FOUND = Part(
    places={Place.FOUND: lost.lost_menu},
    taps={
        ListFound: lost.turn_page,
        OpenLoss: lost.open_loss,
        WithdrawLoss: lost.withdraw,
        ConfirmBack: lost.confirm_back,
        ShowThing: show_thing,
    },
    cards={"found": lost.receipt_card, "loss": lost.loss_card},
    flows=(lost.ReportLoss,),
)
COMPLAINTS = Part(
    taps={
        OpenComplaint: complaint_card.open_complaint,
        ComplaintMove: complaint_card.make_move,
        OwnComplaints: former.own_complaints,
    },
    cards={"complaint": complaint_card.complaint_card},
    flows=(complaint.TellUs, former.TellAfterwards, *complaint_forms.FLOWS),
)
TALKS = Part(
    taps={
        AskForPerson: talks.ask_for_person,
        TalkNow: talks.talk_now,
        CallMe: talks.call_me,
        CallInstead: talks.call_instead,
        EndTalk: talks.end_talk,
        JudgeTalk: talks.judge_talk,
    },
    cards={"talk": talks.talk_card, "message": messages.message_card},
    flows=messages.FLOWS,
)
MAILBOX = Part(
    places={Place.MAILBOX: mailbox.mailbox_menu},
    taps={OpenLetter: mailbox.open_letter, OwnLetters: mailbox.turn_page, LetterHelps: mailbox.it_helps},
    cards={"letter": mailbox.letter_card},
    flows=mailbox.FLOWS,
)
ANNOUNCEMENTS = Part(
    places={Place.ANNOUNCEMENTS: announcements.announcements_menu},
    taps={
        OpenAnnouncement: announcements.open_announcement,
        ListAnnouncements: announcements.list_announcements,
        HaveRead: announcements.have_read,
        AskAbout: announcements.ask_about,
    },
    cards={"announcement": announcements.announcement_card},
)
BOT = whole(
    COMMON,
    TICKETS,
    COMPLAINTS,
    DANGER,
    incidents.INCIDENTS,
    MYSELF,
    FOUND,
    QUESTIONS,
    TALKS,
    MAILBOX,
    ANNOUNCEMENTS,
    SERVICES,
    ORDERS,
    FEES,
)

ROUTES = Routes(
    side=Side.OWNER,
    home=home.home,
    stranger=access.stranger,
    start=start.start,
    free_text=home.free_text,
    free_media=home.free_media,
    first_words=access.first_words,
    first_media=own_alarm.shown_alarm,
    free_number=home.free_number,
    ahead=danger.danger_ahead,
    pressing=danger.is_pressing,
    checkout=checkouts.checkout,
    paid=checkouts.paid,
    beside=(own_alarm.EMERGENCY,),
    talk_to_a_person=talks.talk_to_a_person,
    away=T("owner", "Hello. This service is for you alone: please write to me in a private chat. Thank you."),
    no_longer=T(
        "owner",
        "Another contact looks after this matter now. If you have a question, please call the service desk. Thank you.",
    ),
    commands={
        "start": Command(home.home, T("button", "Home")),
        "report": Command(_report, T("button", "Report a repair")),
        "tickets": Command(home.mine, T("button", "My tickets")),
        "person": Command(talks.talk_to_a_person, T("button", "Talk to a person")),
        "language": Command(start.choose_language, T("button", "中文 / English")),
        "sos": Command(danger.emergency_menu, T("button", "Emergency help"), for_all=True),
    },
    taps=BOT.taps,
    flows=BOT.flows,
    cards=BOT.cards,
    notice=notices.owner_notice,
    refusal=refusals.owner_words,
    groups=groups.OWNER_GROUPS,
    about=T(
        "owner",
        "The customer service of your building: report repairs, see how they stand, and talk to a person, day and night.",
    ),
)
