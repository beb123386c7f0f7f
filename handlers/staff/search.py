"""查找: a number, a telephone, a name or words lead to units, people and tickets; what is typed outside of forms too (R169)."""

from datetime import datetime

from bot.forms.flow import Flow, Form
from bot.forms.past import read_past
from bot.forms.writing import Write
from bot.scene import Open, Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.found_words import kinds_called
from handlers.knowledge_taps import OpenEnquiry
from handlers.register_taps import Find, OpenContact, OpenFile
from handlers.register_words import role_called
from handlers.staff.complaints.cards import complaint_card
from handlers.staff.enquiries.cards import enquiry_card
from handlers.staff.enquiries.cards import line_of as enquiry_line
from handlers.staff.found.card import item_card
from handlers.staff.found.losses import loss_card
from handlers.staff.found.menu import thing_button
from handlers.staff.incidents.cards import incident_card
from handlers.staff.lists import line_of
from handlers.staff.register.contacts import contact_card
from handlers.staff.register.unit_file import file_card
from handlers.taps import Go, OpenTicket, Place
from handlers.ticket.staff_card import staff_card
from models.complaints.reading import with_number
from models.enquiries.reading import RECEIVES
from models.incidents.reading import with_number as incident_with_number
from models.register.search import Hit, enquiry_hits, search
from models.register.unit_parts import PARTS, keeps_register

PAGE = 8
SHOWN = 40  # characters of what was looked for
LONGEST = 48  # bytes of the words in a button
ASKED = frozenset({"咨询", "提问", "enquiry", "enquiries"})


def find(scene: Scene, tap: Find) -> Screen:
    """A page of what was found."""
    return found(scene, tap.words, _hits(scene, tap.words), max(tap.page, 0))


def _hits(scene: Scene, words: str) -> list[Hit]:
    """What fits; a sort of things, such as “umbrella”, by its name in either language; of enquiries alone if it begins so."""
    first, _, rest = words.strip().partition(" ")
    if first.casefold() in ASKED and rest.strip():
        return _asked(scene, rest)
    return search(scene.session, scene.staff, words, scene.now, kinds=kinds_called(scene, words))


def _asked(scene: Scene, words: str) -> list[Hit]:
    """Enquiries by words, a name, a unit, and perhaps a day."""
    local = scene.now.astimezone(scene.project.zone)
    days = {part: read_past(part, local) for part in words.split() if not part.isdecimal()}
    day = next((one for one in days.values() if one is not None), None)
    rest = " ".join(part for part in words.split() if days.get(part) is None)
    return enquiry_hits(scene.session, scene.staff, rest, day.date() if isinstance(day, datetime) else day)


def found(scene: Scene, words: str, hits: list[Hit], page: int = 0) -> Screen:
    """What was found, the best first; a single exact one is opened at once."""
    if (screen := _numbered(scene, words)) is not None:
        return screen
    exact = [hit for hit in hits if hit.rank == 0]
    if len(exact) == 1 and page == 0 and (screen := _opened(scene, exact[0])) is not None:
        return screen
    part = hits[page * PAGE : (page + 1) * PAGE]
    title = T("staff", "<b>{words}</b>: {count} found", words=words, count=len(hits))
    hint = None if hits else T("staff", "Nothing that you may see. Try a unit, a number, a name, or fewer words.")
    buttons = [_button(scene, hit) for hit in part]
    ways = (Button(T("button", "Find something else"), Go(Place.FIND)), Button(T("button", "Home"), Go(Place.HOME)))
    return Screen(lines(title, hint), (*rows_of(buttons), _turning(words, page, len(hits)), ways))


def _numbered(scene: Scene, words: str) -> Screen | None:
    """A complaint or an incident by its whole number."""
    if (complaint := with_number(scene.session, scene.project, words, scene.me)) is not None:
        return complaint_card(scene, complaint.id)
    incident = incident_with_number(scene.session, words, scene.me)
    return incident_card(scene, incident.id) if incident else None


