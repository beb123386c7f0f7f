"""The policy in words: names of its values, their measures, and how a value is said (DOMAIN 3.2)."""

from typing import Any

from bot.texts import Money, Reader, T, Words, lines, listed
from handlers.staff.names import WEEKDAY, day_of, hours_of
from models.policies import about_value
from models.policy_terms import OWN, Group, Intake, IntakeHours, Measure, Week

FEN = 100  # of a yuan

GROUP = {
    Group.HOURS: T("button", "Service hours and intake"),
    Group.ANSWER: T("button", "First answer"),
    Group.WORK: T("button", "Repair times"),
    Group.VISIT: T("button", "Visits and passing on"),
    Group.OPINION: T("button", "Ratings and callbacks"),
    Group.MESSAGES: T("button", "Messages and quiet hours"),
    Group.ROSTER: T("button", "Check-in"),
    Group.ACCESS: T("button", "Access of owners"),
    Group.BRANCH: T("button", "Branch company"),
    Group.PAID: T("button", "Paid services"),
    Group.FEES: T("button", "Fees and reminders"),
    Group.SURVEY: T("button", "Opinion survey"),
    Group.TARGETS: T("button", "Targets of the reports"),
    Group.OTHER: T("button", "Other values"),
}

NAME = {
    "fees_morning_from": T("staff", "Fees and surveys: mornings from"),
    "fees_morning_until": T("staff", "Fees and surveys: mornings until"),
    "fees_afternoon_from": T("staff", "Fees and surveys: afternoons from"),
    "fees_afternoon_until": T("staff", "Fees and surveys: afternoons until"),
    "bill_day": T("staff", "Day of the month on which payment notices leave"),
    "bill_due_day": T("staff", "Day of the month on which fees are due"),
    "remind_soon_days": T("staff", "Friendly reminder before the due date"),
    "dunning_first_days": T("staff", "First notice after the due date"),
    "dunning_second_day": T("staff", "Second notice on this day of the month after"),
    "dunning_third_months": T("staff", "Visit and third notice: months after the due month"),
    "legal_months": T("staff", "List for the court: months after the due month"),
    "reminder_gap_days": T("staff", "Between two messages about fees"),
    "extension_months": T("staff", "An extension lasts at most, in months"),
    "collection_month_percent": T("staff", "Collection rate of a month should reach"),
    "collection_year_percent": T("staff", "Collection rate of a year should reach"),
    "target_repair_on_time_percent": T("staff", "Target: repairs on time"),
    "target_complaint_handling_percent": T("staff", "Target: complaints handled"),
    "target_complaint_satisfaction_percent": T("staff", "Target: content with the outcome of complaints"),
    "target_satisfaction_percent": T("staff", "Target: overall satisfaction"),
    "quality_sample_percent": T("staff", "Share of closed tickets in the quality sample"),
    "first_answer_minutes": T("staff", "First answer by a person"),
    "first_answer_minutes_at_night": T("staff", "First answer outside service hours"),
    "satisfaction_after_minutes": T("staff", "Ask for a rating after"),
    "no_rating_hours": T("staff", "Call who has not rated after"),
    "callback_sample_percent": T("staff", "Share of callbacks by a person"),
    "callback_attempts": T("staff", "Attempts of a callback"),
    "callbacks_per_day": T("staff", "Callbacks a day at most"),
    "low_score": T("staff", "A score of this or less is called back about"),
    "form_rests_after_minutes": T("staff", "Pause an untouched form after"),
    "routine_messages_per_day": T("staff", "Routine messages to an owner a day"),
    "quiet_from": T("staff", "Quiet hours from"),
    "quiet_until": T("staff", "Quiet hours until"),
    "week": T("staff", "Service hours"),
    "closed_days": T("staff", "Special closing days"),
    "intake": T("staff", "Who receives, by hour"),
    "check_in_reminder_minutes": T("staff", "Remind who has not checked in after"),
    "check_in_alarm_minutes": T("staff", "Tell the head after"),
    "enquiry_answer_hours": T("staff", "Answer to an enquiry by a person"),
    "enquiry_complete_hours": T("staff", "Enquiry settled"),
    "answer_review_days": T("staff", "Answers are looked at again after"),
    "desk_phone": T("staff", "Telephone of the service desk"),
    "control_room_phone": T("staff", "Telephone of the control room"),
    "supervisor_answer_minutes": T("staff", "Supervisor's answer to a question"),
    "talk_idle_minutes": T("staff", "A conversation ends when nobody has written for"),
    "new_promise_minutes": T("staff", "New promise when nobody has answered"),
    "urge_cooldown_minutes": T("staff", "Between two urges of an owner"),
    "incident_news_minutes": T("staff", "News about an incident every"),
    "incident_report_hours": T("staff", "Report after an incident within"),
    "repeat_days": T("staff", "The same fault again within"),
    "repeat_units_on_floor": T("staff", "Units that make it a fault of the floor"),
    "transfers_before_decision": T("staff", "Transfers before the supervisor decides"),
    "no_answer_leave_minutes": T("staff", "Nobody opens: may leave after"),
    "no_answer_prompt_minutes": T("staff", "Nobody opens: asked what to do after"),
    "rebook_reminder_days": T("staff", "No new appointment: the desk calls after"),
    "service_visit_minutes": T("staff", "Usual length of a booked visit"),
    "service_gap_minutes": T("staff", "Way between two booked visits"),
    "service_days_ahead": T("staff", "Visits can be booked ahead by"),
    "booking_hold_minutes": T("staff", "A chosen time waits for its booking"),
    "dispatch_minutes_urgent": T("staff", "Dispatch, urgent"),
    "dispatch_ceiling_minutes_urgent": T("staff", "Dispatch, urgent: supervisor after"),
    "dispatch_minutes": T("staff", "Dispatch"),
    "dispatch_ceiling_minutes": T("staff", "Dispatch: supervisor after"),
    "assign_minutes_urgent": T("staff", "Assign, urgent"),
    "assign_ceiling_minutes_urgent": T("staff", "Assign, urgent: supervisor after"),
    "assign_minutes": T("staff", "Assign"),
    "assign_ceiling_minutes": T("staff", "Assign: supervisor after"),
    "accept_minutes_urgent": T("staff", "Accept, urgent"),
    "accept_ceiling_minutes_urgent": T("staff", "Accept, urgent: supervisor after"),
    "accept_minutes": T("staff", "Accept"),
    "accept_ceiling_minutes": T("staff", "Accept: supervisor after"),
    "on_site_minutes_u0": T("staff", "On site, U0"),
    "on_site_ceiling_minutes_u0": T("staff", "On site, U0: manager after"),
    "on_site_minutes_u1": T("staff", "On site, U1"),
    "on_site_ceiling_minutes_u1": T("staff", "On site, U1: manager after"),
    "on_site_minutes_u2": T("staff", "On site, U2"),
    "on_site_ceiling_minutes_u2": T("staff", "On site, U2: supervisor after"),
    "help_on_site_minutes": T("staff", "On site, help request"),
    "help_escalation_minutes": T("staff", "Help request: supervisor after"),
    "arrival_grace_minutes": T("staff", "Late for an appointment: head after"),
    "arrival_ceiling_minutes": T("staff", "Late for an appointment: supervisor after"),
    "done_minutes_u0": T("staff", "Done, U0"),
    "done_hours_u1": T("staff", "Done, U1"),
    "done_warning_hours_u2": T("staff", "Done, U2: warning after"),
    "done_days_u2": T("staff", "Done, U2"),
    "done_ceiling_days_u2": T("staff", "Done, U2: manager after"),
    "done_days_u3": T("staff", "Done, U3"),
    "done_ceiling_days_u3": T("staff", "Done, U3: manager after"),
    "done_days_u4": T("staff", "Done, U4"),
    "slack_percent": T("staff", "More time under a red weather warning"),
    "alarm_again_minutes": T("staff", "Alarm again without an answer after"),
    "alarm_rings_most": T("staff", "Alarms before the manager is called"),
    "double_tap_minutes": T("staff", "The same emergency counts once within"),
    "code_valid_days": T("staff", "An owner's code is good for"),
    "code_tries_per_hour": T("staff", "Wrong codes an hour"),
    "access_requests_per_day": T("staff", "Requests for access a day"),
    "complaint_answer_hours": T("staff", "Complaint: answer within"),
    "complaint_end_days": T("staff", "Complaint: done within"),
    "complaint_end_days_major": T("staff", "Major complaint: done within"),
    "complaint_major_after_days": T("staff", "Complaint still open: major after"),
    "complaint_repeat_count": T("staff", "Complaints of one matter that make it major"),
    "complaint_repeat_days": T("staff", "Complaints of one matter count within"),
    "complaint_units_at_once": T("staff", "Units at once that make it major"),
    "complaint_appeals": T("staff", "Appeals of an owner at most"),
    "branch_name": T("staff", "Name of the branch company"),
    "branch_phone": T("staff", "Telephone of the branch company"),
    "branch_address": T("staff", "Post or mail address of the branch company"),
    "found_keep_days": T("staff", "Keep found things for"),
    "move_in_days": T("staff", "A step of a move-in waits too long after"),
    "warranty_first_days": T("staff", "Look at what a warranty covers, before its end"),
    "warranty_second_days": T("staff", "Look at it again, before its end"),
    "warranty_claim_days": T("staff", "Finish that inspection before its end"),
    "mailbox_reminder_hours": T("staff", "Mailbox not opened: the desk is reminded after"),
    "mailbox_alarm_hours": T("staff", "Mailbox waits: the supervisor is told after"),
    "mailbox_reply_days": T("staff", "Letters to the manager are answered within"),
    "cash_handover_by": T("staff", "Cash is handed over on the next working day by"),
    "cash_same_day_yuan": T("staff", "Cash is handed over on the same day from (yuan)"),
    "shutoff_notice_hours": T("staff", "A shut-off is announced ahead by"),
    "price_list_code": T("staff", "Code of the price list"),
    "bank_account": T("staff", "Account to which owners transfer"),
    "quote_valid_hours": T("staff", "A price holds for"),
    "order_answer_hours": T("staff", "A price is named within"),
    "spending_limit_yuan": T("staff", "A tenant's staff may order alone up to"),
    "unpaid_first_days": T("staff", "Unpaid order: reminder after"),
    "unpaid_again_days": T("staff", "Unpaid order: second reminder after"),
    "audit_days": T("staff", "Audit of a charge within"),
    "service_surcharge_percent": T("staff", "Surcharge on labour outside service hours"),
    "survey_first_month": T("staff", "Survey: first month of the year"),
    "survey_second_month": T("staff", "Survey: second month of the year"),
    "survey_from_day": T("staff", "Survey: planned from this day of the month"),
    "survey_by_clock": T("staff", "Survey: opens by itself on the planned day"),
    "survey_days": T("staff", "Survey: lasts"),
    "survey_first_reminder_days": T("staff", "Survey: first reminder after"),
    "survey_second_reminder_days": T("staff", "Survey: second reminder after"),
    "survey_target_percent": T("staff", "Survey: share of forms that should come back"),
    "survey_keep_years": T("staff", "Survey: answers are kept for so many years"),
    "phone_pattern": T("staff", "Shape of telephone numbers"),
}

