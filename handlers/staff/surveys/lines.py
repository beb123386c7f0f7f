"""What a round says, line by line: the rate of all that was issued, and the grades of each area with the round before (R151)."""

from bot.scene import Scene
from bot.texts import Amount, T, Words
from handlers.staff.names import day_of
from handlers.survey_words import AREA, last_day_of
from models.surveys.areas import FEW, GRADES, Area, areas_of
from models.surveys.figures import Standing
from models.surveys.lifecycle import State
from models.surveys.results import AreaResult, Result, result_of
from models.surveys.tables import SurveyRound


def tenths(value: int) -> Words:
    """Tenths of a percent as a percentage."""
    return f"{value // 10}.{value % 10} %"


def result_lines(one: SurveyRound, found: Result, *, scores: bool) -> list[Words | None]:
    """Issued and returned, the two ways apart; with the scores for those in charge."""
    facts = {"issued": found.issued, "returned": found.returned, "rate": tenths(found.tenths)}
    return [
        T("staff", "Issued {issued}, returned {returned}: <b>{rate}</b> of all that was issued", **facts),
        T(
            "staff",
            "On the bot: issued {issued}, returned {returned}",
            issued=found.bot.issued,
            returned=found.bot.returned,
        ),
        T(
            "staff",
            "On paper: issued {issued}, returned {returned}",
            issued=found.paper.issued,
            returned=found.paper.returned,
        ),
        T("staff", "Late, not counted: {count}", count=found.late) if found.late else None,
        T("staff", "In time, but keyed in after the end: {count}", count=found.keyed_after)
        if found.keyed_after
        else None,
        _target(one, found),
        *(_scores(found) if scores else []),
    ]


def _target(one: SurveyRound, found: Result) -> Words:
    target = f"{found.target_percent} %"
    facts = {"target": target, "count": found.missing}
    if not found.is_below:
        return T("staff", "The target of {target} is reached.", target=target)
    if one.state == State.OPEN:
        return T("staff", "{count} more forms reach the target of {target}.", **facts)
    return T("staff", "<b>Below the target</b> of {target}: {count} forms too few.", **facts)


def _scores(found: Result) -> list[Words | None]:
    if not found.returned:
        return [T("staff", "No grades yet.")]
    return [
        "",
        T("staff", "Only {count} answers: the averages say little.", count=found.returned)
        if found.says_little
        else None,
        *(area_line(area, found.areas[area]) for area in Area),
        T("staff", "In brackets: against {period}.", period=found.before) if found.before else None,
    ]


def area_line(area: Area, one: AreaResult) -> Words:
    """The average, how it has changed, and how many gave each grade from 5 down to 1."""
    counts = "/".join(str(one.counts[grade]) for grade in GRADES)
    facts = {"area": AREA[area], "average": Amount(one.average or 0), "counts": counts}
    if one.change is None:
        return T("staff", "{area}: {average}; grades 5 to 1: {counts}", **facts)
    return T("staff", "{area}: {average} ({change}); grades 5 to 1: {counts}", **facts, change=_signed(one.change))


def _signed(hundredths: int) -> Words:
    return T("staff", "+{amount}", amount=Amount(hundredths)) if hundredths > 0 else Amount(hundredths)


def head_lines(scene: Scene, one: SurveyRound) -> list[Words | None]:
    """What a department's head reads: the own areas, and nothing that could be told apart."""
    mine = areas_of(scene.staff.department.code)
    if one.state not in {State.OPEN, State.CLOSED}:
        return []
    if not mine:
        return [T("staff", "None of the six areas is the work of your department.")]
    if one.state == State.OPEN:
        return [
            T("staff", "Going on until {day}. The averages come afterwards.", day=last_day_of(one, scene.project.zone))
        ]
    found = result_of(scene.session, scene.project, one)
    if found.says_little:
        return [T("staff", "Fewer than {few} answers: no averages are shown.", few=FEW)]
    return [
        *(_average_line(area, found.areas[area]) for area in mine),
        T("staff", "{count} answers", count=found.returned),
    ]


def _average_line(area: Area, one: AreaResult) -> Words:
    facts = {"area": AREA[area], "average": Amount(one.average or 0)}
    if one.change is None:
        return T("staff", "{area}: {average} of 5", **facts)
    return T("staff", "{area}: {average} of 5 ({change})", **facts, change=_signed(one.change))


def digest_lines(scene: Scene, found: Standing) -> list[Words]:
    """A draft that waits, what came back so far, and comments without an answer (DOMAIN 5.4)."""
    said: list[Words] = []
    if found.draft:
        late = T("staff", "Opinion survey: prepared, and past its day; it waits to be opened")
        said.append(late if found.is_late else T("staff", "Opinion survey: prepared, it waits to be opened"))
    elif found.until is not None:
        facts = {"issued": found.issued, "returned": found.returned, "day": day_of(found.until, scene.project.zone)}
        said.append(T("staff", "Opinion survey until {day}: issued {issued}, returned {returned}", **facts))
    if found.open_comments:
        said.append(T("staff", "Survey comments without an answer: {count}", count=found.open_comments))
    return said
