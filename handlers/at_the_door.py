"""Who is there when somebody comes, where it is not the one who reports it (DOMAIN 5.2)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.forms.flow import Form
from bot.forms.questions import NotAnAnswer
from bot.forms.writing import Write
from bot.texts import T, Words
from models.refusals import NotAPhone
from models.register.phones import read_phone, read_shared

NUMBER = re.compile(r"\+?\d[\d -]{4,}\d")
MOST = 40  # characters of a name


@dataclass(frozen=True, kw_only=True)
class AtTheDoor(Write):
    """A name and a telephone number in one line, or a contact that is sent; kept as {"name": ..., "phone": ...}."""

    takes_contact: bool = True

    def write(self, form: Form, text: str) -> Any:
        """Both of them, in any order; raises NotAnAnswer."""
        found = NUMBER.search(text)
        name = " ".join(text.replace(found[0], " ").split()).strip(" ,，、:：") if found else ""
        if found is None or not name or len(name) > MOST:
            raise _example()
        return _checked(read_phone, form, found[0], name)

    def shared(self, form: Form, phone: str, *, own: bool) -> Any:
        """A contact says its number; whoever it is answers by name."""
        return _checked(read_shared, form, phone, "")

    def said(self, form: Form, value: Any) -> Words:
        """Name and number."""
        return named(value["name"], value["phone"])


def _checked(read: Callable[..., str], form: Form, phone: str, name: str) -> dict[str, str]:
    try:
        return {"name": name, "phone": read(form.scene.project, phone)}
    except NotAPhone as error:
        raise _example() from error


def _example() -> NotAnAnswer:
    words = T("owner", "Sorry, please write name and telephone in one line: Mr Li 13800000000. Thank you.")
    return NotAnAnswer(words, stray=False)


def named(name: str, phone: str) -> Words:
    """Somebody and how to reach them."""
    return T("label", "{name}, telephone {phone}", name=name, phone=phone) if name else phone


def at_the_door(when: Callable[[Form], bool]) -> AtTheDoor:
    """The question; nobody is asked it, the read-back has a button for it."""
    return AtTheDoor(
        ask=T(
            "owner",
            "Whom shall we ask for when we come? Please write name and telephone in one line, or send the contact. Thank you.",
        ),
        label=T("label", "On the spot"),
        offer=T("button", "Somebody else is there"),
        skip=T("button", "I am there myself"),
        optional=True,
        when=when,
        unasked=lambda _form: True,
    )
