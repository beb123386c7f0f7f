"""Whatever the office can be, do, refuse or announce has words, and every button fits a phone."""

import ast
import inspect
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import models.order_refusals
import models.receivables.refusals
import models.refusals
from bot.__main__ import DOCUMENTS
from bot.texts import Reader, Span, T, render
from handlers import notices, price_words, refusals, register_words, words
from handlers.staff import names
from handlers.staff.home import MENU, TITLES
from handlers.staff.lists import LISTS
from handlers.staff.orders import overview
from handlers.staff.policy import words as policy_words
from handlers.staff.prices.words import DID, STATE
from handlers.staff.team import people
from handlers.taps import Place
from jobs import price_list
from models import demo, policies
from models.calls.actions import OUTCOMES
from models.calls.tables import CallKind, CallOutcome
from models.catalogue import Urgency, catalogue
from models.digest import Time
from models.incidents.lifecycle import NEWS
from models.official import LEDGERS
from models.orders.lifecycle import MOVES as ORDER_MOVES
from models.people import Role
from models.policy_terms import Intake
from models.prices.lifecycle import NAMES as PRICE_MOVES
from models.prices.lifecycle import State as PriceState
from models.prices.tables import MaterialRule, ServiceClass, Shelf
from models.receivables.fees import fees
from models.receivables.ladder import Step
from models.refusals import Refusal
from models.staffing.employment import TRADES
from models.tickets.ladders import AT_WORK_HEARS, PROMISE_PAST_HEARS, Stage
from models.tickets.lifecycle import MOVES, Part, Status
from models.tickets.tables import Channel
from tests.house.catalogues import Said, holes, translated
from tests.house.sources import calls, named, parsed, sources

ZH, EN = Reader("zh_Hans", ZoneInfo("Asia/Shanghai")), Reader("en", ZoneInfo("Asia/Shanghai"))
# DOMAIN 5.1, "Owner-facing state names".
# Where somebody stood at a closed door, the owner reads what is waited for instead of 等待您确认.
HANDBOOK_STATES = "已接收、已登记、已派发、已接单、已预约、已到场、处理中、等待您另选时间、等待配件、已处理、已反馈、已办结、重新处理、已撤回"
FITS = 20  # Chinese characters beside each other on a narrow phone

REFUSALS = [
    one
    for module in (models.refusals, models.order_refusals, models.receivables.refusals)
    for one in vars(module).values()
    if inspect.isclass(one) and issubclass(one, Refusal) and one is not Refusal
]


def said(found: Any) -> str:
    """Words in Chinese, which must be there in both languages."""
    assert render(found, EN)
    chinese = render(found, ZH)
    assert chinese
    return chinese


@pytest.mark.rows("R028", "R040", "R193")
@pytest.mark.parametrize("status", Status)
def test_every_status_has_words_for_both_sides(status: Status):
    assert said(words.OWNER_STATE[status])
    assert said(words.STAFF_STATE[status])


@pytest.mark.rows("R193")
def test_owners_read_the_state_names_of_the_handbook():
    known = re.findall(r"[^、 ]+", HANDBOOK_STATES)
    assert {said(one) for one in words.OWNER_STATE.values()} <= set(known)


@pytest.mark.rows("R180")
@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda one: one.__name__)
def test_every_refusal_is_an_explanation_with_a_way_on(refusal: type[Refusal]):
    assert refusal.__doc__
    to_owner, to_staff = said(refusals.owner_words(refusal())), said(refusals.staff_words(refusal()))
    assert "谢谢" in to_owner
    assert len(to_owner) > 8
    assert len(to_staff) > 8


def test_no_words_are_kept_for_refusals_that_are_gone():
    assert set(refusals.OWNER) == set(refusals.STAFF) == set(REFUSALS)