def _opened(scene: Scene, hit: Hit) -> Screen | None:
    if hit.unit is not None:
        return file_card(scene, hit.unit.id)
    if hit.contact is not None and keeps_register(scene.staff):
        return contact_card(scene, hit.contact.id)
    if hit.item is not None:
        return item_card(scene, hit.item.id)
    if hit.loss is not None:
        return loss_card(scene, hit.loss.id)
    if hit.enquiry is not None:
        return enquiry_card(scene, hit.enquiry.id)
    return staff_card(scene, hit.ticket.id) if hit.ticket is not None else None


def _button(scene: Scene, hit: Hit) -> Button:
    """Each line opens what it names; who does not keep the register comes to a person by the unit's file."""
    if hit.unit is not None:
        who = hit.unit.occupier_name or hit.unit.owner_name
        return Button(
            T("button", "Unit {line}", line=listed([hit.unit.number, who], " ")), OpenFile(hit.unit.id, "head", 0)
        )
    if hit.contact is not None:
        one = hit.contact
        ended = [T("staff", "former")] if one.ended_at else []
        line: Words = listed([one.person.called, one.unit.number, role_called(one.role), *ended], " ")
        opens = keeps_register(scene.staff) and not one.ended_at
        return Button(line, OpenContact(one.id) if opens else OpenFile(one.unit_id, "head", 0))
    if (thing := hit.item or hit.loss) is not None:
        return thing_button(scene, thing)
    if hit.enquiry is not None:
        return Button(T("button", "Enquiry {line}", line=enquiry_line(scene, hit.enquiry)), OpenEnquiry(hit.enquiry.id))
    if hit.ticket is None:
        raise ValueError("a hit without anything found")
    return Button(line_of(scene, hit.ticket), OpenTicket(hit.ticket.id))


def _turning(words: str, page: int, count: int) -> Row:
    cut = words.encode()[:LONGEST].decode(errors="ignore")
    earlier = (Button(T("button", "Previous page"), Find(page - 1, cut)),) if page else ()
    later = (Button(T("button", "Next page"), Find(page + 1, cut)),) if (page + 1) * PAGE < count else ()
    return (*earlier, *later)


class Search(Flow):
    """What is looked for."""

    name = "find"
    title = T("button", "Find")
    reads_back = False

    words = Write(
        ask=lambda form: lines(T("staff", "What are you looking for?"), what_can_be_found(form.scene)),
        label=T("staff", "Words"),
        at_most=80,
    )

    @classmethod
    def finish(cls, form: Form) -> Reply:
        """Look for it."""
        scene, words = form.scene, form["words"]
        return found(scene, words, _hits(scene, words))


def begin(scene: Scene) -> Reply:
    """Ask what is looked for."""
    return Open(Search)


def nothing_found(scene: Scene, text: str) -> Words:
    """That it was looked for, and what can be found."""
    shown = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    return lines(
        T("staff", "Nothing was found for “{words}”.", words=shown),
        what_can_be_found(scene),
        T("staff", "For a job, please choose below."),
    )


def what_can_be_found(scene: Scene) -> Words:
    """What the reader may look for: customer service nearly everything, a head the department's, others their own (DOMAIN 5.7)."""
    asked = T("staff", "Enquiries alone: “enquiry” before a name, a unit, words or a day, for example “enquiry 0301”.")
    if keeps_register(scene.staff):
        known = T(
            "staff",
            "What can be searched: a unit, the end of a ticket's number, the name or telephone of an owner, words of a report, "
            "a found or missed thing.",
        )
    elif scene.staff.role in PARTS:
        known = T("staff", "What can be searched: a unit, the end of a ticket's number, words of a report.")
    else:
        known = T(
            "staff",
            "What can be searched: your own jobs by unit, the end of the number, or words of the report, and things that you found.",
        )
    return lines(known, asked if scene.staff.role in RECEIVES else None)


def typed(scene: Scene, text: str) -> Screen | None:
    """What somebody writes outside of any form; None if it finds nothing."""
    hits = _hits(scene, text) if len(text) <= 80 else []
    known = _numbered(scene, text)
    return found(scene, text, hits) if hits or known else None
