"""The QR code of an invitation as a picture, to be shown or printed (R205)."""

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import segno
from sqlalchemy.orm import Session

from bot.texts import Reader, T, render
from models.estate import Project
from models.people import Staff

MODULE = 8  # pixels of one black square


def invitation_picture(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """A PNG that a telephone reads from paper and from another screen."""
    staff = session.get_one(Staff, facts["staff"])
    buffer = io.BytesIO()
    segno.make(facts["link"], error="m", micro=False).save(buffer, kind="png", scale=MODULE, border=4)
    name = T("paper", "Invitation {name} {number}", name=staff.person.name, number=staff.number)
    return f"{render(name, reader, escape=False)}.png", buffer.getvalue()
