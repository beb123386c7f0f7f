"""What the staff bot can be asked about complaints."""

from handlers.complaint_taps import OpenComplaint, ShowComplaintMedia, VerifyMeasure
from handlers.parts import Part
from handlers.staff.complaints import cards, forms

COMPLAINTS = Part(
    taps={
        OpenComplaint: cards.open_complaint,
        ShowComplaintMedia: cards.show_media,
        VerifyMeasure: forms.verify_measure,
    },
    cards={"complaint": cards.complaint_card},
    flows=forms.FLOWS,
)
