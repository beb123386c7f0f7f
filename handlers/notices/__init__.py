"""Kinds of notice and their words, for each of the two bots."""

from bot.joined import joined
from bot.scene import Scene
from bot.screens import Screen
from handlers.notices import (
    access,
    accounts,
    alarm,
    announcements,
    assignments,
    bills,
    capacity,
    cash,
    complaints,
    consulting,
    flood,
    found,
    groups,
    incidents,
    knowledge,
    mailbox,
    marks,
    media,
    messages,
    move_ins,
    office,
    order_work,
    orders,
    own_orders,
    passing,
    payments,
    prices,
    repair,
    reports,
    setup,
    staffing,
    surveys,
    talks,
    visits,
    watch,
)
from handlers.notices.making import Maker
from models.notices import Notice
from models.tickets.lifecycle import Part

OWNER: dict[str, Maker] = joined(
    repair.OWNER,
    visits.OWNER,
    alarm.OWNER,
    watch.OWNER,
    groups.OWNER,
    access.OWNER,
    passing.OWNER,
    media.OWNER,
    found.OWNER,
    cash.OWNER,
    complaints.OWNER,
    knowledge.OWNER,
    talks.OWNER,
    consulting.OWNER,
    flood.OWNER,
    messages.OWNER,
    mailbox.OWNER,
    marks.OWNER,
    announcements.OWNER,
    incidents.OWNER,
    orders.OWNER,
    order_work.OWNER,
    own_orders.OWNER,
    surveys.OWNER,
    bills.OWNER,
)
STAFF: dict[str, Maker] = joined(
    repair.STAFF,
    visits.STAFF,
    alarm.STAFF,
    watch.STAFF,
    office.STAFF,
    groups.STAFF,
    access.STAFF,
    staffing.STAFF,
    passing.STAFF,
    media.STAFF,
    setup.STAFF,
    assignments.STAFF,
    move_ins.STAFF,
    found.STAFF,
    cash.STAFF,
    complaints.STAFF,
    knowledge.STAFF,
    talks.STAFF,
    consulting.STAFF,
    messages.STAFF,
    mailbox.STAFF,
    marks.STAFF,
    announcements.STAFF,
    incidents.STAFF,
    orders.STAFF,
    capacity.STAFF,
    payments.STAFF,
    prices.STAFF,
    order_work.STAFF,
    own_orders.STAFF,
    surveys.STAFF,
    reports.STAFF,
    accounts.STAFF,
)

FOR_GUESTS = access.OWNER.keys() | incidents.OWNER.keys()  # besides those about the own alarm


def owner_notice(scene: Scene, notice: Notice) -> Screen | None:
    """A notice as an owner reads it; None for one that has nothing to say (any more)."""
    if scene.me.guest and notice.kind not in FOR_GUESTS:
        return alarm.for_guest(scene, notice)
    make = OWNER.get(notice.kind)
    return make(scene, notice) if make else None


def staff_notice(scene: Scene, notice: Notice) -> Screen | None:
    """A notice as a member of staff reads it."""
    make = STAFF.get(notice.kind) or (passing.own_report if notice.kind.endswith(Part.REPORTER) else None)
    return make(scene, notice) if make else None
