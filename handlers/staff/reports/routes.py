"""What the staff bot can be asked about reports and ledgers."""

from handlers.parts import Part
from handlers.report_taps import (
    ChooseLedger,
    ExportLog,
    ListReports,
    MakeReport,
    OpenFigure,
    OpenReport,
    OpenSection,
    OpenSections,
    ReportDeed,
    TakeLedger,
)
from handlers.staff.reports import cards, export_log, figures, forms, ledgers, lists
from handlers.taps import Place

REPORTS = Part(
    places={Place.REPORTS: lists.reports_menu, Place.LEDGERS: ledgers.ledgers_menu},
    taps={
        OpenReport: cards.open_report,
        ListReports: lists.list_reports,
        MakeReport: lists.make_report,
        ReportDeed: cards.do_deed,
        OpenSections: figures.all_sections,
        OpenSection: figures.open_section,
        OpenFigure: figures.open_figure,
        ChooseLedger: ledgers.choose_ledger,
        TakeLedger: ledgers.take_ledger,
        ExportLog: export_log.show_log,
    },
    cards={"report": cards.report_card},
    flows=forms.FLOWS,
)
