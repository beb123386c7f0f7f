"""The duty check-in (值班签到) on the home screen: one tap at the start of a shift, one at its end (R015)."""

from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.texts import Clockface, T, Words
from handlers.staff.taps import CheckInNow, SignOff
from models.staffing.checkins import check_in, checked_in, may_sign_off, sign_off, spell_of


def duty_of(scene: Scene) -> tuple[Words, tuple[Row, ...]]:
    """Whether the reader is on duty, and the button to say so; nothing depends on it being pressed."""
    staff = scene.staff
    spell = spell_of(scene.session, staff, scene.now)
    here = checked_in(scene.session, staff.person_id, spell.day) if spell else None
    rows: tuple[Row, ...] = ()
    if spell and here is None:
        rows = ((Button(T("button", "Check in for duty"), CheckInNow()),),)
    elif may_sign_off(scene.session, staff, scene.now):
        rows = ((Button(T("button", "Sign off"), SignOff()),),)
    if here:
        return T("staff", "on duty since {time}", time=Clockface(here.at)), rows
    on_shift = spell is not None and spell.starts <= scene.now
    return T("staff", "on duty") if on_shift else T("staff", "off duty"), rows


def check_in_now(scene: Scene, tap: CheckInNow) -> Screen:
    """I am here."""
    new = check_in(scene.session, by=scene.me, now=scene.now)
    words = T("staff", "Checked in. Thank you.") if new else T("staff", "You have checked in already.")
    return scene.routes.home(scene).with_toast(words)


def sign_off_now(scene: Scene, tap: SignOff) -> Screen:
    """I am leaving."""
    sign_off(scene.session, by=scene.me, now=scene.now)
    return scene.routes.home(scene).with_toast(T("staff", "Signed off. Thank you for today."))
