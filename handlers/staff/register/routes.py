"""What the staff bot can be asked about units, contacts, access, workbooks and the archive."""

from handlers.parts import Part
from handlers.register_taps import (
    GiveCode,
    GrantWish,
    LetInAs,
    OpenAccess,
    OpenContact,
    OpenFile,
    OpenWish,
    ShowAttachments,
)
from handlers.staff.case_taps import OpenPaper, ShowVersion
from handlers.staff.register import (
    access,
    archive,
    archive_forms,
    codes,
    contacts,
    entries,
    export,
    imports,
    unit_file,
    wishes,
)
from handlers.taps import ApplyImport, CancelImport, GetWorkbook, Place

REGISTER = Part(
    places={
        Place.REQUESTS: access.show_requests,
        Place.REGISTER: export.export_register,
        Place.CODES: codes.begin,
        Place.WORKBOOKS: imports.workbooks,
    },
    taps={
        OpenFile: unit_file.open_file,
        ShowAttachments: unit_file.show_attachments,
        OpenContact: contacts.open_contact,
        GiveCode: codes.give_code,
        OpenAccess: access.open_access,
        LetInAs: access.let_in_as,
        OpenWish: wishes.open_wish,
        GrantWish: wishes.grant_wish,
        GetWorkbook: imports.get_workbook,
        ApplyImport: imports.apply_import,
        CancelImport: imports.cancel_import,
        OpenPaper: archive.open_paper,
        ShowVersion: archive.look_at_version,
    },
    cards={
        "unit": unit_file.file_card,
        "contact": contacts.contact_card,
        "access": access.access_card,
        "wish": wishes.wish_card,
        "import": imports.import_card,
        "paper": archive.paper_card,
    },
    flows=(
        access.LetIn,
        access.ExplainAccess,
        wishes.ExplainWish,
        contacts.AddContact,
        contacts.EndContact,
        entries.EditContact,
        entries.EditUnit,
        codes.InviteAll,
        codes.PrintCodes,
        imports.SendWorkbook,
        *archive_forms.FLOWS,
    ),
)
