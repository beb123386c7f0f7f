"""What the staff bot can be asked about enquiries."""

from handlers.knowledge_taps import MoveEnquiry, OpenEnquiry
from handlers.parts import Part
from handlers.staff.enquiries import cards, forms

ENQUIRIES = Part(
    taps={OpenEnquiry: cards.open_enquiry, MoveEnquiry: cards.move},
    cards={"enquiry": cards.enquiry_card},
    flows=forms.FLOWS,
)
