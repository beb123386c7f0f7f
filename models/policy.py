"""What an office may tune, with the defaults of the handbook and where each comes from (DOMAIN 3.2 and 4.7)."""

from dataclasses import dataclass, fields
from datetime import date, time, timedelta
from functools import cache
from typing import Annotated, Any, get_args, get_type_hints

from models.estate import Project
from models.policy_terms import OWN, WEEK, About, Group, Intake, IntakeHours, Measure, Week

G, M = Group, Measure


@dataclass(frozen=True)
class Policy:
    """The numbers of one office; minutes and hours are said in the names."""

    first_answer_minutes: Annotated[int, About(G.ANSWER, M.MINUTES, "K 2.2.2", 1, 120)] = 5
    first_answer_minutes_at_night: Annotated[int, About(G.ANSWER, M.MINUTES, "N6, N14", 1, 240)] = 15
    satisfaction_after_minutes: Annotated[int, About(G.OPINION, M.MINUTES, "N8, N10", 0, 2880)] = 120
    no_rating_hours: Annotated[int, About(G.OPINION, M.HOURS, "N8, N10, N12", 1, 336)] = 48
    callback_sample_percent: Annotated[int, About(G.OPINION, M.PERCENT, "N8, N9", 0, 100)] = 30
    callback_attempts: Annotated[int, About(G.OPINION, M.COUNT, OWN, 1, 5)] = 2
    callbacks_per_day: Annotated[int, About(G.OPINION, M.COUNT, OWN, 1, 500)] = 20
    low_score: Annotated[int, About(G.OPINION, M.COUNT, "N8, N10, N12", 1, 4)] = 3  # of this or less a person asks why
    form_rests_after_minutes: Annotated[int, About(G.MESSAGES, M.MINUTES, OWN, 5, 1440)] = 30
    routine_messages_per_day: Annotated[int, About(G.MESSAGES, M.COUNT, OWN, 1, 20)] = 3
    quiet_from: Annotated[time, About(G.MESSAGES, M.CLOCK, OWN)] = time(20, 30)
    quiet_until: Annotated[time, About(G.MESSAGES, M.CLOCK, OWN)] = time(8, 30)
    # Fees and surveys are written about on working days within these hours only.
    fees_morning_from: Annotated[time, About(G.MESSAGES, M.CLOCK, "3.2")] = time(9)
    fees_morning_until: Annotated[time, About(G.MESSAGES, M.CLOCK, "3.2")] = time(11, 30)
    fees_afternoon_from: Annotated[time, About(G.MESSAGES, M.CLOCK, "3.2")] = time(14)
    fees_afternoon_until: Annotated[time, About(G.MESSAGES, M.CLOCK, "3.2")] = time(17, 30)
    week: Annotated[Week, About(G.HOURS, M.WEEK, "4.1, 4.7")] = WEEK
    closed_days: Annotated[tuple[date, ...], About(G.HOURS, M.DATES, OWN)] = ()
    # The first that covers the hour receives; where none does, the desk in service hours and the control room otherwise.
    intake: Annotated[tuple[IntakeHours, ...], About(G.HOURS, M.INTAKE, "K 2.3.2")] = ()
    check_in_reminder_minutes: Annotated[int, About(G.ROSTER, M.MINUTES, OWN, 5, 120)] = 15
    check_in_alarm_minutes: Annotated[int, About(G.ROSTER, M.MINUTES, OWN, 5, 240)] = 30
    supervisor_answer_minutes: Annotated[int, About(G.ANSWER, M.MINUTES, "K 2.2.2", 1, 120)] = 5  # when asked (R030)
    talk_idle_minutes: Annotated[int, About(G.ANSWER, M.MINUTES, OWN, 10, 1440)] = 60  # then a conversation has ended
    new_promise_minutes: Annotated[int, About(G.ANSWER, M.MINUTES, OWN, 5, 240)] = 30  # when nobody has answered (R040)
    urge_cooldown_minutes: Annotated[int, About(G.VISIT, M.MINUTES, OWN, 5, 480)] = 30  # between two of an owner's
    repeat_days: Annotated[int, About(G.VISIT, M.DAYS, "A1 2.2", 1, 365)] = (
        30  # the same fault of the same place (R042)
    )
    repeat_units_on_floor: Annotated[int, About(G.VISIT, M.COUNT, "A1 2.2", 2, 20)] = 3  # then it is one of the floor
    # Then the supervisor decides (R032).
    transfers_before_decision: Annotated[int, About(G.VISIT, M.COUNT, "K 2.2.4", 1, 10)] = 2
    no_answer_leave_minutes: Annotated[int, About(G.VISIT, M.MINUTES, "B 4.3.1", 1, 30)] = 2
    no_answer_prompt_minutes: Annotated[int, About(G.VISIT, M.MINUTES, "B 4.3.1", 1, 60)] = 5
    rebook_reminder_days: Annotated[int, About(G.VISIT, M.DAYS, OWN, 1, 30)] = 3  # then the desk asks by telephone
    # Visits that are booked: how long they last, the way between two, how far ahead, and how long a time waits for its owner.
    service_visit_minutes: Annotated[int, About(G.VISIT, M.MINUTES, OWN, 30, 480)] = 120
    service_gap_minutes: Annotated[int, About(G.VISIT, M.MINUTES, OWN, 0, 120)] = 10
    service_days_ahead: Annotated[int, About(G.VISIT, M.DAYS, OWN, 1, 60)] = 14
    booking_hold_minutes: Annotated[int, About(G.VISIT, M.MINUTES, OWN, 2, 60)] = 10
    # From here on 4.7 and 3.2: after which time whom a ticket alarms. A day is a full day of service.
    dispatch_minutes_urgent: Annotated[int, About(G.WORK, M.MINUTES, "N3, N4, N7", 1, 60)] = 2
    dispatch_ceiling_minutes_urgent: Annotated[int, About(G.WORK, M.MINUTES, "N3, N4, N7", 1, 120)] = 5
    dispatch_minutes: Annotated[int, About(G.WORK, M.MINUTES, "N3, N4, N7", 1, 480)] = 15
    dispatch_ceiling_minutes: Annotated[int, About(G.WORK, M.MINUTES, "N3, N4, N7", 1, 480)] = 30
    assign_minutes_urgent: Annotated[int, About(G.WORK, M.MINUTES, "N3, N5", 1, 60)] = 3
    assign_ceiling_minutes_urgent: Annotated[int, About(G.WORK, M.MINUTES, "N3, N5", 1, 120)] = 10
    assign_minutes: Annotated[int, About(G.WORK, M.MINUTES, "N3, N5", 1, 480)] = 15
    assign_ceiling_minutes: Annotated[int, About(G.WORK, M.MINUTES, "N3, N5", 1, 480)] = 30
    accept_minutes_urgent: Annotated[int, About(G.WORK, M.MINUTES, "N3, N5", 1, 60)] = 3
    accept_ceiling_minutes_urgent: Annotated[int, About(G.WORK, M.MINUTES, "N3, N5", 1, 120)] = 10
    accept_minutes: Annotated[int, About(G.WORK, M.MINUTES, "N3, N5", 1, 480)] = 15
    accept_ceiling_minutes: Annotated[int, About(G.WORK, M.MINUTES, "N3, N5", 1, 480)] = 30
    on_site_minutes_u0: Annotated[int, About(G.WORK, M.MINUTES, "4.7", 1, 60)] = 5
    on_site_ceiling_minutes_u0: Annotated[int, About(G.WORK, M.MINUTES, "4.7", 1, 120)] = 10
    on_site_minutes_u1: Annotated[int, About(G.WORK, M.MINUTES, "4.7", 1, 120)] = 15
    on_site_ceiling_minutes_u1: Annotated[int, About(G.WORK, M.MINUTES, "4.7", 1, 240)] = 30
    on_site_minutes_u2: Annotated[int, About(G.WORK, M.MINUTES, "4.7", 1, 960)] = 60
    on_site_ceiling_minutes_u2: Annotated[int, About(G.WORK, M.MINUTES, "4.7", 1, 960)] = 120
    help_on_site_minutes: Annotated[int, About(G.WORK, M.MINUTES, "4.7", 5, 240)] = 30
    help_escalation_minutes: Annotated[int, About(G.WORK, M.MINUTES, "4.7", 10, 960)] = 60
    arrival_grace_minutes: Annotated[int, About(G.VISIT, M.MINUTES, "N3", 0, 120)] = 15  # after an appointed time
    arrival_ceiling_minutes: Annotated[int, About(G.VISIT, M.MINUTES, "N3", 1, 480)] = 60
    done_minutes_u0: Annotated[int, About(G.WORK, M.MINUTES, "4.7", 5, 480)] = 30
    done_hours_u1: Annotated[int, About(G.WORK, M.HOURS, "4.7", 1, 24)] = 2
    done_warning_hours_u2: Annotated[int, About(G.WORK, M.HOURS, "4.7", 1, 48)] = 4
    done_days_u2: Annotated[int, About(G.WORK, M.DAYS, "4.7", 1, 14)] = 1
    done_ceiling_days_u2: Annotated[int, About(G.WORK, M.DAYS, "N2", 1, 30)] = 3
    done_days_u3: Annotated[int, About(G.WORK, M.DAYS, "4.7", 1, 30)] = 3
    done_ceiling_days_u3: Annotated[int, About(G.WORK, M.DAYS, "4.7", 1, 60)] = 7
    done_days_u4: Annotated[int, About(G.WORK, M.DAYS, "4.7", 1, 90)] = 7
    slack_percent: Annotated[int, About(G.WORK, M.PERCENT, "N6", 0, 200)] = 0  # more time under a red weather warning
    alarm_again_minutes: Annotated[int, About(G.WORK, M.MINUTES, "4.7", 1, 60)] = 5
    alarm_rings_most: Annotated[int, About(G.WORK, M.COUNT, OWN, 1, 24)] = 6  # then the manager is called by telephone
    # Within this time the same emergency of the same person is no second alarm.
    double_tap_minutes: Annotated[int, About(G.WORK, M.MINUTES, OWN, 1, 30)] = 2
    incident_news_minutes: Annotated[int, About(G.WORK, M.MINUTES, OWN, 5, 240)] = 30  # then who leads it is asked
    incident_report_hours: Annotated[int, About(G.WORK, M.HOURS, "4.7", 1, 72)] = 8  # after its end: the same day
    code_valid_days: Annotated[int, About(G.ACCESS, M.DAYS, OWN, 1, 90)] = 7
    code_tries_per_hour: Annotated[int, About(G.ACCESS, M.COUNT, OWN, 1, 20)] = 5  # wrong codes, then the account rests
    access_requests_per_day: Annotated[int, About(G.ACCESS, M.COUNT, OWN, 1, 20)] = 3
    # Complaints: DOMAIN 3.2 and 4.6.
    complaint_answer_hours: Annotated[int, About(G.ANSWER, M.HOURS, "N8, N14, N6", 1, 72)] = 24
    complaint_end_days: Annotated[int, About(G.ANSWER, M.DAYS, "N8, N14, N6", 1, 30)] = 3
    complaint_end_days_major: Annotated[int, About(G.ANSWER, M.DAYS, "N8, N14, N6", 1, 60)] = 7
    complaint_major_after_days: Annotated[int, About(G.ANSWER, M.DAYS, "N13", 3, 90)] = 30  # still open: it is major
    complaint_repeat_count: Annotated[int, About(G.ANSWER, M.COUNT, "N13", 2, 10)] = (
        3  # of the same matter: it is major
    )
    complaint_repeat_days: Annotated[int, About(G.ANSWER, M.DAYS, OWN, 1, 365)] = 90
    complaint_units_at_once: Annotated[int, About(G.ANSWER, M.COUNT, "N13", 2, 20)] = 3  # within a day: it is major
    complaint_appeals: Annotated[int, About(G.ANSWER, M.COUNT, OWN, 1, 5)] = 2
    # Who has a complaint about the manager, and how its owner reaches them.
    branch_name: Annotated[str, About(G.BRANCH, M.TEXT, "4.6", 0, 60)] = ""
    branch_phone: Annotated[str, About(G.BRANCH, M.TEXT, "4.6", 0, 30)] = ""
    branch_address: Annotated[str, About(G.BRANCH, M.TEXT, "4.6", 0, 120)] = ""
    found_keep_days: Annotated[int, About(G.OTHER, M.DAYS, OWN, 7, 365)] = 90  # then those in charge decide (R206)
    move_in_days: Annotated[int, About(G.OTHER, M.DAYS, OWN, 1, 60)] = (
        7  # then a step of a move-in waits too long (R106)
    )
    # J27: before a warranty ends it is looked at twice, early enough that what is found can still be claimed.
    warranty_first_days: Annotated[int, About(G.OTHER, M.DAYS, "J27", 31, 365)] = 90
    warranty_second_days: Annotated[int, About(G.OTHER, M.DAYS, "J27", 1, 180)] = 30
    warranty_claim_days: Annotated[int, About(G.OTHER, M.DAYS, OWN, 0, 60)] = 14
    enquiry_answer_hours: Annotated[int, About(G.ANSWER, M.HOURS, "N6", 1, 48)] = 4  # of service, for a person's answer
    enquiry_complete_hours: Annotated[int, About(G.ANSWER, M.HOURS, "N6", 2, 240)] = 48  # 24 are a full day of service
    answer_review_days: Annotated[int, About(G.OTHER, M.DAYS, "J32", 30, 730)] = (
        365  # then an answer is looked at again
    )
    # The manager's mailbox: when the desk is reminded and the supervisor told, and how long a reply may take (J20).
    mailbox_reminder_hours: Annotated[int, About(G.OTHER, M.HOURS, OWN, 1, 9)] = 2
    mailbox_alarm_hours: Annotated[int, About(G.OTHER, M.HOURS, OWN, 1, 36)] = 4
    mailbox_reply_days: Annotated[int, About(G.OTHER, M.DAYS, "H 3.1.4, N6", 1, 60)] = 7
    # Cash in pockets: by when it is handed over on the next working day, and from how much on the same day.
    cash_handover_by: Annotated[time, About(G.OTHER, M.CLOCK, "X22")] = time(16)
    cash_same_day_yuan: Annotated[int, About(G.OTHER, M.COUNT, "X22", 1, 100000)] = 2000
    shutoff_notice_hours: Annotated[int, About(G.MESSAGES, M.HOURS, "N36", 1, 168)] = 24  # else a reason is asked
    # Paid services: how long a price holds, what a tenant's staff may order alone, and what the money's people wait for (X3, R062).
    quote_valid_hours: Annotated[int, About(G.PAID, M.HOURS, OWN, 1, 720)] = 72
    order_answer_hours: Annotated[int, About(G.PAID, M.HOURS, "N18", 1, 72)] = 4  # of service, until a price is named
    spending_limit_yuan: Annotated[int, About(G.PAID, M.YUAN, OWN, 0, 100000)] = 500
    unpaid_first_days: Annotated[int, About(G.PAID, M.DAYS, OWN, 1, 30)] = 3  # then the customer is reminded
    unpaid_again_days: Annotated[int, About(G.PAID, M.DAYS, OWN, 2, 60)] = 7
    # Where owners transfer to, as they read it; empty: the service desk tells it.
    bank_account: Annotated[str, About(G.PAID, M.TEXT, OWN, 0, 200)] = ""
    audit_days: Annotated[int, About(G.PAID, M.DAYS, OWN, 1, 14)] = 1
    price_list_code: Annotated[str, About(G.PAID, M.TEXT, "R224", 0, 40)] = "JM-01"  # of the price list as a document
    service_surcharge_percent: Annotated[int, About(G.PAID, M.PERCENT, OWN, 0, 200)] = 30  # outside service hours
    # Receivables: the fee calendar, the ladder of reminders and how far an extension may go (3.2, N20-N22).
    bill_day: Annotated[int, About(G.FEES, M.COUNT, "3.2", 1, 28)] = 5  # of the month: payment notices leave (J15)
    bill_due_day: Annotated[int, About(G.FEES, M.COUNT, "3.2", 1, 28)] = 20
    remind_soon_days: Annotated[int, About(G.FEES, M.DAYS, "N20-N22", 2, 30)] = 7
    dunning_first_days: Annotated[int, About(G.FEES, M.DAYS, "N20-N22", 2, 60)] = 7
    dunning_second_day: Annotated[int, About(G.FEES, M.COUNT, "N20-N22", 1, 28)] = 10  # of the month after
    dunning_third_months: Annotated[int, About(G.FEES, M.COUNT, "N20-N22", 2, 12)] = (
        2  # after the month of the due date
    )
    legal_months: Annotated[int, About(G.FEES, M.COUNT, "N20", 3, 36)] = 5
    reminder_gap_days: Annotated[int, About(G.FEES, M.DAYS, "3.2", 1, 30)] = 3  # between two messages about fees
    extension_months: Annotated[int, About(G.FEES, M.COUNT, "N20", 1, 12)] = 2  # at most
    collection_month_percent: Annotated[int, About(G.FEES, M.PERCENT, "N32", 0, 100)] = (
        90  # what the month should reach
    )
    collection_year_percent: Annotated[int, About(G.FEES, M.PERCENT, "N32", 0, 100)] = 98
    # The opinion survey: its months, the day from which it is planned, how long it lasts, and who opens it (N31, J24).
    survey_first_month: Annotated[int, About(G.SURVEY, M.COUNT, "N31", 1, 12)] = 5
    survey_second_month: Annotated[int, About(G.SURVEY, M.COUNT, "N31", 1, 12)] = 11
    survey_from_day: Annotated[int, About(G.SURVEY, M.COUNT, OWN, 1, 20)] = 8  # of the month; the next working day
    survey_by_clock: Annotated[bool, About(G.SURVEY, M.SWITCH, OWN)] = False  # or it waits for the supervisor
    survey_days: Annotated[int, About(G.SURVEY, M.DAYS, "N31", 7, 60)] = 14
    survey_first_reminder_days: Annotated[int, About(G.SURVEY, M.DAYS, "N31", 1, 30)] = 5
    survey_second_reminder_days: Annotated[int, About(G.SURVEY, M.DAYS, "N31", 2, 60)] = 10
    survey_target_percent: Annotated[int, About(G.SURVEY, M.PERCENT, "N31", 1, 100)] = 95
    survey_keep_years: Annotated[int, About(G.SURVEY, M.COUNT, "N31", 1, 20)] = 3
    # What the reports hold the office against, in percent, and how much of what was closed is looked at again (3.2, J34).
    target_repair_on_time_percent: Annotated[int, About(G.TARGETS, M.PERCENT, "N32", 1, 100)] = 98
    target_complaint_handling_percent: Annotated[int, About(G.TARGETS, M.PERCENT, "N32", 1, 100)] = 100
    target_complaint_satisfaction_percent: Annotated[int, About(G.TARGETS, M.PERCENT, "N32", 1, 100)] = 95
    target_satisfaction_percent: Annotated[int, About(G.TARGETS, M.PERCENT, "N32", 1, 100)] = 95
    quality_sample_percent: Annotated[int, About(G.TARGETS, M.PERCENT, "J34", 1, 100)] = 10
    phone_pattern: Annotated[str, About(G.ACCESS, M.OTHER, OWN)] = r"1\d{10}|0\d{9,11}|\+\d{7,15}"  # without separators

    @property
    def satisfaction_after(self) -> timedelta:
        """How long after the end of a job its owner is asked (J05)."""
        return timedelta(minutes=self.satisfaction_after_minutes)


