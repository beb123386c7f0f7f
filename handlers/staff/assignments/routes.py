"""What the staff bot can be asked about tasks."""

from handlers.parts import Part
from handlers.staff.assignments import cards, forms
from handlers.staff.taps import AnswerWish, GivenAssignments, MyAssignments, OpenAssignment, ShowEnclosed
from handlers.taps import Place

ASSIGNMENTS = Part(
    places={Place.MY_ASSIGNMENTS: cards.my_assignments, Place.ASSIGNMENTS: cards.given_menu},
    taps={
        OpenAssignment: cards.open_assignment,
        MyAssignments: cards.list_mine,
        GivenAssignments: cards.list_given,
        AnswerWish: cards.answer_wish,
        ShowEnclosed: cards.show_enclosed,
    },
    cards={"assignment": cards.assignment_card},
    flows=forms.FLOWS,
)
