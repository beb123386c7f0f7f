"""An announcement in words: exactly what an owner reads, also as the preview of one that is not kept yet (R149, R195)."""

from datetime import datetime

from bot.texts import Span, T, Words, lines, listed
from models.announcements.content import Content, Kind, Scope, Supply, Whom

SUPPLY = {
    Supply.WATER: T("label", "water"),
    Supply.POWER: T("label", "power"),
    Supply.LIFT: T("label", "lifts"),
    Supply.AIRCON: T("label", "air-conditioning"),
}
KIND = {
    Kind.INFORMATION: T("label", "Information"),
    Kind.SHUTOFF: T("label", "Planned shut-off"),
    Kind.EVENT: T("label", "Event"),
}
WHOM = {
    Whom.EVERYBODY: T("label", "all contacts"),
    Whom.OWNERS: T("label", "owners"),
    Whom.OCCUPIERS: T("label", "occupiers"),
}
STOPS = "。．. \n"  # what the sentence around it brings itself


def title_of(content: Content) -> Words:
    """What it is called in lists."""
    if content.kind == Kind.SHUTOFF and content.supply:
        return T("label", "{supply} shut off", supply=SUPPLY[content.supply])
    return content.title


def range_of(content: Content) -> Words:
    """The whole building, floors, or units."""
    places = listed(content.places, ", ")
    match content.scope:
        case Scope.FLOORS:
            return T("label", "floors {floors}", floors=places)
        case Scope.UNITS:
            return T("label", "units {units}", units=places)
        case _:
            return T("label", "the whole building")


def times_of(starts: datetime, ends: datetime | None) -> Words:
    """From when to when; on one day with the day once."""
    if ends is None:
        return starts
    same_day = (ends - starts).total_seconds() < 86400 and starts.date() == ends.date()
    return Span(starts, ends) if same_day else T("label", "{start} to {end}", start=starts, end=ends)


def text_of(content: Content) -> Words:
    """What an owner reads (DOMAIN 6, [notice] and [shutoff])."""
    if content.kind == Kind.SHUTOFF and content.starts_at and content.ends_at:
        return _shutoff(content, content.starts_at)
    return lines(
        T("owner", "Dear customers, hello."),
        T("label", "<b>{title}</b>", title=content.title),
        content.words.strip(),
        T("label", "Time: {time}", time=times_of(content.starts_at, content.ends_at)) if content.starts_at else None,
        T("label", "For: {range}", range=range_of(content)),
        T(
            "owner",
            "Please excuse any trouble, and thank you for your understanding. "
            "For an explanation please press “Ask about this announcement”. Thank you.",
        ),
    )


def _shutoff(content: Content, starts: datetime) -> Words:
    more = content.words.rstrip(STOPS)
    facts = {
        "reason": content.reason.rstrip(STOPS),
        "range": range_of(content),
        "supply": SUPPLY[content.supply] if content.supply else "",
        "time": times_of(starts, content.ends_at),
    }
    if more:
        return T(
            "owner",
            "Dear customers, hello. Because of {reason}, in {range} the {supply} will be off {time}. {words}. "
            "Please make ready for it. We tell you when it is back, thank you for your understanding.",
            words=more,
            **facts,
        )
    return T(
        "owner",
        "Dear customers, hello. Because of {reason}, in {range} the {supply} will be off {time}. "
        "Please make ready for it. We tell you when it is back, thank you for your understanding.",
        **facts,
    )
