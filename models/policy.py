"""What an office may tune, with the defaults of the handbook (DOMAIN 3.2 and 4.7)."""

from dataclasses import dataclass, fields
from datetime import time, timedelta

from models.estate import Project

Week = tuple[tuple[tuple[time, time], ...], ...]

DAY = ((time(8, 30), time(17, 30)),)
SATURDAY = ((time(9, 0), time(12, 0)),)


@dataclass(frozen=True)
class Policy:
    """The numbers of one office; minutes and hours are said in the names."""

    first_answer_minutes: int = 5  # K 2.2.2
    first_answer_minutes_at_night: int = 15  # N6, N14
    satisfaction_after_minutes: int = 120  # N8, N10
    no_rating_hours: int = 48  # after which a person calls
    callback_sample_percent: int = 30  # N8, N9
    callback_attempts: int = 2
    callbacks_per_day: int = 20
    low_score: int = 3  # a score of this or less starts the work again
    form_rests_after_minutes: int = 30
    routine_messages_per_day: int = 3
    new_promise_minutes: int = 30  # what an owner is promised anew when nobody has answered (R040)
    # From here on 4.7 and 3.2: after which time whom a ticket alarms. A day is a full day of service.
    dispatch_minutes_urgent: int = 2
    dispatch_ceiling_minutes_urgent: int = 5
    dispatch_minutes: int = 15
    dispatch_ceiling_minutes: int = 30
    assign_minutes_urgent: int = 3
    assign_ceiling_minutes_urgent: int = 10
    assign_minutes: int = 15
    assign_ceiling_minutes: int = 30
    accept_minutes_urgent: int = 3
    accept_ceiling_minutes_urgent: int = 10
    accept_minutes: int = 15
    accept_ceiling_minutes: int = 30
    on_site_minutes_u0: int = 5
    on_site_ceiling_minutes_u0: int = 10
    on_site_minutes_u1: int = 15
    on_site_ceiling_minutes_u1: int = 30
    on_site_minutes_u2: int = 60
    on_site_ceiling_minutes_u2: int = 120
    arrival_grace_minutes: int = 15  # after an appointed time, N3
    arrival_ceiling_minutes: int = 60
    done_minutes_u0: int = 30
    done_hours_u1: int = 2
    done_warning_hours_u2: int = 4
    done_days_u2: int = 1
    done_ceiling_days_u2: int = 3
    done_days_u3: int = 3
    done_ceiling_days_u3: int = 7
    done_days_u4: int = 7
    slack_percent: int = 0  # more time for U2 to U4 under a red weather warning, N6
    alarm_again_minutes: int = 5
    alarm_rings_most: int = 6  # then somebody calls the manager by telephone
    double_tap_minutes: int = 2  # in which the same emergency is no second alarm
    code_valid_days: int = 7
    code_tries_per_hour: int = 5  # wrong codes after which an account rests
    access_requests_per_day: int = 3
    phone_pattern: str = r"1\d{10}|0\d{9,11}|\+\d{7,15}"  # a mobile or a landline number, without its separators
    quiet_from: time = time(20, 30)
    quiet_until: time = time(8, 30)

    @property
    def week(self) -> Week:
        """Service hours from Monday to Sunday (DOMAIN 4.1)."""
        return (DAY, DAY, DAY, DAY, DAY, SATURDAY, ())

    @property
    def satisfaction_after(self) -> timedelta:
        """How long after the end of a job its owner is asked (J05)."""
        return timedelta(minutes=self.satisfaction_after_minutes)


def policy_of(project: Project) -> Policy:
    """The policy of an office: the defaults, and what the office has set itself."""
    known = {field.name for field in fields(Policy)}
    return Policy(**{name: value for name, value in project.policy.items() if name in known})
