"""The policy: every value under its heading with unit, default and origin, and what was changed when and why (R017, DOMAIN 3.2)."""

from typing import Any

from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines
from handlers.staff.names import PAGE, page_of, turn, ways_out
from handlers.staff.policy.words import GROUP, amount, name_of_value, origin_of, said, week_of
from handlers.staff.taps import OpenGroup, OpenValue, PolicyHistory
from handlers.taps import Begin, Go, Place
from models.policies import (
    NUMBERS,
    PolicyVersion,
    about_value,
    default_of,
    may_change,
    may_read,
    name_of,
    names,
    number_of,
    value_of,
    versions,
)
from models.policy import decoded
from models.policy_terms import Group, Measure
from models.refusals import Gone, NotYours

# The form that changes a value, by its measure; numbers, times and telephones are typed.
FORMS = {
    Measure.WEEK: "policy_week",
    Measure.DATES: "policy_dates",
    Measure.INTAKE: "policy_intake",
    Measure.SWITCH: "policy_switch",
}


def _check(scene: Scene) -> None:
    if not may_read(scene.staff):
        raise NotYours


def policy_menu(scene: Scene) -> Reply:
    """The headings."""
    _check(scene)
    used = {about_value(name).group for name in names()}
    buttons = [Button(GROUP[group], OpenGroup(group.value, 0)) for group in Group if group in used]
    history = (Button(T("button", "What was changed"), PolicyHistory(0)),)
    words = T("staff", "<b>Rules and numbers</b>. Every change needs a reason, holds at once, and is kept.")
    return Screen(words, (*rows_of(buttons, 2), history, ways_out(Go(Place.OFFICE))))


def open_group(scene: Scene, tap: OpenGroup) -> Screen:
    """The values under a heading."""
    _check(scene)
    if tap.group not in set(Group):
        raise Gone
    mine = _values_of(Group(tap.group))
    page = max(0, min(tap.page, (len(mine) - 1) // PAGE))
    shown = page_of(mine, page)
    told = [T("staff", "<b>{name}</b>: {value}", name=name_of_value(name), value=_value(scene, name)) for name in shown]
    buttons = [Button(name_of_value(name), OpenValue(number_of(name))) for name in shown]
    words = lines(T("staff", "<b>{group}</b>", group=GROUP[Group(tap.group)]), *told)
    pages = turn(len(mine), page, lambda to: OpenGroup(tap.group, to))
    return Screen(words, (*rows_of(buttons), pages, ways_out(Go(Place.POLICY))))


def _values_of(group: Group) -> list[str]:
    return [name for name in names() if about_value(name).group == group]


def _value(scene: Scene, name: str) -> Words:
    return _in_lines(scene, name, value_of(scene.project, name))


def _in_lines(scene: Scene, name: str, value: Any) -> Words:
    """A value; one that needs several lines begins on its own."""
    found = said(name, value, scene.reader)
    return lines("", found) if about_value(name).measure in {Measure.WEEK, Measure.INTAKE} else found


def open_value(scene: Scene, tap: OpenValue) -> Screen:
    """One value."""
    return value_card(scene, tap.number)


def value_card(scene: Scene, number: int) -> Screen:
    """What it is, where its default comes from, who changed it last and why, and what can be done."""
    _check(scene)
    name = name_of(number)
    told, changes = about_value(name), versions(scene.session, scene.project, name)
    limits = {"least": amount(told.measure, told.least), "most": amount(told.measure, told.most)}
    words = lines(
        T("staff", "<b>{name}</b>: {value}", name=name_of_value(name), value=_value(scene, name)),
        T(
            "staff",
            "Default: {value} ({origin})",
            value=_in_lines(scene, name, default_of(name)),
            origin=origin_of(name),
        ),
        T("staff", "Allowed: {least} to {most}", **limits) if told.measure in NUMBERS else None,
        _line(scene, changes[0]) if changes else T("staff", "It was never changed."),
    )
    page = _values_of(told.group).index(name) // PAGE
    back = ways_out(OpenGroup(told.group.value, page))
    return Screen(words, (*_rows(scene, name), back), f"policy:{number}")


def _rows(scene: Scene, name: str) -> tuple[Row, ...]:
    if not may_change(scene.staff, name):
        return ()
    number, measure = number_of(name), about_value(name).measure
    change = Button(T("button", "Change"), Begin(FORMS.get(measure, "policy_value"), number))
    default = Button(T("button", "Back to the default"), Begin("policy_default", number))
    changed = measure != Measure.PHONE and value_of(scene.project, name) != default_of(name)
    return ((change, default),) if changed else ((change,),)


def _line(scene: Scene, version: PolicyVersion) -> Words:
    """One change."""
    old, new = _before_and_after(scene, version)
    return T(
        "staff",
        "{time} {name}: from {old} to {new}, by {who}. {why}",
        time=version.at,
        name=name_of_value(version.name),
        old=old,
        new=new,
        who=version.by.name,
        why=version.why,
    )


def _before_and_after(scene: Scene, version: PolicyVersion) -> tuple[Words, Words]:
    """What it was and what it became; of a week only the days that changed."""
    name, kept = version.name, (version.old, version.new)
    if name in names() and about_value(name).measure == Measure.WEEK:
        old, new = (default_of(name) if raw is None else decoded(name, raw) for raw in kept)
        return week_of(old, new), week_of(new, old)
    return _kept(scene, name, version.old), _kept(scene, name, version.new)


def _kept(scene: Scene, name: str, raw: object) -> Words:
    """A kept value in words; nothing stands for the default."""
    if name not in names():
        return str(raw)
    if raw is None:
        return T("staff", "the default")
    value = raw if about_value(name).measure == Measure.PHONE else decoded(name, raw)
    return said(name, value, scene.reader)


def policy_history(scene: Scene, tap: PolicyHistory) -> Screen:
    """Every change, newest first."""
    _check(scene)
    found = versions(scene.session, scene.project)
    page = max(0, min(tap.page, (len(found) - 1) // PAGE))
    told = [_line(scene, one) for one in page_of(found, page)] or [T("staff", "Nothing yet.")]
    words = lines(T("staff", "<b>What was changed</b>"), *told)
    return Screen(words, (turn(len(found), page, PolicyHistory), ways_out(Go(Place.POLICY))))
