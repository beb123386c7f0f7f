"""What only people can say of a week or month: problems, proposals, what comes next; and why a report is corrected (R154, R157)."""

from bot.forms.flow import Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.report_words import title_of, value_words
from bot.screens import Screen
from bot.texts import T, Words, lines
from handlers.staff.about_one import AboutOne
from handlers.staff.asking import reason
from handlers.staff.reports.cards import count_figures, report_card
from models.refusals import TooLate
from models.reports.actions import Words as Written
from models.reports.actions import correct, write
from models.reports.figures import the_ten
from models.reports.lifecycle import allowed
from models.reports.reading import period_of_report, report_for, sections_of
from models.reports.tables import Report

MOST = 1000


class ReportForm(AboutOne[Report]):
    """The parent of forms about one report."""

    subject = "report"

    @classmethod
    def one(cls, form: Form) -> Report:
        """The report; raises Gone for all but those in charge."""
        return report_for(form.scene.session, form.about, form.scene.me)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only while the move may be made; raises TooLate."""
        one = cls.one(form)
        if cls.move not in allowed(one.state, form.scene.staff.role):
            raise TooLate(report=one.id)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which report."""
        return title_of(period_of_report(form.scene.project, cls.one(form)))


def _ask_problems(form: Form) -> Words:
    """With the targets that were missed before one's eyes."""
    one = ReportForm.one(form)
    bad = [figure for _, figure in the_ten(sections_of(one)) if figure.is_missed or figure.is_worse]
    said = [T("staff", "{name}: {value}", name=figure.name, value=value_words(figure)) for figure in bad]
    return lines(
        T("staff", "Which problems were there? Say what is behind what was missed."),
        *([T("staff", "Missed, or worse than before:"), *said] if said else []),
        _before(one.problems),
    )


def _before(text: str) -> Words | None:
    return T("staff", "So far: {text}", text=text) if text else None


def _kept(text: str) -> list[Option]:
    return [Option("kept", T("button", "As it is"))] if text else []


class Kept(Write):
    """Words that may stay as they are: then the answer is what was written before."""

    def pick(self, form: Form, key: str) -> str:
        """A ready-made answer, or what is there already."""
        if key == "kept":
            return str(getattr(ReportForm.one(form), self.name))
        return str(super().pick(form, key))


class WriteReport(ReportForm):
    """The three parts of a report that nobody can count."""

    name = "report_write"
    move = "write"
    title = T("button", "Problems, proposals, plan")
    send_label = T("button", "Keep it")

    problems = Kept(
        ask=_ask_problems,
        label=T("staff", "Problems"),
        at_most=MOST,
        suggestions=lambda form: [
            Option("none", T("button", "No particular problems")),
            *_kept(ReportForm.one(form).problems),
        ],
    )
    proposals = Kept(
        ask=lambda form: lines(
            T("staff", "What do you propose, to whom, until when? The branch company may read it."),
            _before(ReportForm.one(form).proposals),
        ),
        label=T("staff", "Proposals"),
        at_most=MOST,
        suggestions=lambda form: [
            Option("none", T("button", "No proposals this time")),
            *_kept(ReportForm.one(form).proposals),
        ],
    )
    next_plan = Kept(
        ask=lambda form: lines(
            T("staff", "What is planned next?"),
            _before(ReportForm.one(form).next_plan),
        ),
        label=T("staff", "Planned next"),
        at_most=MOST,
        suggestions=lambda form: [
            Option("plan", T("button", "The recurring plan")),
            *_kept(ReportForm.one(form).next_plan),
        ],
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Kept in the draft; it is submitted by its own button."""
        words = Written(form["problems"], form["proposals"], form["next_plan"])
        write(form.scene.session, form.about, **cls.deed(form), words=words)
        return report_card(form.scene, form.about).headed(
            T("staff", "Kept. Please read it once more, then press “Submit to the manager”.")
        )


class CorrectReport(ReportForm):
    """Something in a submitted report is wrong."""

    name = "report_correct"
    move = "correct"
    title = T("button", "Correct the report")
    send_label = T("button", "Draft a correction")

    why = reason(ask=T("staff", "What is wrong in it? The reason stands on the corrected report."))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """A new version with the same words; its numbers are counted anew."""
        scene = form.scene
        one = correct(scene.session, form.about, **cls.deed(form), why=form["why"])
        count_figures(scene, one)
        said = T("staff", "Drafted. What was submitted stands until the correction is submitted.")
        return report_card(scene, one.id).headed(said)


FLOWS = (WriteReport, CorrectReport)
