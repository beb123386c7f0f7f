"""What the staff bot can be asked about questions to the supervisor."""

from handlers.parts import Part
from handlers.staff.consult_taps import OpenQuestion, WithdrawQuestion
from handlers.staff.consulting import cards, forms

CONSULTING = Part(
    taps={OpenQuestion: cards.open_question, WithdrawQuestion: cards.take_back},
    cards={"question": cards.question_card},
    flows=forms.FLOWS,
)
