"""What the staff bot can be asked about the people of the office and their hours."""

from handlers.parts import Part
from handlers.staff.taps import (
    CheckInNow,
    ListStaff,
    OpenStaff,
    PickPlanned,
    RosterDay,
    RosterOf,
    RosterWeek,
    SignOff,
    StaffHistory,
)
from handlers.staff.team import changing, checkin, hiring, people, roster, roster_forms
from handlers.taps import Place

TEAM = Part(
    places={
        Place.STAFF: people.staff_menu,
        Place.ROSTER: roster.roster_menu,
        Place.SHIFTS: roster.my_shifts,
    },
    taps={
        ListStaff: people.list_staff,
        OpenStaff: people.open_staff,
        StaffHistory: people.history,
        RosterDay: roster.roster_day,
        RosterWeek: roster.roster_week,
        PickPlanned: roster.pick_planned,
        RosterOf: roster.roster_of,
        CheckInNow: checkin.check_in_now,
        SignOff: checkin.sign_off_now,
    },
    cards={"staff": people.person_card, "roster": roster.roster_card},
    flows=(*hiring.FLOWS, *changing.FLOWS, *roster_forms.FLOWS),
)