@pytest.mark.parametrize(
    ("known", "spoken"),
    [
        (Urgency, words.URGENCY),
        (Channel, words.CHANNEL),
        (Stage, words.STAGE),
        (CallKind, words.CALL_KIND),
        (CallOutcome, words.CALL_OUTCOME),
        (Shelf, price_words.SHELF),
        (ServiceClass, price_words.SERVICE_CLASS),
        (MaterialRule, price_words.MATERIAL),
        (PriceState, STATE),
        (Shelf, price_list.SHELF),
        (MaterialRule, price_list.MATERIAL),
    ],
    ids=[
        *("urgency", "channel", "stage", "kind of call", "outcome of a call"),
        *("shelf", "class of a service", "material", "state of a price", "shelf on paper", "material on paper"),
    ],
)
def test_every_member_has_words_of_its_own(known: type, spoken: dict[Any, T]):
    assert set(spoken) == set(known)
    assert len({said(one) for one in spoken.values()}) == len(spoken)


def test_whatever_is_done_with_a_price_has_words():
    assert set(DID) == {"draft", "replace", *PRICE_MOVES}
    assert all(said(one) for one in DID.values())


def test_every_kind_of_call_has_outcomes():
    assert set(OUTCOMES) == set(CallKind)
    assert {one for outcomes in OUTCOMES.values() for one in outcomes} == set(CallOutcome)


TOLD = [f"{move.name}.{part}" for move in MOVES.values() for part in sorted(move.tells)]


TO_OWNERS = {
    "ask_satisfaction",
    "mention.author",
    "access.approved",
    "access.explained",
    "access.ended",
    "wish.granted",
    "wish.explained",
    "announcement.sent",
    "announcement.soon",
    "announcement.ended",
    "announcement.off",
    "letter.receipt",
    "letter.reply",
    "loss.receipt",
    "loss.likely",
    "loss.again",
    "found.receipt",
    "found.taken_back",
    "found.thanks",
    "enquiry.answered",
    "message.read",
    "flood.wait",
    "flood.kept",
    "mark.reply",
    "message.answered",
    "question.holding",
    "talk.taken",
    "talk.answered",
    "talk.passed",
    "talk.waits_again",
    "talk.sorry",
    "talk.called",
    "talk.ended",
    "incident.news",
    "survey.asked",
    "survey.reminded",
    "payment.receipt",
    "payment.arrived",
    "payment.void",
    "payment.not_arrived",
    "bill",
    *(f"reminder.{step}" for step in Step if step != Step.LEGAL),
    "dispute.answered",
    "own_ask.granted",
    "own_ask.declined",
}


TO_WHO_COMPLAINED = {
    f"complaint.{what}"
    for what in (
        *("received", "added", "now_major", "led", "higher", "progress", "passed_on"),
        *("proposed", "answered", "closed", "daily", "delayed"),
    )
}


def spoken_for(kind: str) -> bool:
    """Whether a notice has words on the side on which it is told."""
    to_owner = kind.endswith((Part.REPORTER, ".customer", ".approver")) or kind in TO_OWNERS | TO_WHO_COMPLAINED
    return kind in (notices.OWNER if to_owner else notices.STAFF)


@pytest.mark.parametrize("kind", TOLD)
def test_whoever_the_table_of_moves_names_hears_something(kind: str):
    assert spoken_for(kind)


FAMILIES = {
    "call.": CallKind,
    "digest.": Time,
    "watch.": Stage,
    "promise_past.": (*PROMISE_PAST_HEARS, *AT_WORK_HEARS),
    "incident.": NEWS,
    "order.": [f"{move.name}.{part}" for move in ORDER_MOVES.values() for part in sorted(move.tells)],
    "order.ask_approval.": ("approver",),
    "refund.": ("approved", "refused", "ended", "waived"),  # what is paid is told to its customer
    "payment.": ("void", "not_arrived"),
    "deposit.": ("confirmed", "refused"),
    "reminder.": [one for one in Step if one != Step.LEGAL],
    "own_": ("ask.granted", "ask.declined"),
    "ask.": ("asked", "proposed", "granted", "declined"),
}


