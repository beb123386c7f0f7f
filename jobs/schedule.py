"""The table of duties: when each runs, and how late it may still be done (DOMAIN 5.3)."""

from collections.abc import Callable
from datetime import timedelta, tzinfo

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from bot.clockwork.duties import Duty, Schedule
from bot.forms.engine import FORM_RESTS
from bot.texts import T
from bot.updates.flood import FLOOD
from jobs import (
    accounts,
    announcements,
    assignments,
    callbacks,
    capacity,
    cash,
    complaints,
    digests,
    flood,
    housekeeping,
    imports,
    incidents,
    knowledge,
    lost_and_found,
    mailbox,
    move_ins,
    orders,
    reports,
    resting_forms,
    roster,
    satisfaction,
    surveys,
    talks,
    visits,
    warranty,
    watch,
)
from models.announcements import timing as announcement_timing
from models.assignments.timing import LAST_DAY, LATE
from models.calls.actions import CALL_AGAIN
from models.capacity.taking import HOLD_ENDS
from models.complaints.timing import KINDS as COMPLAINT_KINDS
from models.consulting.actions import ANSWER_DUE
from models.enquiries.timing import ANSWER, COMPLETE, REST
from models.incidents import timing as incident_timing
from models.ledger import watch as cash_watch
from models.ledger.waiting import UNSEEN
from models.mailbox import opening as mailbox_opening
from models.mailbox import timing as letter_timing
from models.messages.actions import UNREAD
from models.move_in.timing import PLANNED_DAY
from models.orders import timing as order_timing
from models.setup.runs import APPLY, EXPIRE
from models.staffing.reminders import CHECK_INS
from models.surveys import timing as survey_timing
from models.talks import timing
from models.tickets import following
from models.tickets.alarms import ALARM
from models.tickets.danger_notes import AGAIN
from models.tickets.passed import PROMISE_PASSES
from models.tickets.satisfaction import ASK_SATISFACTION
from models.tickets.watch import WATCH


def _cron(expression: str) -> Callable[[tzinfo], BaseTrigger]:
    """A crontab line in the office's own zone."""
    return lambda zone: CronTrigger.from_crontab(expression, timezone=zone)


