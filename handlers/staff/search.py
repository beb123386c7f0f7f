"""查找: a number, a telephone, a name or words lead to units, people and tickets; what is typed outside of forms too (R169)."""

from bot.forms.flow import Flow, Form
from bot.forms.writing import Write
from bot.scene import Open, Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.found_words import kinds_called
from handlers.register_taps import Find, OpenContact, OpenFile
from handlers.register_words import role_called
from handlers.staff.complaints.cards import complaint_card
from handlers.staff.enquiries.cards import enquiry_card
from handlers.staff.found.card import item_card
from handlers.staff.found.losses import loss_card
from handlers.staff.found.menu import thing_button
from handlers.staff.lists import line_of
from handlers.staff.register.contacts import contact_card
from handlers.staff.register.unit_file import file_card
from handlers.taps import Go, OpenTicket, Place
from handlers.ticket.staff_card import staff_card
from models.complaints.reading import with_number
from models.enquiries.reading import numbered
from models.register.search import Hit, search
from models.register.unit_parts import keeps_register

PAGE = 8
SHOWN = 40  # characters of what was looked for
LONGEST = 48  # bytes of the words in a button


def find(scene: Scene, tap: Find) -> Screen:
    """A page of what was found."""
    return found(scene, tap.words, _hits(scene, tap.words), max(tap.page, 0))


def _hits(scene: Scene, words: str) -> list[Hit]:
    """What fits; a sort of things, such as “umbrella”, by its name in either language."""
    return search(scene.session, scene.staff, words, scene.now, kinds=kinds_called(scene, words))


def found(scene: Scene, words: str, hits: list[Hit], page: int = 0) -> Screen:
    """What was found, the best first; a single exact one is opened at once."""
    if (complaint := with_number(scene.session, scene.project, words, scene.me)) is not None:
        return complaint_card(scene, complaint.id)
    exact = [hit for hit in hits if hit.rank == 0]
    if len(exact) == 1 and page == 0 and (screen := _opened(scene, exact[0])) is not None:
        return screen
    part = hits[page * PAGE : (page + 1) * PAGE]
    title = T("staff", "<b>{words}</b>: {count} found", words=words, count=len(hits))
    hint = None if hits else T("staff", "Nothing that you may see. Try a unit, a number, a name, or fewer words.")
    buttons = [_button(scene, hit) for hit in part]
    ways = (Button(T("button", "Find something else"), Go(Place.FIND)), Button(T("button", "Home"), Go(Place.HOME)))
    return Screen(lines(title, hint), (*rows_of(buttons), _turning(words, page, len(hits)), ways))


def _opened(scene: Scene, hit: Hit) -> Screen | None:
    if hit.unit is not None:
        return file_card(scene, hit.unit.id)
    if hit.contact is not None and keeps_register(scene.staff):
        return contact_card(scene, hit.contact.id)
    if hit.item is not None:
        return item_card(scene, hit.item.id)
    if hit.loss is not None:
        return loss_card(scene, hit.loss.id)
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
        ask=T("staff", "What are you looking for? A unit, a number, a name, a telephone, or words."),
        label=T("staff", "Words"),
        at_most=80,
    )

    @classmethod
    def finish(cls, form: Form) -> Reply:
        """Look for it."""
        scene, words = form.scene, form["words"]
        return _enquiry(scene, words) or found(scene, words, _hits(scene, words))


def _enquiry(scene: Scene, words: str) -> Screen | None:
    """The enquiry of this number."""
    one = numbered(scene.session, scene.me, words)
    return enquiry_card(scene, one.id) if one else None


def begin(scene: Scene) -> Reply:
    """Ask what is looked for."""
    return Open(Search)


def nothing_found(text: str) -> Words:
    """That it was looked for, and what can be found."""
    shown = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    return lines(
        T("staff", "Nothing was found for “{words}”.", words=shown),
        T(
            "staff",
            "What can be searched: a unit, the end of a ticket's number, the name or telephone of an owner, words of a report, "
            "a found or missed thing. For a job, please choose below.",
        ),
    )


def typed(scene: Scene, text: str) -> Screen | None:
    """What somebody writes outside of any form; None if it finds nothing."""
    if (screen := _enquiry(scene, text)) is not None:
        return screen
    hits = _hits(scene, text) if len(text) <= 80 else []
    known = with_number(scene.session, scene.project, text, scene.me)
    return found(scene, text, hits) if hits or known else None