def expanded(node: ast.expr) -> Iterator[str]:
    """What a kind can be: a constant, one of two, or a family such as call.{kind}."""
    match node:
        case ast.Constant(value=str(kind)):
            yield kind
        case ast.IfExp(body=one, orelse=other):
            yield from (*expanded(one), *expanded(other))
        case ast.JoinedStr(values=[ast.Constant(value=str(family)), *_]) if family in FAMILIES:
            yield from (f"{family}{member}" for member in FAMILIES[family])
        case ast.JoinedStr(values=[ast.FormattedValue(), ast.Constant(value="."), ast.FormattedValue()]):
            yield from TOLD
        case ast.Name(id="kind"):
            return  # handed through by inform(), whose callers are looked at themselves
        case _:
            raise AssertionError(f"no test knows what {ast.unparse(node)} can be")


OF_COMPLAINTS = ("tell_leaders", "tell_in_charge", "take_up_higher")


OF_DUNNING = (
    "reminder.unreached",
    "reminder.third.staff",
    "reminder.legal.staff",
)  # as `dunning._tell_colleagues` chooses


def told_anywhere() -> Iterator[str]:
    """The kind of every notice that any file of the house tells."""
    yield from OF_DUNNING
    for path in sources("bot", "handlers", "jobs", "models"):
        for call in calls(path, "tell"):
            yield from (kind for one in call.keywords if one.arg == "kind" for kind in expanded(one.value))
        for call in (
            *calls(path, "inform"),
            *calls(path, "tell_about"),
            *calls(path, "tell_staff"),
            *calls(path, "tell_readers"),
            *calls(path, "_tell_service"),
        ):
            yield from expanded(call.args[3])
        for call in calls(path, "_tell") if named(path).startswith("models/receivables/") else ():
            yield from expanded(call.args[3])
        for call in calls(path, "_to_those_in_charge"):
            yield from expanded(call.args[1])
        third = ("ring_all", "tell_owner", "tell_those_in_charge", "inform_desk", "_tell_watchers", *OF_COMPLAINTS)
        for call in (call for name in third for call in calls(path, name)):
            yield from expanded(call.args[2])


def test_every_notice_that_is_told_anywhere_has_words():
    found = set(told_anywhere())
    assert {"assign.former", "take.others", "report.desk", "ask_satisfaction", "document.failed"} <= found
    assert {kind for kind in found if not spoken_for(kind)} == set()


def test_no_words_are_kept_for_notices_that_nobody_tells():
    assert {*notices.OWNER, *notices.STAFF} - set(told_anywhere()) == set()


@pytest.mark.rows("R004", "R017")
@pytest.mark.parametrize("name", policies.names())
def test_every_value_of_the_policy_has_a_name_a_unit_bounds_and_an_origin(name: str):
    told = policies.about_value(name)
    assert said(policy_words.NAME[name])
    assert said(policy_words.GROUP[told.group])
    assert said(policy_words.origin_of(name))
    assert said(policy_words.said(name, policies.default_of(name), ZH))
    if told.measure in policies.NUMBERS:
        assert told.least < told.most
        assert said(policy_words.amount(told.measure, told.most))


def test_no_words_are_kept_for_values_that_are_gone():
    assert set(policy_words.NAME) == set(policies.names())


@pytest.mark.parametrize(
    ("known", "spoken"),
    [(Role, names.ROLE), (TRADES, names.TRADE), (Intake, policy_words.INTAKE)],
    ids=["role", "trade", "intake"],
)
def test_roles_trades_and_groups_have_words_of_their_own(known: Any, spoken: dict[Any, T]):
    assert set(spoken) == set(known)
    assert len({said(one) for one in spoken.values()}) == len(spoken)


def test_whatever_is_changed_about_somebody_has_words():
    noted = {
        node.args[2].value
        for path in sources("models")
        if named(path).startswith("models/staffing/")
        for node in calls(path, "note")
        if isinstance(node.args[2], ast.Constant)
    }
    assert {"hired", "left", "leave"} <= noted
    assert noted | {"name", "title", "trades", "phone", "number"} == set(people.CHANGED)
    assert all(said(one) for one in people.CHANGED.values())


def test_every_screen_and_document_that_is_offered_exists():
    shown = {place for places in MENU.values() for place in places}
    assert all(said(LISTS[place].title if place in LISTS else TITLES[place]) for place in shown)
    assert set(MENU) <= set(Role)
    assert shown <= set(Place)