SCHEDULE = Schedule(
    duties=(
        Duty(
            "J10-morning", T("staff", "Morning digest"), _cron("40 8 * * *"), digests.morning, late=timedelta(hours=3)
        ),
        Duty("J06", T("staff", "Callback list"), _cron("0 9 * * *"), callbacks.run, late=timedelta(hours=8)),
        Duty(
            "J10-evening", T("staff", "Evening digest"), _cron("20 17 * * *"), digests.evening, late=timedelta(hours=3)
        ),
        Duty(
            "J06-TS",
            T("staff", "Callbacks about complaints"),
            _cron("5 9 * * *"),
            complaints.callbacks,
            late=timedelta(hours=8),
        ),
        Duty(
            "J08",
            T("staff", "Progress of complaints"),
            _cron("0 16 * * *"),
            complaints.progress,
            late=timedelta(hours=3),
        ),
        Duty(
            "J09",
            T("staff", "Complaints without outcome"),
            _cron("0 9 * * mon"),
            complaints.weekly,
            late=timedelta(hours=8),
        ),
        Duty(
            "R096",
            T("staff", "Analysis of complaints and enquiries"),
            _cron("0 9 1-12 * *"),
            complaints.monthly,
            late=timedelta(days=7),
        ),
        Duty("J35", T("staff", "Housekeeping"), _cron("30 3 * * *"), housekeeping.run, late=timedelta(days=1)),
        Duty("J27", T("staff", "Warranty expiry"), _cron("20 8 * * *"), warranty.run, late=timedelta(days=1)),
        Duty("R206", T("staff", "Lost and found"), _cron("10 9 * * *"), lost_and_found.check, late=timedelta(hours=8)),
        Duty(
            "J32", T("staff", "Review of answers"), _cron("0 9 1 * *"), knowledge.review_dates, late=timedelta(days=7)
        ),
        Duty("J20", T("staff", "Manager's mailbox"), _cron("0 9 * * mon"), mailbox.ask, late=timedelta(days=4)),
        Duty(
            "J17-first", T("staff", "Money to hand over"), _cron("30 15 * * *"), cash.remind, late=timedelta(minutes=45)
        ),
        Duty(
            "J17-last",
            T("staff", "Money to hand over, once more"),
            _cron("30 16 * * *"),
            cash.remind,
            late=timedelta(hours=3),
        ),
        Duty("J24", T("staff", "Opinion survey"), _cron("5 9 * * *"), surveys.run, late=timedelta(hours=8)),
        Duty("J11", T("staff", "Weekly report"), _cron("30 8 * * mon"), reports.weekly, late=timedelta(days=13)),
        Duty("J12", T("staff", "Monthly report"), _cron("0 9 1-12 * *"), reports.monthly, late=timedelta(days=31)),
        Duty("R159", T("staff", "Weekly plan"), _cron("30 8 * * mon"), reports.weekly_plan, late=timedelta(days=6)),
        Duty("R160", T("staff", "Monthly plan"), _cron("30 8 1 * *"), reports.monthly_plan, late=timedelta(days=27)),
        Duty(
            "R159-fri",
            T("staff", "What is open of the plan"),
            _cron("0 15 * * fri"),
            reports.undone,
            late=timedelta(hours=3),
        ),
        Duty("J34", T("staff", "Quality sample"), _cron("0 16 * * fri"), reports.sample, late=timedelta(days=6)),
        Duty("J15", T("staff", "Payment notices"), _cron("0 10 * * *"), accounts.bills, late=timedelta(days=20)),
        Duty(
            "J15-paper",
            T("staff", "Payment notices on paper"),
            _cron("5 10 * * *"),
            accounts.paper,
            late=timedelta(days=7),
        ),
        Duty("J16", T("staff", "Reminders of fees"), _cron("0 10 * * *"), accounts.remind, late=timedelta(hours=7)),
        Duty(
            "J18", T("staff", "Comparing with the bank"), _cron("0 9 * * *"), accounts.compare, late=timedelta(days=7)
        ),
        Duty("R125", T("staff", "Income bulletin"), _cron("0 9 * * mon"), accounts.bulletin, late=timedelta(days=4)),
        Duty("R015", T("staff", "Roster check"), _cron("0 16 * * *"), roster.check, late=timedelta(hours=3)),
    ),
    dues={
        ASK_SATISFACTION: satisfaction.ask,
        FORM_RESTS: resting_forms.rest,
        CALL_AGAIN: callbacks.again,
        following.DAY_BEFORE: visits.day_before,
        following.SOON: visits.soon,
        following.AT_ONCE: visits.at_once,
        following.ASK_ARRIVAL: visits.ask_arrival,
        following.NOBODY_COMES: visits.nobody_comes,
        PROMISE_PASSES: visits.promise_passes,
        following.KNOCK_PROMPT: visits.knock_prompt,
        following.PROMISED_DAY: visits.promised_day,
        following.PROMISE_PAST: visits.promise_past,
        following.NEW_PROMISE: visits.new_promise,
        following.REBOOK_WAITS: visits.rebook_waits,
        WATCH: watch.overdue,
        ALARM: watch.ring,
        AGAIN: watch.danger_again,
        CHECK_INS: roster.check_ins,
        APPLY: imports.apply,
        EXPIRE: imports.expire,
        LAST_DAY: assignments.last_day,
        LATE: assignments.late,
        PLANNED_DAY: move_ins.planned_day,
        **dict.fromkeys(COMPLAINT_KINDS, complaints.due),
        FLOOD: flood.hand_over,
        ANSWER: knowledge.answer_late,
        COMPLETE: knowledge.complete_late,
        REST: knowledge.rest,
        timing.WAITS: talks.nobody_takes_it,
        timing.SILENT: talks.nobody_answers,
        timing.IDLE: talks.nobody_writes,
        ANSWER_DUE: talks.question_late,
        UNREAD: talks.message_unread,
        incident_timing.NEWS_DUE: incidents.news_due,
        incident_timing.REPORT_DUE: incidents.report_due,
        announcement_timing.SEND: announcements.send,
        announcement_timing.REMIND: announcements.remind,
        announcement_timing.UNREAD: announcements.unread,
        mailbox_opening.RING: mailbox.ring,
        mailbox_opening.REMIND: mailbox.remind,
        mailbox_opening.ALARM: mailbox.alarm,
        letter_timing.SOON: mailbox.soon,
        letter_timing.LATE: mailbox.late,
        letter_timing.CALL: mailbox.call_now,
        survey_timing.SEND: surveys.send,
        survey_timing.REMIND: surveys.remind,
        survey_timing.CLOSE: surveys.close,
        HOLD_ENDS: capacity.hold_ends,
        order_timing.PRICE_WAITS: orders.price_waits,
        order_timing.PRICE_ENDS: orders.price_ends,
        order_timing.UNPAID: orders.unpaid,
        order_timing.AUDIT_WAITS: orders.audit_waits,
        order_timing.OFFICE_WAITS: orders.office_waits,
        cash_watch.LATE: cash.late,
        cash_watch.LATER: cash.later,
        UNSEEN: cash.unseen,
    },
    gives_up={APPLY: imports.give_up},
)
