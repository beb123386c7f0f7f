"""What came in: by kind, by channel, by category, and on which day (R020, R025, DOMAIN 5.4)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.catalogue import catalogue
from models.complaints.lifecycle import Kind
from models.complaints.tables import Complaint
from models.enquiries.tables import Enquiry
from models.estate import Both, Project
from models.reports.figures import Bars, Figure, Section
from models.reports.periods import Period
from models.reports.sections.common import per_stretch, stretches, within
from models.reports.sections.complaints import told_of
from models.tickets.kinds import TicketKind
from models.tickets.tables import Channel, Ticket

TOP = 5
KINDS = {
    TicketKind.REPAIR: Both("报修", "Repairs"),
    TicketKind.SERVICE: Both("有偿服务", "Paid services"),
    TicketKind.HELP: Both("求助", "Help requests"),
}
TOLD = {
    Kind.COMPLAINT: Both("投诉", "Complaints"),
    Kind.CRITICISM: Both("批评", "Criticism"),
    Kind.SUGGESTION: Both("建议", "Suggestions"),
    Kind.PRAISE: Both("表扬", "Praise"),
}
PLACES = {TicketKind.REPAIR: "open", TicketKind.SERVICE: "paid_orders", TicketKind.HELP: "open"}
CHANNELS = {
    Channel.BOT: Both("来源：业户端", "By the bot"),
    Channel.PHONE: Both("来源：电话", "By telephone"),
    Channel.COLLECTED: Both("来源：客服收集", "Collected by us"),
    Channel.HEAD_OFFICE: Both("来源：公司转来", "From head office"),
    Channel.WALK_IN: Both("来源：前台来访", "At the desk"),
    Channel.COMMITTEE: Both("来源：业委会转来", "From the owners' committee"),
    Channel.ORAL: Both("来源：口头告知", "Told to a colleague"),
    Channel.WRITTEN: Both("来源：书面", "In writing"),
}


def section(session: Session, project: Project, period: Period) -> Section:
    """Each matter once, whatever became of it; complaints as far as everybody in charge may know of them."""
    tickets = received(session, project, period)
    told = [one for one in told_of(session, project, period.end) if one.received_at >= period.start]
    asked = session.scalars(
        select(Enquiry.asked_at).where(Enquiry.project_id == project.id, *within(Enquiry.asked_at, period))
    ).all()
    all_told = len(tickets) + len(told) + len(asked)
    total = Figure(code="all", zh="受理总数", en="Taken in, in all", value=all_told, key=True, place="open")
    return Section(
        "intake",
        Both("受理情况", "Intake"),
        (total, *_kinds(tickets, told, len(asked)), *_channels(tickets, told), *_categories(tickets)),
        bars=_bars(period, tickets, told, asked),
    )


def received(session: Session, project: Project, period: Period) -> Sequence[Ticket]:
    """The tickets that came in; of a matter for several departments the whole, not its parts (R044)."""
    mine = select(Ticket).where(
        Ticket.project_id == project.id, Ticket.parent_id.is_(None), *within(Ticket.received_at, period)
    )
    return session.scalars(mine.order_by(Ticket.id)).all()


def _kinds(tickets: Sequence[Ticket], told: Sequence[Complaint], asked: int) -> list[Figure]:
    kinds, said = Counter(one.kind for one in tickets), Counter(one.kind for one in told)
    return [
        *(_figure(f"kind.{kind}", name, kinds[kind], place=PLACES[kind]) for kind, name in KINDS.items()),
        *(_figure(f"told.{kind}", name, said[kind], place="complaints") for kind, name in TOLD.items()),
        _figure("asked", Both("咨询", "Enquiries"), asked, place="enquiries"),
    ]


def _channels(tickets: Sequence[Ticket], told: Sequence[Complaint]) -> list[Figure]:
    found = Counter([*(one.channel for one in tickets), *(one.channel for one in told)])
    return [_figure(f"channel.{one}", name, found[one]) for one, name in CHANNELS.items() if found[one]]


def _categories(tickets: Sequence[Ticket]) -> list[Figure]:
    """The categories that came most, the most frequent first."""
    found = Counter(one.symptom.group for one in tickets if one.kind == TicketKind.REPAIR)
    ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:TOP]
    names = {code: catalogue().group(code).name for code, _ in ranked}
    return [
        _figure(f"group.{code}", Both(f"报修类别：{names[code].zh}", f"Category: {names[code].en}"), count)
        for code, count in ranked
    ]


def _figure(code: str, name: Both, value: int, place: str = "") -> Figure:
    return Figure(code=code, zh=name.zh, en=name.en, value=value, place=place)


def _bars(period: Period, tickets: Sequence[Ticket], told: Sequence[Complaint], asked: Sequence[datetime]) -> Bars:
    """Repairs, what was complained of, paid services, and all the rest."""

    def days(moments: Sequence[datetime]) -> list[date]:
        return [one.astimezone(period.zone).date() for one in moments]

    by_kind = {kind: [one.received_at for one in tickets if one.kind == kind] for kind in KINDS}
    rest = [*by_kind[TicketKind.HELP], *asked]
    series = (
        (KINDS[TicketKind.REPAIR], by_kind[TicketKind.REPAIR]),
        (Both("投诉建议", "Complaints, suggestions"), [one.received_at for one in told]),
        (KINDS[TicketKind.SERVICE], by_kind[TicketKind.SERVICE]),
        (Both("咨询求助", "Enquiries, help"), rest),
    )
    return Bars(
        Both("每日受理" if len(period.days) == 7 else "每周受理", "Taken in"),
        tuple(label for label, _, _ in stretches(period)),
        tuple((name, per_stretch(period, days(moments))) for name, moments in series),
    )
