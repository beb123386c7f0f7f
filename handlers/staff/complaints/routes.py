"""What the staff bot can be asked about complaints."""

from handlers.complaint_taps import (
    OpenAnalysis,
    OpenComplaint,
    PrintAnalysis,
    PrintComplaints,
    ShowComplaintMedia,
    VerifyMeasure,
)
from handlers.parts import Part
from handlers.staff.complaints import analysis, cards, forms, judging, ledger, linking, proxy, solving

COMPLAINTS = Part(
    taps={
        OpenComplaint: cards.open_complaint,
        ShowComplaintMedia: cards.show_media,
        VerifyMeasure: judging.verify_measure,
        PrintComplaints: ledger.print_complaints,
        OpenAnalysis: analysis.open_analysis,
        PrintAnalysis: analysis.print_analysis,
    },
    cards={"complaint": cards.complaint_card, "analysis": analysis.analysis_card},
    flows=(
        proxy.ProxyTell,
        forms.GradeIt,
        forms.GradeAnew,
        forms.LeadIt,
        forms.SayWhom,
        solving.TellProgress,
        solving.Propose,
        solving.AnswerIt,
        solving.ReplyToIt,
        solving.PassOn,
        solving.RelayIt,
        judging.JudgeIt,
        judging.SetMeasure,
        linking.LinkOthers,
        linking.TakeApart,
        analysis.WriteSuggestion,
    ),
)