INTAKE = {
    Intake.DESK: T("staff", "service desk"),
    Intake.FIELD: T("staff", "field customer service"),
    Intake.CONTROL_ROOM: T("staff", "control room"),
}


def name_of_value(name: str) -> Words:
    """A value's name; one that nobody has named yet says its own."""
    return NAME.get(name) or name.replace("_", " ")


def origin_of(name: str) -> Words:
    """Where the default comes from."""
    origin = about_value(name).origin
    return T("staff", "our own proposal") if origin == OWN else T("staff", "handbook {row}", row=origin)


def amount(measure: Measure, value: int) -> Words:
    """A number with its measure."""
    match measure:
        case Measure.MINUTES:
            return T("staff", "{count} min", count=value)
        case Measure.HOURS:
            return T("staff", "{count} h", count=value)
        case Measure.DAYS:
            return T("staff", "{count} days", count=value)
        case Measure.YUAN:
            return Money(value * FEN)
        case Measure.PERCENT:
            return T("staff", "{count} %", count=value)
        case _:
            return str(value)


def said(name: str, value: Any, reader: Reader) -> Words:
    """A value in words."""
    measure = about_value(name).measure
    match measure:
        case Measure.SWITCH:
            return T("staff", "on") if value else T("staff", "off")
        case Measure.CLOCK:
            return f"{value:%H:%M}"
        case Measure.WEEK:
            return week_of(value)
        case Measure.DATES:
            return listed((day_of(day, reader.zone) for day in value), ", ") if value else T("staff", "none")
        case Measure.INTAKE:
            return intake_of(value)
        case Measure.PHONE | Measure.TEXT | Measure.OTHER:
            return str(value) or T("staff", "none")
        case _:
            return amount(measure, value)


def day_hours(day: tuple[Any, ...]) -> Words:
    """The open spans of a day."""
    return listed((hours_of(*span) for span in day), " ") if day else T("staff", "not open")


def week_of(week: Week, beside: Week | None = None) -> Words:
    """Service hours, a line for each day; beside another week only for the days that differ."""
    days = [(number, day) for number, day in enumerate(week, 1) if beside is None or day != beside[number - 1]]
    return lines(*(T("staff", "{day} {hours}", day=WEEKDAY[number], hours=day_hours(day)) for number, day in days))


def intake_span(span: IntakeHours) -> Words:
    """Who receives from when to when."""
    return T("staff", "{hours} {group}", hours=hours_of(span.starts, span.ends), group=INTAKE[span.group])


def intake_of(spans: tuple[IntakeHours, ...]) -> Words:
    """The hours that the office has set itself, then what holds in the rest of the day."""
    rest = T("staff", "service desk in service hours, control room otherwise")
    own = [intake_span(span) for span in spans]
    return lines(*own, T("staff", "otherwise: {rest}", rest=rest)) if own else rest
