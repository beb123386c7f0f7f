"""Entering a warranty, changing an entry of it, and ending it before its time (R057, R111)."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import select

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import NotAnAnswer, Option, labels_of
from bot.forms.writing import Typed, Write
from bot.screens import Screen
from bot.texts import T, Words, listed
from handlers import typed
from handlers.staff.asking import reason, today
from handlers.staff.warranty.cards import warranty_card
from handlers.warranty_words import ENTRY, place_of, system_called
from models.catalogue import UNCLEAR_GROUP, catalogue
from models.estate import Unit
from models.refusals import NotAnEntry, NotAPhone, TooLate
from models.warranty import register
from models.warranty.tables import Warranty

ALL = "all"
NO_PHONE = T("staff", "This is no telephone number. Please write it in full, such as 13800000000.")
YEARS = (2, 5)  # what the law asks at least: waterproofing 5 years, most other work 2 (L3)


def _unit(form: Form, number: str) -> Unit | None:
    wanted = select(Unit).where(Unit.project_id == form.scene.project.id, Unit.number == number.strip())
    return form.scene.session.scalar(wanted)


def _places(form: Form) -> list[Option]:
    return [Option(ALL, T("button", "Whole building"))]


def _read_place(form: Form, text: str) -> str | None:
    if text.casefold() in {ALL, *labels_of(form, _places(form)[0])}:
        return ALL
    unit = _unit(form, text)
    return unit.number if unit else None


def _say_place(form: Form, value: str) -> Words:
    return T("button", "Whole building") if value == ALL else value


def _groups(form: Form) -> list[Option]:
    return [Option(one.code, one.name) for one in catalogue().groups if one.code != UNCLEAR_GROUP]


def _systems(form: Form) -> list[Option]:
    """The whole group, and each of its symptoms."""
    group = form["group"]
    every = [one.code for one in catalogue().symptoms.values() if one.group == group]
    return [Option(group, T("button", "All of it")), *(Option(code, system_called(code)) for code in every)]


def _read_day(form: Form, text: str) -> str | None:
    found = typed.day(text, today(form.scene))
    return found.isoformat() if found else None


def _day(ask: Words, label: Words, days: Callable[[Form], Sequence[Option]]) -> Typed:
    """A day with its year."""
    return Typed(
        ask=ask, label=label, read=_read_day, shows=lambda form, value: value, example="2026-06-30", suggestions=days
    )


def _from_today(form: Form) -> list[Option]:
    return [Option(today(form.scene).isoformat(), T("button", "Today"))]


def _after_years(form: Form) -> list[Option]:
    first = date.fromisoformat(form["starts"])
    days = [
        first.replace(year=first.year + years, day=min(first.day, 28 if first.month == 2 else 31)) for years in YEARS
    ]
    return [Option(day.isoformat(), day.isoformat()) for day in days]


def _read_phone(form: Form, text: str) -> str | None:
    try:
        return register.read_phone_of_firm(text)
    except NotAPhone:
        return None


class AddWarranty(Flow):
    """Where, what, whose, from when until when."""

    name = "add_warranty"
    title = T("button", "Enter a warranty")

    place = Typed(
        ask=T("staff", "For which unit? Write its number, or tap."),
        label=T("staff", "Place"),
        read=_read_place,
        shows=_say_place,
        example="0301",
        suggestions=_places,
    )
    group = Choose(
        ask=T("staff", "For what kind of work?"), label=T("staff", "Kind of work"), among=_groups, silent=True
    )
    system = Choose(
        ask=T("staff", "For all of it, or for one fault only?"),
        label=T("staff", "How far it goes"),
        among=_systems,
        ask_even_one=True,
    )
    words = Write(ask=T("staff", "What exactly is guaranteed?"), label=ENTRY["words"], at_most=100)
    firm = Write(ask=T("staff", "Which firm puts it right?"), label=ENTRY["firm"], at_most=40)
    phone = Typed(
        ask=T("staff", "What is its telephone?"),
        label=ENTRY["phone"],
        read=_read_phone,
        shows=lambda form, value: value,
        example="0510-12345678",
        at_most=20,
    )
    starts = _day(T("staff", "From which day on? Write it like 2021-06-30."), ENTRY["starts"], _from_today)
    ends = _day(
        T("staff", "Until which day, this one included? Tap, or write it like 2026-06-30."), ENTRY["ends"], _after_years
    )
    note = Write(
        ask=T("staff", "Anything to note, such as the contract?"), label=ENTRY["note"], optional=True, at_most=200
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who keeps the register."""
        register.keeper(form.scene.staff.person)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Enter it."""
        scene = form.scene
        one = register.add(
            scene.session,
            by=scene.me,
            unit=None if form["place"] == ALL else _unit(form, form["place"]),
            system=form["system"],
            words=form["words"],
            firm=form["firm"],
            phone=form["phone"],
            starts=date.fromisoformat(form["starts"]),
            ends=date.fromisoformat(form["ends"]),
            now=scene.now,
            note=form.get("note") or "",
        )
        return warranty_card(scene, one.id).headed(T("staff", "Entered."))


class AboutWarranty(Flow):
    """The parent of forms about one warranty: they return to its card."""

    subject = "warranty"

    @classmethod
    def one(cls, form: Form) -> Warranty:
        """The warranty; raises NotYours, Gone."""
        return register.warranty_for(form.scene.session, form.about, form.scene.staff.person)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who keeps the register, and only one that was not ended."""
        if cls.one(form).ended_at is not None:
            raise TooLate(warranty=form.about)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which one."""
        one = cls.one(form)
        return listed([place_of(one), system_called(one.system), one.words], ", ")


class Entry(Write):
    """What an entry shall say, if it can."""

    def write(self, form: Form, text: str) -> str:
        """The text; raises NotAnAnswer where it cannot stand there."""
        words = str(super().write(form, text))
        try:
            register.read_entry(form["field"], words)
        except NotAPhone as error:
            raise NotAnAnswer(NO_PHONE) from error
        except NotAnEntry as error:
            raise NotAnAnswer(T("staff", "This does not fit the entry. A date is written 2025-09-15.")) from error
        return words


def _fields(form: Form) -> list[Option]:
    return [Option(name, ENTRY[name]) for name in register.ENTRIES]


class EditWarranty(AboutWarranty):
    """One entry; the old one is kept with the reason."""

    name = "edit_warranty"
    title = T("button", "Change an entry")

    field = Choose(ask=T("staff", "Which entry?"), label=T("staff", "Entry"), among=_fields, per_row=2)
    value = Entry(ask=T("staff", "What shall it say?"), label=T("staff", "New"), at_most=200)
    why = reason()

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep the change."""
        scene = form.scene
        register.edit(
            scene.session,
            form.about,
            by=scene.me,
            field=form["field"],
            text=form["value"],
            why=form["why"],
            now=scene.now,
        )
        return warranty_card(scene, form.about).headed(T("staff", "Changed."))


class EndWarranty(AboutWarranty):
    """It holds no more, and why."""

    name = "end_warranty"
    title = T("button", "End it")

    why = reason()

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """End it."""
        scene = form.scene
        register.end(scene.session, form.about, by=scene.me, why=form["why"], now=scene.now)
        return warranty_card(scene, form.about)


FLOWS = (AddWarranty, EditWarranty, EndWarranty)