def policy_of(project: Project) -> Policy:
    """The policy of an office: the defaults, and what the office has set itself."""
    known = {one.name for one in fields(Policy)}
    return Policy(**{name: decoded(name, raw) for name, raw in project.policy.items() if name in known})


SUFFIXES = {
    "minutes": (Measure.MINUTES, 10080),
    "hours": (Measure.HOURS, 2160),
    "days": (Measure.DAYS, 365),
    "percent": (Measure.PERCENT, 100),
}
BY_TYPE = {bool: Measure.SWITCH, time: Measure.CLOCK}
MOST = 10000


@cache
def about(name: str) -> About:
    """What is known about a value; of one that says nothing itself, what its name and its default say."""
    told = [one for one in get_args(get_type_hints(Policy, include_extras=True)[name]) if isinstance(one, About)]
    return told[0] if told else _guessed(name, getattr(Policy, name))


def _guessed(name: str, default: Any) -> About:
    if type(default) is not int:
        return About(Group.OTHER, BY_TYPE.get(type(default), Measure.OTHER), OWN)
    known = (SUFFIXES[part] for part in name.split("_") if part in SUFFIXES)
    measure, most = next(known, (Measure.COUNT, MOST))
    return About(Group.OTHER, measure, OWN, 0, most)


def encoded(value: Any) -> Any:
    """A value as plain JSON."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, IntakeHours):
        return [encoded(value.starts), encoded(value.ends), value.group.value]
    return [encoded(one) for one in value] if isinstance(value, (tuple, list)) else value


def decoded(name: str, raw: Any) -> Any:
    """A value of the policy from plain JSON."""
    match about(name).measure:
        case Measure.CLOCK:
            return time.fromisoformat(raw)
        case Measure.WEEK:
            return tuple(tuple((time.fromisoformat(one), time.fromisoformat(two)) for one, two in day) for day in raw)
        case Measure.DATES:
            return tuple(date.fromisoformat(one) for one in raw)
        case Measure.INTAKE:
            return tuple(
                IntakeHours(time.fromisoformat(one), time.fromisoformat(two), Intake(group)) for one, two, group in raw
            )
        case _:
            return tuple(raw) if isinstance(raw, list) else raw
