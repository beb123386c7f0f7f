"""The staff bot (员工端): everything that it can be asked, part by part."""

from functools import partial

from bot.forms.resting import rest
from bot.scene import Command, Reply, Routes, Scene
from bot.texts import T
from handlers import groups, notices, refusals, start
from handlers.parts import Part, whole
from handlers.register_taps import Find
from handlers.staff import calls, digest, home, search
from handlers.staff.announcements.routes import ANNOUNCEMENTS
from handlers.staff.assignments.routes import ASSIGNMENTS
from handlers.staff.cash.routes import CASH
from handlers.staff.complaints.routes import COMPLAINTS
from handlers.staff.consulting.routes import CONSULTING
from handlers.staff.enquiries.routes import ENQUIRIES
from handlers.staff.fees.routes import FEES
from handlers.staff.found.routes import FOUND
from handlers.staff.incidents.routes import INCIDENTS
from handlers.staff.knowledge.routes import KNOWLEDGE
from handlers.staff.lists import LISTS, show_list
from handlers.staff.mailbox.routes import MAILBOX
from handlers.staff.marks.forms import MARKS
from handlers.staff.messages.cards import MESSAGES
from handlers.staff.move_in.routes import MOVE_INS
from handlers.staff.office_menu import office_menu
from handlers.staff.orders.routes import ORDERS
from handlers.staff.phrases.cards import PHRASES
from handlers.staff.plans.forms import PLANS
from handlers.staff.policy.routes import POLICY
from handlers.staff.prices.routes import PRICES
from handlers.staff.register.routes import REGISTER
from handlers.staff.reports.routes import REPORTS
from handlers.staff.samples.cards import SAMPLES
from handlers.staff.surveys.routes import SURVEYS
from handlers.staff.talks.routes import TALKS
from handlers.staff.team.routes import TEAM
from handlers.staff.tickets.routes import TICKETS
from handlers.staff.warranty.routes import WARRANTIES
from handlers.taps import LetGo, OpenCall, Place, SpeakLanguage, TakeUp
from models.people import Side


def _tasks(scene: Scene) -> Reply:
    return show_list(scene, Place.TASKS)


COMMON = Part(
    places={
        Place.HOME: home.home,
        Place.PERSON: home.talk_to_a_person,
        Place.LANGUAGE: start.choose_language,
        Place.DIGEST: digest.show_digest,
        Place.OFFICE: office_menu,
        Place.FIND: search.begin,
        **{place: partial(show_list, place=place) for place in LISTS},
    },
    taps={
        TakeUp: groups.open_mention,
        LetGo: groups.let_go,
        OpenCall: calls.open_call,
        SpeakLanguage: start.speak,
        Find: search.find,
    },
    cards={"call": calls.call_card, "rest": rest, "mention": groups.mention_card},
    flows=(calls.RecordCall, search.Search),
)
SERVICE = (
    TICKETS,
    COMPLAINTS,
    ENQUIRIES,
    KNOWLEDGE,
    TALKS,
    CONSULTING,
    MESSAGES,
    PHRASES,
    MAILBOX,
    ANNOUNCEMENTS,
    INCIDENTS,
    MARKS,
    ORDERS,
    PRICES,
    SURVEYS,
)
OFFICE = (REGISTER, TEAM, ASSIGNMENTS, MOVE_INS, WARRANTIES, FOUND, POLICY, CASH, FEES, REPORTS, PLANS, SAMPLES)
BOT = whole(COMMON, *SERVICE, *OFFICE)

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
    no_longer=T("staff", "This one is not with you any more. Thank you."),
    commands={
        "start": Command(home.home, T("button", "Home")),
        "jobs": Command(_tasks, T("button", "My jobs")),
        "digest": Command(digest.show_digest, T("button", "Daily digest")),
        "person": Command(home.talk_to_a_person, T("button", "Talk to a person")),
        "language": Command(start.choose_language, T("button", "中文 / English")),
    },
    taps=BOT.taps,
    flows=BOT.flows,
    cards=BOT.cards,
    notice=notices.staff_notice,
    refusal=refusals.staff_words,
    groups=groups.STAFF_GROUPS,
    about=T("staff", "The work bot of the management office: dispatch, jobs, callbacks and the daily digest."),
)