def constants(path: Path) -> Iterator[tuple[str, str]]:
    """Names and words of what a file assigns at its top, alone or several in one line."""
    for node in parsed(path).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name | ast.Tuple):
            names = [one.id for one in ast.walk(node.targets[0]) if isinstance(one, ast.Name)]
            words = [one.value for one in ast.walk(node.value) if isinstance(one, ast.Constant)]
            yield from zip(names, words, strict=False)


def asked_for() -> Iterator[str]:
    """The kind of every document that any screen asks for: a name of the asking file, or one of two."""
    for path in sources("handlers"):
        known = dict(constants(path))
        for call in calls(path, "ask_for"):
            kinds = [one.value for one in call.keywords if one.arg == "kind"]  # an order is asked for too, and has none
            chosen = [
                one for kind in kinds for one in ((kind.body, kind.orelse) if isinstance(kind, ast.IfExp) else (kind,))
            ]
            yield from (kind for one in chosen for kind in named_or_listed(path, known, one))


def named_or_listed(path: Path, known: dict[str, str], node: ast.expr) -> Iterator[str]:
    """A name of the file, or every value of one of its tables, such as PAPERS[which]."""
    if ast.unparse(node) == "ledger.paper":
        yield from (each.paper for each in LEDGERS)
        return
    if not isinstance(node, ast.Subscript):
        yield known[ast.unparse(node)]
        return
    for one in parsed(path).body:
        if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == ast.unparse(node.value):
            yield from (value.value for value in one.value.values)


def test_every_document_that_is_asked_for_is_made_and_no_other():
    assert set(asked_for()) == set(DOCUMENTS)


# What stands in the places of a label: the longest of the demo office. A ticket's whole line is a row, not a label.
TYPICAL = {
    "name": [row["name"] for row in demo.rows("staff")],
    "title": sorted({row["title_zh"] for row in demo.rows("staff") if row["role"] == "technician"}),
    "department": ["工程部", "保洁绿化部", "保安部"],
    "urgency": list(Urgency),
    "load": ["0", "12"],
    "unit": ["0301"],
    "floor": ["B2", "18"],
    "count": ["0", "120"],
    "minutes": ["15", "60"],
    "time": ["23:59"],
    "number": ["E024"],
    "whole": ["BX20250915001"],
    "duty": ["当班", "下班"],
    "trade": ["本工种", "多面手", "其他工种"],
    "choice": [render(one, ZH) for one in names.TRADE.values()],
    "firm": [row["firm"] for row in demo.rows("warranties")],
    "money": ["123,456.78元"],
    "hours": ["08:30-17:30 中控室"],
    "danger": [one.name.zh for one in catalogue().dangers],
    "list": [render(one.title, ZH) for one in LISTS.values()],
    "entry": [said(one) for one in register_words.ENTRY.values()],
    "amount": ["1,234.50元"],
    "fee": [one.name.zh for one in fees().values() if one.monthly and one.active],
    "month": ["2025年12月"],
    "short_month": ["12月"],
    "short_day": ["12月31日"],
    "stage": [said(one) for one in overview.SHORT.values()],
    "period": ["第38周（09-15起）", "2025年09月"],
    "plan": ["周计划", "月计划"],
    "form": ["报修", "更改资料", "说明答复", "其他方式开通", "评价本次服务", "改分类", "退回并说明", "登记通话结果"],
}
LABELS = [one for one in translated("zh_Hans") if one.context == "button" and "line" not in holes(one.message)]


@pytest.mark.parametrize("label", LABELS, ids=str)
def test_every_button_fits_a_phone(label: Said):
    longest = {name: max(TYPICAL[name], key=len) for name in holes(label.message)}
    assert len(label.words.format(**longest)) <= FITS


def test_the_times_on_offer_fit_a_phone():
    start = demo.opening().replace(month=12, day=31)
    shown = render(Span(start, start + timedelta(hours=2)), ZH)
    width = sum(1.0 if one > "\u2e80" else 0.5 for one in shown)
    assert width <= FITS
