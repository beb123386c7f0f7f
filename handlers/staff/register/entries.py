"""Entries of a unit's file and of its contacts: chosen, written, checked, and every change kept with its reason (R111)."""

from collections.abc import Callable, Iterable

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words, listed
from handlers.register_words import CONTACT_ROLE, ENTRY, HONORIFIC, UNIT_STATUS
from handlers.staff.register.contacts import contact_card, contact_of_form, unit_of_form
from handlers.staff.register.unit_file import file_card
from models.refusals import NotAnEntry, NotAPhone
from models.register.editing import CONTACT_ENTRIES, NONE, UNIT_ENTRIES, edit_contact, edit_unit, read_entry


class Entry(Write):
    """What an entry shall say, if it can."""

    def write(self, form: Form, text: str) -> str:
        """The text; raises NotAnAnswer where it cannot stand there."""
        words = str(super().write(form, text))
        try:
            read_entry(form.scene.project, form["field"], words)
        except NotAPhone as error:
            sorry = T("staff", "This is no telephone number. Please write it in full, such as 13800000000.")
            raise NotAnAnswer(sorry) from error
        except NotAnEntry as error:
            sorry = T("staff", "This does not fit the entry. A date is written 2025-09-15, an area as a whole number.")
            raise NotAnAnswer(sorry) from error
        return words

    def pick(self, form: Form, key: str) -> str:
        """A choice is kept by its key, whatever the language."""
        if key not in {option.key for option in self.options(form)}:
            raise NotAnAnswer(T("owner", "Sorry, this choice has changed. Please choose again, thank you."))
        return key


KEYS = {"status": UNIT_STATUS, "role": CONTACT_ROLE, "honorific": HONORIFIC}


def _choices(form: Form) -> list[Option]:
    return [Option(key, label) for key, label in KEYS.get(form.get("field") or "", {}).items()]


def _ask_value(form: Form) -> Words:
    if form["field"] in KEYS:
        return T("staff", "What shall it say?")
    return T("staff", "What shall it say? Write {none} to empty the entry.", none=NONE)


def _field(names: Iterable[str]) -> Choose:
    """One of the entries with these names."""
    options = [Option(name, ENTRY[name]) for name in names]
    return Choose(ask=T("staff", "Which entry?"), label=T("staff", "Entry"), among=lambda _form: options, per_row=2)


def _change(form: Form, edit: Callable[..., object]) -> None:
    """Make the change that the form describes."""
    scene, facts = form.scene, {"field": form["field"], "text": form["value"], "why": form.get("why") or ""}
    edit(scene.session, form.about, by=scene.me, now=scene.now, **facts)


def _value() -> Entry:
    return Entry(ask=_ask_value, label=T("staff", "New"), at_most=200, suggestions=_choices)


def _why() -> Write:
    return Write(ask=T("staff", "Why is it changed?"), label=T("staff", "Reason"), at_most=200, optional=True)


class EditContact(Flow):
    """One entry of a contact."""

    name = "edit_contact"
    title = T("button", "Change an entry")
    subject = "contact"

    field = _field(CONTACT_ENTRIES)
    value = _value()
    why = _why()

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who keeps the register, and only a present contact."""
        contact_of_form(form)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Whom."""
        contact = contact_of_form(form)
        return listed([contact.person.called, contact.unit.number])

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep the change."""
        _change(form, edit_contact)
        return contact_card(form.scene, form.about)


class EditUnit(Flow):
    """One entry of a unit's file."""

    name = "edit_unit"
    title = T("button", "Change an entry")
    subject = "unit"

    field = _field(UNIT_ENTRIES)
    value = _value()
    why = _why()

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who keeps the register."""
        unit_of_form(form)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which unit."""
        return T("staff", "Unit {unit}", unit=unit_of_form(form).number)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep the change."""
        _change(form, edit_unit)
        return file_card(form.scene, form.about)
