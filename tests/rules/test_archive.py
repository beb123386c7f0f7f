"""The archive: who files and reads, every version is kept, and nothing goes away silently (R010, R104, R111, DOMAIN 5.7)."""

import pytest
from sqlalchemy import select

from models import demo
from models.archive.filing import file_paper, replace_paper, withdraw_paper
from models.archive.reading import (
    broken,
    count_about,
    media_of,
    pages_of,
    paper_for,
    paper_with,
    papers_of,
    show_version,
    versions_of,
)
from models.archive.tables import Paper, PaperKind
from models.events import Event
from models.media.actions import Sent, receive
from models.media.tables import Media, MediaKind, MediaState
from models.notices import Notice
from models.refusals import CannotBeOpened, Gone, NotYours, Outdated, PictureMissing, ReasonMissing, TooLate
from models.register.unit_file import unit_file
from models.register.unit_parts import Part
from tests.rules.builders import Office

pytestmark = pytest.mark.rows("R010", "R104", "R111")
EVERYBODY = [row["name"] for row in demo.rows("staff")]
KEEPERS = {"周立新", "许文静", "孙晓芸", "吴佳", "郑雨"}


def page(office: Office, by: str = "郑雨") -> int:
    """A picture that somebody has sent."""
    sent = Sent(MediaKind.PHOTO, "id")
    media = receive(office.session, office.project, sent, by=office.person(by), bot_id=1, now=office.now)
    media.state = MediaState.KEPT
    return media.id


def filed(office: Office, kind: PaperKind = PaperKind.CONTRACT, by: str = "郑雨", **more) -> Paper:
    facts = {"media": [page(office)], "now": office.now} | more
    return file_paper(office.session, office.unit().id, kind=kind, by=office.person(by), **facts)


@pytest.mark.parametrize("name", EVERYBODY)
def test_who_files_reads_replaces_and_withdraws(office: Office, name: str):
    paper, person, session = filed(office), office.person(name), office.session
    version = versions_of(session, paper)[0]
    facts = {"by": person, "now": office.now, "why": "续签"}
    if name in KEEPERS:
        assert paper_for(session, paper.id, person) is paper
        assert filed(office, by=name).by.person.name == name
        show_version(session, version.id, by=office.staff(name), now=office.now)
        replace_paper(session, paper.id, media=[page(office)], **facts)
        withdraw_paper(session, paper.id, **facts)
        assert paper in unit_file(session, paper.unit_id, office.staff(name), office.now, Part.ARCHIVE).rows
        return
    with pytest.raises(NotYours):
        filed(office, by=name)
    for deed in (
        lambda: paper_for(session, paper.id, person),
        lambda: show_version(session, version.id, by=office.staff(name), now=office.now),
        lambda: replace_paper(session, paper.id, media=[page(office)], **facts),
        lambda: withdraw_paper(session, paper.id, **facts),
    ):
        with pytest.raises(Gone):
            deed()
    assert (paper.version, paper.withdrawn_at) == (1, None)
    with pytest.raises(Gone):
        unit_file(session, paper.unit_id, office.staff(name), office.now, Part.ARCHIVE)


def test_every_version_stays_with_its_pages_its_hand_and_its_reason(office: Office):
    paper = filed(office, note="2025年版", about="move_in:1")
    first = media_of(office.session, versions_of(office.session, paper)[0])
    office.later(days=1)
    by = office.person("吴佳")
    new = [page(office), page(office)]
    replace_paper(office.session, paper.id, media=new, by=by, now=office.now, why=" 续签 ", note="2026年版", seen=1)
    assert (paper.version, paper.note, paper.by.person.name, paper.at) == (2, "2026年版", "吴佳", office.now)
    assert count_about(office.session, "move_in:1") == 1
    withdraw_paper(office.session, paper.id, by=office.person("许文静"), now=office.now, why="存错单元", seen=2)
    found = [(one.number, one.move, one.by.person.name, one.why) for one in versions_of(office.session, paper)]
    assert found == [(1, "filed", "郑雨", ""), (2, "replaced", "吴佳", "续签"), (3, "withdrawn", "许文静", "存错单元")]
    pages = [[one.id for one in media_of(office.session, one)] for one in versions_of(office.session, paper)]
    assert pages == [[one.id for one in first], new, []]
    assert count_about(office.session, "move_in:1") == 0
    log = select(Event.kind).where(Event.subject == paper.subject).order_by(Event.id)
    assert list(office.session.scalars(log)) == ["paper.filed", "paper.replaced", "paper.withdrawn"]


