"""What the staff bot can be asked about incidents."""

from handlers.incident_taps import (
    CheckFloor,
    CheckUnit,
    ConfirmReport,
    DeclareIncident,
    LeadIncident,
    ListIncidents,
    ListReports,
    ListUnits,
    OpenIncident,
    PrintIncident,
    PutApart,
    WriteAgain,
)
from handlers.parts import Part
from handlers.staff.incidents import cards, forms, lists, reviewing
from handlers.taps import Place

INCIDENTS = Part(
    places={Place.INCIDENTS: cards.incidents_menu},
    taps={
        OpenIncident: cards.open_incident,
        ListIncidents: cards.list_settled,
        PrintIncident: cards.print_report,
        ListReports: lists.list_reports,
        ListUnits: lists.list_units,
        CheckUnit: lists.check_unit,
        PutApart: lists.put_apart,
        LeadIncident: lists.lead,
        ConfirmReport: lists.confirm,
        WriteAgain: reviewing.write_again,
        CheckFloor: lists.check_floor,
        DeclareIncident: lists.declare,
    },
    cards={"incident": cards.incident_card},
    flows=(*forms.FLOWS, *reviewing.FLOWS),
)
