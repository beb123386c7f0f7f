"""The buttons of reports, plans, the quality sample and the export of ledgers (R156-R160, J34)."""

from dataclasses import dataclass

from bot.taps import Tap
from models.reports.periods import PeriodKind


@dataclass(frozen=True)
class OpenReport(Tap, prefix="yr"):
    """A report's card."""

    report: int


@dataclass(frozen=True)
class ListReports(Tap, prefix="yl"):
    """The reports of one kind, page by page."""

    kind: PeriodKind
    page: int


@dataclass(frozen=True)
class MakeReport(Tap, prefix="ym"):
    """The report of a period that has none yet; 202538 is the 38th week, 202509 September."""

    kind: PeriodKind
    code: int


@dataclass(frozen=True)
class ReportDeed(Tap, prefix="yd"):
    """Count anew, submit, show the charts, take the workbook or the letter; `seen` is the version that the person read."""

    report: int
    deed: str
    seen: int


@dataclass(frozen=True)
class OpenSections(Tap, prefix="yc"):
    """All sections of a report."""

    report: int


@dataclass(frozen=True)
class OpenSection(Tap, prefix="ys"):
    """One section, by its place in the report."""

    report: int
    section: int


@dataclass(frozen=True)
class OpenFigure(Tap, prefix="yf"):
    """One figure of a section, and the things behind it."""

    report: int
    section: int
    figure: int


@dataclass(frozen=True)
class OpenPlan(Tap, prefix="yp"):
    """The plan of a week or month."""

    kind: PeriodKind
    code: int


@dataclass(frozen=True)
class OpenPlanItem(Tap, prefix="yi"):
    """One item of a plan."""

    item: int


@dataclass(frozen=True)
class PlanItemDeed(Tap, prefix="yt"):
    """Take a tick back, or show the pictures; `seen` is the version that the person read."""

    item: int
    deed: str
    seen: int


@dataclass(frozen=True)
class ListSamples(Tap, prefix="yq"):
    """Sampled tickets: those to be judged (1) or those that were (0), page by page."""

    waiting: int
    page: int


@dataclass(frozen=True)
class OpenSample(Tap, prefix="yj"):
    """A sampled ticket."""

    sample: int


@dataclass(frozen=True)
class FoundInOrder(Tap, prefix="yv"):
    """Nothing to be improved; `seen` is the version that the person read."""

    sample: int
    seen: int


@dataclass(frozen=True)
class ChooseLedger(Tap, prefix="yk"):
    """Which month or year of a ledger; by its place in the table of ledgers."""

    ledger: int


@dataclass(frozen=True)
class TakeLedger(Tap, prefix="yz"):
    """The workbook of so many months or years ago."""

    ledger: int
    ago: int


@dataclass(frozen=True)
class ExportLog(Tap, prefix="yw"):
    """Who took what out of the office, page by page."""

    page: int
