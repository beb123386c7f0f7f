"""Questions of the week before, and who answered them: the knowledge base, the supervisor, a colleague (R030, R034, R037, R186)."""

from collections.abc import Iterator
from datetime import datetime

from models.consulting import actions as consulting
from models.demo.lived.past import Past, Story
from models.enquiries import actions as enquiries
from models.knowledge import actions as knowledge
from models.knowledge.tables import Topic
from models.messages import actions as messages
from models.talks import actions as talks

DESK, FIELD, SUPERVISOR = "郑雨", "孙晓芸", "许文静"


def about_parking(past: Past) -> Iterator[datetime]:
    """The knowledge base has the answer, and it helped."""
    yield past.at(4, "10:10")
    one, _ = enquiries.ask(
        past.session, past.project, by=past.person("齐女士"), words="固定车位一个月多少钱", now=past.now
    )
    yield past.at(4, "10:11")
    past.does(enquiries.resolve, one.id, "齐女士")


def about_flowers(past: Past) -> Iterator[datetime]:
    """No answer fits: the desk, then the supervisor, and four and a half minutes later it is answered and on its way into the knowledge base."""
    yield past.at(3, "09:40")
    one, _ = enquiries.ask(
        past.session, past.project, by=past.person("储女士"), words="大堂可以摆放开业花篮吗", now=past.now
    )
    yield past.at(3, "09:41")
    past.does(enquiries.escalate, one.id, DESK, words="以往没有先例，请主管决定摆放位置和天数")
    yield past.at(3, "09:44:30")
    words = "您好。大堂西侧可以摆放花篮，最多三天，请提前一天告诉服务台数量，我们预留位置。谢谢您。"
    past.does(enquiries.answer, one.id, SUPERVISOR, words=words)
    yield past.at(3, "09:50")
    past.does(enquiries.resolve, one.id, "储女士")
    yield past.at(3, "10:20")
    _learnt(past, one.subject, words)


def _learnt(past: Past, source: str, words: str) -> None:
    """The desk hands the answer in; the supervisor has still to review it."""
    draft = knowledge.begin(
        past.session,
        by=past.person(DESK),
        now=past.now,
        topic=Topic.SERVICE,
        question="大堂可以摆放花篮吗",
        answer=words,
        source=source,
    )
    past.does(
        knowledge.write,
        draft.id,
        DESK,
        question_en="May we put flower baskets in the lobby?",
        phrases=["花篮 摆放", "大堂 花篮", "开业 花篮"],
        answer_en="Hello. Flower baskets may stand at the west side of the lobby for up to three days. "
        "Please tell the desk the day before how many there are, so that we keep the place. Thank you.",
    )
    past.does(knowledge.hand_in, draft.id, DESK)


def over_and_helped(past: Past) -> Iterator[datetime]:
    """A conversation in which the colleague asked the supervisor, who answered in four and a half minutes."""
    yield past.at(4, "14:00")
    talk = talks.open_talk(past.session, project=past.project, by=past.person("乔先生"), now=past.now)
    past.does(talks.say, talk.id, "乔先生", words="周六有二十位客人来访，保安能帮忙引导停车吗")
    yield past.at(4, "14:01")
    past.does(talks.take, talk.id, DESK)
    past.does(talks.answer, talk.id, DESK, words="您好，我马上为您核实，请稍候。谢谢您。")
    asked = {"about": talk.subject, "words": "周六安排一名保安在东侧出入口引导停车，可以吗"}
    question = consulting.ask(past.session, project=past.project, by=past.person(DESK), now=past.now, **asked)
    yield past.at(4, "14:05:30")
    past.does(consulting.answer, question.id, SUPERVISOR, words="可以，已与彭勇确认，周六八点半到十点")
    yield past.at(4, "14:06")
    words = "已为您安排好，周六八点半到十点有保安在东侧出入口引导停车。谢谢您。"
    past.does(talks.answer, talk.id, DESK, words=words)
    yield past.at(4, "14:08")
    past.does(talks.end, talk.id, "乔先生")
    past.does(talks.judge, talk.id, "乔先生", resolved=True)


def going_on(past: Past) -> Iterator[datetime]:
    """A conversation that goes on as the demo begins; the colleague has just answered."""
    yield past.at(0, "08:54")
    talk = talks.open_talk(past.session, project=past.project, by=past.person("杜女士"), now=past.now)
    past.does(talks.say, talk.id, "杜女士", words="会计师事务所月底加班，晚上十点以后大门怎么进出")
    yield past.at(0, "08:56")
    past.does(talks.take, talk.id, DESK)
    yield past.at(0, "08:58")
    words = "您好，晚上十点以后请走北侧小门，刷卡进出，中控室全夜有人。请问贵单位大约几位同事加班？"
    past.does(talks.answer, talk.id, DESK, words=words)


def for_a_colleague(past: Past) -> Iterator[datetime]:
    """Two messages: one answered, one that waits for its reader."""
    yield past.at(5, "10:15")
    one = messages.leave(
        past.session,
        project=past.project,
        by=past.person("柯女士"),
        to=past.staff(FIELD).person_id,
        words="下周二上午可以来门诊部走访，请提前半小时打电话",
        now=past.now,
    )
    yield past.at(5, "11:02")
    past.does(messages.answer, one.id, FIELD, words="好的，周二上午九点半前与您电话联系。谢谢您。")
    yield past.at(0, "08:38")
    messages.leave(
        past.session,
        project=past.project,
        by=past.person("丁女士"),
        to=past.staff(FIELD).person_id,
        words="九月的消防演练改到哪一天了，学生要提前通知",
        now=past.now,
    )


STORIES: tuple[Story, ...] = (about_parking, about_flowers, over_and_helped, going_on, for_a_colleague)
