"""Who answered the survey, and what, is for those in charge; heads read averages of their own areas, everybody else nothing (DOMAIN 5.7, R203)."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store import make_engine
from models.people import Side
from models.surveys.areas import Area
from models.surveys.sending import send_piece
from models.surveys.tables import SurveyAnswer, SurveyForm
from tests.house.walker import Walker
from tests.people import copied_database
from tests.rules.builders import Office
from tests.rules.test_surveys import BOSS, DESK, FINE, LEAD, answered, form_of, opened, returned_on_paper

pytestmark = [pytest.mark.slow, pytest.mark.rows("R151", "R203")]
FIELD, HEAD = "孙晓芸", "曹桂芳"
OTHERS = ("何志强", "林海涛", "邓秀英", "韩木生", "杜强", "蒋磊", "钱敏", "冯雪")
WORDS, NAMED, SIGNER = "暗号茶水间", "暗号说郑雨", "暗号签名人"
OF_ROUND = ("sv", "b:survey_open", "b:survey_close", "b:survey_off", "b:survey_measure", "b:survey_paper", "svi")
PAGES = ("svw", "sva", "svm")
OF_FORM = ("svo", "svs", "svf", "svc", "b:survey", "b:survey_fix", "b:survey_reply")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with a round that goes on: two comments, one of them about the desk, and a paper; nobody commits."""
    engine = make_engine(copied_database(tmp_path_factory.mktemp("surveys")))
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
            office = Office(session)
            one = opened(office)
            for _ in range(3):
                send_piece(session, one.id, office.now)
            answered(office, one, grades={**FINE, Area.CLEANING: 1}, comment=WORDS)
            answered(office, one, "杜女士", "0302", comment=NAMED)
            returned_on_paper(office, form_of(office, one, "0303", ""), signed_by=SIGNER)
            yield office
        transaction.rollback()
    engine.dispose()


def came_back(office: Office) -> list[int]:
    """The three forms that came back, and one that did not."""
    mine = select(SurveyForm.id).where(SurveyForm.round_id == 2).order_by(SurveyForm.id)
    back = office.session.scalars(mine.join(SurveyAnswer, SurveyAnswer.form_id == SurveyForm.id)).all()
    assert len(back) == 3
    return [*back, next(one for one in office.session.scalars(mine) if one not in back)]


def everything(office: Office, name: str, side: Side) -> str:
    """All that somebody can reach by tapping, and by forged buttons of every round and every form that came back or did not."""
    walker = Walker(office, office.person(name), side)
    read = walker.walk()
    forms = came_back(office)
    for number in (1, 2):
        read += [said for tap in OF_ROUND for said in walker.opens(f"{tap}:{number}")]
        read += [said for tap in PAGES for said in walker.opens(f"{tap}:{number}:0")]
        read += [said for paper in ("result", "list", "forms") for said in walker.opens(f"svx:{number}:survey_{paper}")]
    read += [said for tap in OF_FORM for form in forms for said in walker.opens(f"{tap}:{form}")]
    return "\n".join(read)


def test_those_in_charge_read_who_answered_what(office: Office):
    for name in (LEAD, BOSS):
        read = everything(office, name, Side.STAFF)
        assert all(said in read for said in (WORDS, NAMED, SIGNER, "已填写名单"))


@pytest.mark.rows("R082")
def test_the_desk_reads_its_own_paper_and_nothing_of_who_it_is_about(office: Office):
    desk, field = (everything(office, name, Side.STAFF) for name in (DESK, FIELD))
    assert SIGNER in desk
    assert NAMED not in desk
    assert NAMED in field  # as a suggestion that waits for its answer
    for read in (desk, field):
        assert "2025-09" in read
        assert "已填写名单" not in read
        assert "平均分" not in read
    assert SIGNER not in field


def test_a_head_reads_of_the_own_areas_only(office: Office):
    read = everything(office, HEAD, Side.STAFF)
    assert "保洁：" in read
    for said in (WORDS, NAMED, SIGNER, "设备与维修", "总体评价", "已填写名单", "回收率"):
        assert said not in read


@pytest.mark.parametrize("name", OTHERS)
def test_everybody_else_reads_nothing_of_it(office: Office, name: str):
    read = everything(office, name, Side.STAFF)
    for said in (WORDS, NAMED, SIGNER, "回收率", "已填写名单"):
        assert said not in read


@pytest.mark.rows("R205")
@pytest.mark.parametrize("name", ["陈女士", "刘先生", "杜女士", "戴先生"])
def test_owners_read_their_own_form_only(office: Office, name: str):
    read = everything(office, name, Side.OWNER)
    assert (WORDS in read) is (name == "陈女士")
    assert (NAMED in read) is (name == "杜女士")
    assert SIGNER not in read
    assert "填写调查表" in read or name in {"陈女士", "杜女士"}
