"""Telephone numbers of the register: one shape for all of them, by the office's own pattern, and who has which."""

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.people import Person
from models.policy import policy_of
from models.refusals import NotAPhone

HOME = "86"  # the country code that the register leaves out
SEPARATORS = re.compile(r"[\s().\-\u2010-\u2015]+")


def tidy(text: str) -> str:
    """A number without what people put between its digits, full-width or not."""
    return SEPARATORS.sub("", unicodedata.normalize("NFKC", text))


def read_phone(project: Project, text: str) -> str:
    """The number that somebody wrote; raises NotAPhone."""
    phone = tidy(text)
    if not re.fullmatch(policy_of(project).phone_pattern, phone):
        raise NotAPhone
    return phone


def read_shared(project: Project, phone: str) -> str:
    """The number of an account, which comes with its country's code, in the register's shape; raises NotAPhone."""
    digits = tidy(phone).lstrip("+")
    shapes = [f"+{digits}"] if phone.startswith("+") else [digits, f"+{digits}"]
    for shape in (digits.removeprefix(HOME), *shapes) if digits.startswith(HOME) else shapes:
        if re.fullmatch(policy_of(project).phone_pattern, shape):
            return shape
    raise NotAPhone


def people_with(session: Session, project_id: int, phone: str) -> Sequence[Person]:
    """Everybody of the register with this number, guests left out, the longest known first."""
    wanted = select(Person).where(Person.project_id == project_id, Person.phone == phone, Person.guest.is_(False))
    return session.scalars(wanted.order_by(Person.id)).all() if phone else []
