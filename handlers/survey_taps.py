"""The buttons of the opinion survey, on both bots, as typed values (R151)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class OpenForm(Tap, prefix="svf"):
    """An owner's form, to be answered or as it was answered."""

    form: int


@dataclass(frozen=True)
class CorrectForm(Tap, prefix="svc"):
    """Other grades or words, while the survey goes on."""

    form: int


@dataclass(frozen=True)
class OpenSurvey(Tap, prefix="sv"):
    """A round's card at the office."""

    survey: int


@dataclass(frozen=True)
class PrepareSurvey(Tap, prefix="svp"):
    """A round by hand, outside of its months or before its day."""


@dataclass(frozen=True)
class ReviveSurvey(Tap, prefix="svr"):
    """One that was called off is a draft again; `seen` is the version that was decided on."""

    survey: int
    seen: int


@dataclass(frozen=True)
class ListWaiting(Tap, prefix="svw"):
    """The forms without an answer, page by page."""

    survey: int
    page: int


@dataclass(frozen=True)
class ListAnswers(Tap, prefix="sva"):
    """Who has answered, page by page."""

    survey: int
    page: int


@dataclass(frozen=True)
class OpenAnswer(Tap, prefix="svo"):
    """What came back on a form."""

    form: int


@dataclass(frozen=True)
class ShowPaper(Tap, prefix="svs"):
    """The pictures that came with an answer."""

    form: int


@dataclass(frozen=True)
class ListComments(Tap, prefix="svm"):
    """The comments that have no answer yet, page by page."""

    survey: int
    page: int


@dataclass(frozen=True)
class ListMeasures(Tap, prefix="svi"):
    """The improvements after a round."""

    survey: int


@dataclass(frozen=True)
class PrintSurvey(Tap, prefix="svx"):
    """The result, the list for handing out, or the paper forms."""

    survey: int
    paper: str
