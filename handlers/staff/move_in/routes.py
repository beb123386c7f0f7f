"""What the staff bot can be asked about people who move in."""

from handlers.parts import Part
from handlers.staff.case_taps import OpenMoveIn, ReportDefect
from handlers.staff.move_in import cards, forms, steps

MOVE_INS = Part(
    taps={OpenMoveIn: cards.open_move_in, ReportDefect: forms.report_defect},
    cards={"move_in": cards.move_in_card},
    flows=(*forms.FLOWS, *steps.FLOWS),
)