def test_what_has_to_be_said_and_sent(office: Office):
    with pytest.raises(PictureMissing):
        filed(office, media=[])
    paper, by = filed(office), office.person("郑雨")
    facts = {"by": by, "now": office.now}
    with pytest.raises(ReasonMissing):
        replace_paper(office.session, paper.id, media=[page(office)], why=" ", **facts)
    with pytest.raises(ReasonMissing):
        withdraw_paper(office.session, paper.id, why="", **facts)
    with pytest.raises(PictureMissing):
        replace_paper(office.session, paper.id, media=[], why="换新", **facts)
    assert (paper.version, paper.withdrawn_at, len(versions_of(office.session, paper))) == (1, None, 1)


def useless(office: Office, media_id: int) -> int:
    """A page whose bytes did not come."""
    media = office.session.get_one(Media, media_id)
    media.state, media.error = MediaState.UNUSABLE, "lost"
    office.session.flush()
    return media_id


def test_what_cannot_be_opened_is_no_paper(office: Office):
    with pytest.raises(CannotBeOpened):
        filed(office, media=[page(office), useless(office, page(office))])
    paper, now = filed(office), office.now
    with pytest.raises(CannotBeOpened):
        replace_paper(
            office.session,
            paper.id,
            media=[useless(office, page(office))],
            by=office.person("郑雨"),
            now=now,
            why="换新",
        )
    assert paper.version == 1


def test_a_paper_whose_page_failed_afterwards_is_to_be_replaced(office: Office):
    good, first, second = filed(office), page(office), page(office)
    paper = filed(office, media=[first, second])
    assert broken(office.session, [good, paper]) == set()
    useless(office, second)
    assert broken(office.session, [good, paper]) == {paper.id}
    assert paper_with(office.session, second) is paper
    facts = {"by": office.person("郑雨"), "now": office.now, "why": "重拍"}
    replace_paper(office.session, paper.id, media=[page(office)], **facts)
    assert broken(office.session, [good, paper]) == set()
    assert paper_with(office.session, second) is None
    useless(office, media_of(office.session, versions_of(office.session, good)[0])[0].id)
    withdraw_paper(office.session, good.id, **facts)
    assert broken(office.session, [good, paper]) == set()
    version = versions_of(office.session, paper)[0]
    assert [one.id for one in pages_of(office.session, [version])[version.id]] == [first, second]


def test_two_at_once_replace_or_withdraw_it_once(office: Office):
    paper, facts = filed(office), {"now": office.now, "why": "换新", "seen": 1}
    replace_paper(office.session, paper.id, media=[page(office)], by=office.person("郑雨"), **facts)
    with pytest.raises(Outdated):
        replace_paper(office.session, paper.id, media=[page(office)], by=office.person("吴佳"), **facts)
    with pytest.raises(Outdated):
        withdraw_paper(office.session, paper.id, by=office.person("吴佳"), **facts)
    withdraw_paper(office.session, paper.id, by=office.person("吴佳"), now=office.now, why="失效", seen=2)
    with pytest.raises(TooLate):
        withdraw_paper(office.session, paper.id, by=office.person("郑雨"), now=office.now, why="失效")
    assert paper.version == 3


def test_a_file_lists_by_kind_the_newest_first_and_withdrawn_ones_last(office: Office):
    old, other = filed(office), filed(office, PaperKind.METERS)
    office.later(hours=1)
    new, gone = filed(office), filed(office)
    withdraw_paper(office.session, gone.id, by=office.person("郑雨"), now=office.now, why="重复")
    assert papers_of(office.session, office.unit().id) == [new, old, other, gone]


def test_a_finger_that_trembles_is_shown_the_pages_once(office: Office):
    paper = filed(office)
    version = versions_of(office.session, paper)[0]
    for _ in range(2):
        show_version(office.session, version.id, by=office.staff("郑雨"), now=office.now)
    assert len(office.session.scalars(select(Notice).where(Notice.subject == version.subject)).all()) == 1
