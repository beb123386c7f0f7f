"""Media: taken in within limits, attached once, seen by whom they concern, shown when their bytes are there (R026, R203)."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.media.actions import LARGEST, Sent, attach, forget_unattached, receive
from models.media.queries import attached, counted, usable
from models.media.showing import LOOKS_AGAIN, release
from models.media.tables import AttachedTo, Media, MediaKind, MediaState
from models.notices import Notice, Pace
from models.people import Role, Side
from models.refusals import Gone, NotYours, PictureMissing, TooLarge, TooLate, TooMany, WordsMissing
from models.rota import staff_of
from models.tickets import actions
from models.tickets.details import MOST_WORDS, add_details
from models.tickets.emergency import raise_emergency, tell_picture
from models.tickets.lifecycle import Status
from models.tickets.pictures import seen_by, show_again, why_no_picture
from models.tickets.subjobs import split
from models.tickets.tables import Ticket
from tests.rules.builders import STEPS, Office

PHOTO = Sent(MediaKind.PHOTO, "AgAC", mime="image/jpeg", size=1000)


def sent(office: Office, by: str = "陈女士", kind: MediaKind = MediaKind.PHOTO, *, kept: bool = True) -> Media:
    """Something that somebody has sent."""
    media = receive(office.session, office.project, Sent(kind, "id"), by=office.person(by), bot_id=1, now=office.now)
    media.state = MediaState.KEPT if kept else MediaState.ASKED
    office.session.flush()
    return media


def shows(office: Office, ticket: Ticket) -> Sequence[Notice]:
    """The notices that carry media of a ticket."""
    wanted = select(Notice).where(Notice.kind == "media.show", Notice.subject == ticket.subject).order_by(Notice.id)
    return office.session.scalars(wanted).all()


def told(office: Office, ticket: Ticket) -> list[tuple[str, list[int]]]:
    """Who is shown what."""
    names = {office.person(name).id: name for name in ("陈女士", "郑雨", "林海涛", "唐国平")}
    return [(names.get(one.person_id, "?"), one.facts["media"]) for one in shows(office, ticket)]


def seen(office: Office, ticket: Ticket, name: str, side: Side = Side.STAFF) -> set[int]:
    """The ids of what somebody may see."""
    found = seen_by(office.session, ticket, office.person(name), side, office.now)
    return {one.id for media in found.values() for one in media}


def on_the_way(office: Office, *moves: str) -> tuple[Ticket, Media]:
    """A ticket with a picture of its owner, so many moves later."""
    media = sent(office)
    ticket = office.reported(media=[media.id])
    for move in moves:
        STEPS[move](office, ticket)
    return ticket, media


def test_more_than_twenty_megabytes_are_not_taken_in(office: Office):
    for size, good in ((LARGEST, True), (LARGEST + 1, False)):
        large = Sent(MediaKind.DOCUMENT, "id", size=size)
        if good:
            receive(office.session, office.project, large, by=None, bot_id=1, now=office.now)
            continue
        with pytest.raises(TooLarge):
            receive(office.session, office.project, large, by=None, bot_id=1, now=office.now)


def test_where_there_is_no_room_nothing_is_taken_in(office: Office):
    with pytest.raises(TooMany):
        receive(office.session, office.project, PHOTO, by=None, bot_id=1, now=office.now, room=0)


def test_a_place_has_no_bytes_to_wait_for(office: Office):
    place = Sent(MediaKind.LOCATION, latitude=39_908_700, longitude=116_397_500)
    assert receive(office.session, office.project, place, by=None, bot_id=1, now=office.now).state == MediaState.KEPT
    assert receive(office.session, office.project, PHOTO, by=None, bot_id=1, now=office.now).state == MediaState.ASKED


def test_attaching_twice_is_attaching_once(office: Office):
    media, owner = sent(office), office.person("陈女士")
    for _ in range(2):
        attach(office.session, "ticket:1", [media.id, media.id], AttachedTo.REPORT, by=owner, now=office.now)
    assert [one.id for one in attached(office.session, "ticket:1")] == [media.id]
    assert attached(office.session, "ticket:1", AttachedTo.RESULT) == []


def test_what_is_not_there_cannot_be_attached(office: Office):
    with pytest.raises(Gone):
        attach(office.session, "ticket:1", [10**6], AttachedTo.REPORT, by=office.person("陈女士"), now=office.now)


def test_what_is_of_no_use_does_not_count(office: Office):
    good, bad, voice = sent(office), sent(office), sent(office, kind=MediaKind.VOICE)
    bad.state = MediaState.UNUSABLE
    office.session.flush()
    found = usable(office.session, [voice.id, bad.id, good.id])
    assert found == [voice, good]
    assert counted(found) == {MediaKind.PHOTO: 1, MediaKind.VOICE: 1}


@pytest.mark.rows("R026")
@pytest.mark.parametrize("reason", ["", "  "])
def test_a_result_needs_a_picture_or_a_reason(office: Office, reason: str):
    ticket = office.brought_to(Status.ARRIVED)
    plumber = office.person("林海涛")
    with pytest.raises(PictureMissing):
        actions.finish(office.session, ticket.id, by=plumber, now=office.now, result="好了", no_photo=reason)
    assert ticket.status == Status.ARRIVED
    actions.finish(
        office.session, ticket.id, by=plumber, now=office.now, result="好了", no_photo="看不出", free="保修期内"
    )
    assert why_no_picture(office.session, ticket) == "看不出"


@pytest.mark.rows("R026", "R022")
def test_the_result_goes_to_the_owner_when_it_is_fed_back(office: Office):
    ticket = office.brought_to(Status.ARRIVED)
    picture = sent(office, "林海涛")
    actions.finish(
        office.session,
        ticket.id,
        by=office.person("林海涛"),
        now=office.now,
        result="好了",
        media=[picture.id],
        free="保修期内",
    )
    assert why_no_picture(office.session, ticket) == ""
    assert seen(office, ticket, "陈女士", Side.OWNER) == set()
    assert told(office, ticket) == []
    STEPS["feed_back"](office, ticket)
    assert seen(office, ticket, "陈女士", Side.OWNER) == {picture.id}
    assert told(office, ticket) == [("陈女士", [picture.id])]


@pytest.mark.rows("R027")
def test_the_result_of_a_second_round_is_shown_after_its_own_feedback(office: Office):
    ticket = office.brought_to(Status.REOPENED)
    for move in ("send", "assign", "accept", "arrive"):
        STEPS[move](office, ticket)
    office.later(minutes=5)
    picture = sent(office, "林海涛")
    actions.finish(
        office.session,
        ticket.id,
        by=office.person("林海涛"),
        now=office.now,
        result="好了",
        media=[picture.id],
        free="保修期内",
    )
    assert seen(office, ticket, "陈女士", Side.OWNER) == set(), "the first feedback knew nothing of it"
    office.later(minutes=5)
    STEPS["feed_back"](office, ticket)
    assert seen(office, ticket, "陈女士", Side.OWNER) == {picture.id}


@pytest.mark.rows("R203")
def test_who_performs_sees_the_inside_of_a_unit_after_accepting(office: Office):
    ticket, media = on_the_way(office, "send", "assign")
    assert seen(office, ticket, "郑雨") == seen(office, ticket, "何志强") == {media.id}
    assert seen(office, ticket, "林海涛") == set()
    with pytest.raises(Gone):
        show_again(office.session, ticket.id, by=office.person("林海涛"), side=Side.STAFF, now=office.now)
    STEPS["accept"](office, ticket)
    assert seen(office, ticket, "林海涛") == {media.id}
    assert told(office, ticket) == [("郑雨", [media.id]), ("林海涛", [media.id])]


@pytest.mark.rows("R203")
def test_a_public_place_may_be_seen_before(office: Office):
    media = sent(office)
    ticket = office.reported(unit=None, inside=False, spot="corridor@12", symptom="1.1", media=[media.id])
    for move in ("send", "assign"):
        STEPS[move](office, ticket)
    assert seen(office, ticket, "林海涛") == {media.id}


@pytest.mark.rows("R203")
def test_strangers_to_a_ticket_see_nothing(office: Office):
    ticket, _ = on_the_way(office, "send", "assign", "accept")
    assert seen(office, ticket, "唐国平") == set()
    for side in Side:
        assert seen(office, ticket, "Miller先生", side) == set()
        with pytest.raises(Gone):
            show_again(office.session, ticket.id, by=office.person("Miller先生"), side=side, now=office.now)


def test_ten_pictures_are_an_album_and_everything_else_goes_by_itself(office: Office):
    photos, voice = [sent(office) for _ in range(12)], sent(office, kind=MediaKind.VOICE)
    ticket = office.reported(media=[*(one.id for one in photos), voice.id])
    assert [len(one.facts["media"]) for one in shows(office, ticket)] == [10, 2, 1]


def test_pictures_wait_for_their_bytes_and_texts_do_not(office: Office):
    first, second = sent(office, kept=False), sent(office, kept=False)
    ticket = office.reported(media=[first.id, second.id])
    (notice,) = shows(office, ticket)
    assert notice.not_before == office.now + LOOKS_AGAIN
    first.state = MediaState.KEPT
    release(office.session, first, office.now)
    assert notice.not_before > office.now, "the other one is still to come"
    second.state = MediaState.UNUSABLE
    release(office.session, second, office.now)
    assert notice.not_before == office.now


def test_a_finger_that_trembles_gets_them_once(office: Office):
    ticket, _ = on_the_way(office)
    for _ in range(2):
        show_again(office.session, ticket.id, by=office.person("郑雨"), side=Side.STAFF, now=office.now)
    assert [one.pace for one in shows(office, ticket)] == [Pace.PROMPT, Pace.REPLY]
    office.later(minutes=1)
    show_again(office.session, ticket.id, by=office.person("郑雨"), side=Side.STAFF, now=office.now)
    assert len(shows(office, ticket)) == 3


def test_an_owner_adds_to_what_goes_on(office: Office):
    ticket, _ = on_the_way(office, "send", "assign", "accept")
    version, before = ticket.version, office.notices()
    more = sent(office)
    add_details(
        office.session, ticket.id, by=office.person("陈女士"), now=office.now, words="更严重了", media=[more.id]
    )
    assert (ticket.words, ticket.all_words) == ("滴水", "滴水\n更严重了")
    assert ticket.version == version, "no button becomes stale"
    assert office.events(ticket)[-1].kind == "detail"
    assert office.told(ticket, before) == [("detail.assignee", "林海涛"), ("media.show", "林海涛")]


def test_before_somebody_has_it_the_desk_hears(office: Office):
    ticket, _ = on_the_way(office)
    before = office.notices()
    add_details(office.session, ticket.id, by=office.person("陈女士"), now=office.now, words="更严重了")
    assert office.told(ticket, before) == [("detail.receiver", "郑雨")]


def test_what_cannot_be_added(office: Office):
    ticket, _ = on_the_way(office)
    owner, now = office.person("陈女士"), office.now
    with pytest.raises(WordsMissing):
        add_details(office.session, ticket.id, by=owner, now=now, words=" ")
    with pytest.raises(TooMany):
        add_details(office.session, ticket.id, by=owner, now=now, words="字" * MOST_WORDS)
    with pytest.raises(NotYours):
        add_details(office.session, ticket.id, by=office.person("郑雨"), now=now, words="一句")
    with pytest.raises(Gone):
        add_details(office.session, ticket.id, by=office.person("Miller先生"), now=now, words="一句")
    assert ticket.words == "滴水"
    over = office.brought_to(Status.CLOSED)
    with pytest.raises(TooLate):
        add_details(office.session, over.id, by=owner, now=now, words="一句")


def test_the_same_public_fault_brings_its_pictures_along(office: Office):
    first = office.reported(unit=None, inside=False, spot="corridor@12", symptom="1.1")
    before, media = office.notices(), sent(office, "Miller先生")
    again = office.reported("Miller先生", unit=None, inside=False, spot="corridor@12", symptom="1.1", media=[media.id])
    assert again.id == first.id
    assert ("media.show", "郑雨") in office.told(first, before)
    assert seen(office, first, "陈女士", Side.OWNER) == set(), "neighbours do not see each other's"
    assert seen(office, first, "Miller先生", Side.OWNER) == {media.id}


def test_forms_that_were_never_sent_leave_no_pictures(office: Office):
    ticket, kept = on_the_way(office)
    lost = sent(office)
    office.later(days=31)
    fresh = sent(office)
    assert forget_unattached(office.session, office.now - timedelta(days=30)) == 1
    assert set(office.session.scalars(select(Media.id))) == {kept.id, fresh.id}
    assert lost.id not in {kept.id, fresh.id}
    assert [one.id for one in attached(office.session, ticket.subject)] == [kept.id]


@pytest.mark.rows("R044", "R203")
def test_who_does_a_part_sees_what_the_owner_showed_of_the_whole(office: Office):
    whole, media = on_the_way(office, "send")
    part = split(
        office.session,
        whole.id,
        by=office.person("郑雨"),
        now=office.now,
        department=office.department("cleaning"),
        words="擦干地面",
    )
    head = next(
        one.person
        for one in staff_of(office.session, office.project)
        if one.role == Role.DEPT_HEAD and one.department_id == part.department_id
    )
    assert seen(office, part, head.called.zh) == {media.id}


@pytest.mark.rows("R098")
def test_a_picture_of_danger_is_passed_on_by_itself(office: Office):
    ticket = raise_emergency(
        office.session, project=office.project, by=office.person("陈女士"), symptom_code="2.1", now=office.now
    )
    before, media = office.notices(), sent(office)
    tell_picture(office.session, ticket.id, by=office.person("陈女士"), now=office.now, media=media.id)
    assert {kind for kind, _ in office.told(ticket, before)} == {"media.show"}
    assert media.id in seen(office, ticket, "郑雨")
    with pytest.raises(Gone):
        tell_picture(office.session, ticket.id, by=office.person("Miller先生"), now=office.now, media=media.id)
