"""The register in words: parts of contacts, states of units, entries; and the question for a telephone number."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from bot.forms.questions import NotAnAnswer, Option
from bot.forms.writing import Write
from bot.texts import T, Words
from models.entering import without_title
from models.refusals import NotAPhone
from models.register.phones import read_phone, read_shared

if TYPE_CHECKING:
    from bot.forms.flow import Form

CONTACT_ROLE = {
    "owner": T("label", "Owner"),
    "principal": T("label", "Person in charge"),
    "admin": T("label", "Administration"),
    "admin_manager": T("label", "Head of administration"),
    "finance": T("label", "Finance"),
    "manager": T("label", "Shop manager"),
    "head_teacher": T("label", "Head teacher"),
    "partner": T("label", "Partner"),
    "producer": T("label", "Producer"),
    "reception": T("label", "Reception"),
    "leasing": T("label", "Leasing centre"),
    "party_a": T("label", "Representative of Party A"),
}

UNIT_STATUS = {
    "self_used": T("label", "Used by the owner"),
    "let": T("label", "Let"),
    "fit_out": T("label", "Being fitted out"),
    "vacant": T("label", "Vacant"),
    "not_handed_over": T("label", "Before handover"),
    "moving_out": T("label", "Moving out"),
}

ENTRY = {
    "name": T("label", "Name"),
    "honorific": T("label", "Form of address"),
    "phone": T("label", "Telephone"),
    "role": T("label", "Position"),
    "owner_name": T("label", "Owner of the unit"),
    "occupier_name": T("label", "User of the unit"),
    "status": T("label", "Use"),
    "area_m2": T("label", "Floor space"),
    "contract_from": T("label", "Contract from"),
    "contract_until": T("label", "Contract until"),
    "rates": T("label", "Price"),
    "keys": T("label", "Keys"),
    "emergency_contact": T("label", "Emergency contact"),
    "note": T("label", "Note"),
    "ended_at": T("label", "End as a contact"),
}

HONORIFIC = {"先生": T("button", "Mr"), "女士": T("button", "Ms"), "小姐": T("button", "Miss")}


def honorifics(_form: "Form") -> list[Option]:
    """The forms of address of the handbook (R182)."""
    return [Option(key, label) for key, label in HONORIFIC.items()]


def role_called(role: str) -> Words:
    """A contact's part in words; one that only the office's files know stands as it is."""
    return CONTACT_ROLE.get(role, role)


def entry_said(field: str, value: Any) -> Words:
    """What an entry says, in words."""
    if value in (None, ""):
        return "-"
    if field == "area_m2":
        return T("label", "{count} square metres", count=_shown(value))
    known = {"status": UNIT_STATUS, "role": CONTACT_ROLE}.get(field, {})
    return known.get(str(value), _shown(value))


def _shown(value: Any) -> Words:
    if isinstance(value, datetime | int):
        return value
    return value.isoformat() if isinstance(value, date | time) else str(value)


EXAMPLE = T("owner", "Sorry, please write the telephone number as in this example: 13800000000. Thank you.")


@dataclass(frozen=True, kw_only=True)
class Name(Write):
    """What somebody is called; no number."""

    def write(self, form: "Form", text: str) -> Any:
        """The name without a form of address, which is asked for; raises NotAnAnswer for one without a letter."""
        name = without_title(super().write(form, text))[0]
        if not any(letter.isalpha() for letter in name):
            raise NotAnAnswer(
                T("owner", "Sorry, please write the name here; the telephone comes next. Thank you."), stray=False
            )
        return name


@dataclass(frozen=True, kw_only=True)
class Telephone(Write):
    """A telephone number by the office's pattern."""

    def write(self, form: "Form", text: str) -> Any:
        """The number without its separators, or polite words and an example."""
        try:
            return read_phone(form.scene.project, text)
        except NotAPhone as error:
            raise NotAnAnswer(EXAMPLE, stray=False) from error

    def shared(self, form: "Form", phone: str, *, own: bool) -> Any:
        """The same of a number that was sent as a contact, which has its country's code."""
        try:
            return super().shared(form, read_shared(form.scene.project, phone), own=own)
        except NotAPhone as error:
            raise NotAnAnswer(EXAMPLE, stray=False) from error
