"""Papers are filed into a unit's archive, replaced, and withdrawn with a reason (R010, R104, R111)."""

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words, listed
from handlers.staff.asking import reason
from handlers.staff.move_in.cards import move_in_card
from handlers.staff.register.archive import KIND, paper_card
from models.archive.filing import file_paper, replace_paper, unit_to_file, withdraw_paper
from models.archive.reading import paper_for
from models.archive.tables import Paper, PaperKind
from models.estate import Unit
from models.media.tables import MediaKind
from models.move_in.reading import visible
from models.refusals import TooLate

AT_MOST = 10  # pieces of one paper


def pages(*, optional: bool = False) -> Photos:
    """The question for the paper itself: pictures of its pages, or a file."""
    ask = (
        T("staff", "Is there a paper? Send pictures of its pages or a file for the archive, or go on.")
        if optional
        else T("staff", "Please send the paper: pictures of its pages, or a file.")
    )
    also = frozenset({MediaKind.DOCUMENT})
    return Photos(ask=ask, label=T("staff", "Paper"), at_most=AT_MOST, also=also, optional=optional)


def _note(ask: T) -> Write:
    return Write(ask=ask, label=T("staff", "Note"), at_most=200, optional=True)


def _kinds(_form: Form) -> list[Option]:
    return [Option(kind, label) for kind, label in KIND.items()]


class AddPaper(Flow):
    """What it is, the paper, perhaps a note."""

    name = "add_paper"
    title = T("button", "Add a paper")
    subject = "unit"
    send_label = T("button", "File it")

    kind = Choose(ask=T("staff", "What paper is it?"), label=T("staff", "Kind"), among=_kinds, per_row=2)
    paper = pages()
    note = _note(T("staff", "Anything to note, such as whose it was and of which time?"))

    @classmethod
    def unit(cls, form: Form) -> Unit:
        """Whose paper it is; raises Gone or NotYours."""
        return unit_to_file(form.scene.session, form.about, form.scene.me)

    @classmethod
    def about(cls, form: Form) -> str:
        """In which case it is filed."""
        return ""

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who keeps the archive."""
        cls.unit(form)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which unit."""
        return T("staff", "Unit {unit}", unit=cls.unit(form).number)

    @classmethod
    def filed(cls, form: Form) -> Paper:
        """Do it."""
        scene = form.scene
        return file_paper(
            scene.session,
            cls.unit(form).id,
            kind=PaperKind(form["kind"]),
            media=[one.id for one in form.media("paper")],
            by=scene.me,
            now=scene.now,
            note=form.get("note") or "",
            about=cls.about(form),
        )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The paper's card."""
        return paper_card(form.scene, cls.filed(form).id).headed(T("staff", "Filed."))


class CasePaper(AddPaper):
    """The same from the card of a move-in, to which it returns."""

    name = "case_paper"
    subject = "move_in"

    @classmethod
    def unit(cls, form: Form) -> Unit:
        """The unit of the case; raises Gone or NotYours."""
        scene = form.scene
        return unit_to_file(scene.session, visible(scene.session, form.about, scene.me).unit_id, scene.me)

    @classmethod
    def about(cls, form: Form) -> str:
        """The case."""
        return f"move_in:{form.about}"

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The case's card."""
        cls.filed(form)
        return move_in_card(form.scene, form.about).headed(T("staff", "Filed in the archive of the unit."))


class AboutPaper(Flow):
    """The parent of forms about one paper, decided on the version that was seen."""

    subject = "paper"

    @classmethod
    def paper_of(cls, form: Form) -> Paper:
        """The paper; raises Gone."""
        return paper_for(form.scene.session, form.about, form.scene.me)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who keeps the archive, and only one that was not withdrawn."""
        if cls.paper_of(form).withdrawn_at is not None:
            raise TooLate(paper=form.about)

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version that was seen."""
        return cls.paper_of(form).version

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which one."""
        paper = cls.paper_of(form)
        unit = T("staff", "Unit {unit}", unit=paper.unit.number)
        return listed([unit, KIND[paper.kind], *([paper.note] if paper.note else [])])


class ReplacePaper(AboutPaper):
    """A newer version; the old one stays to be read."""

    name = "paper_new"
    title = T("button", "Replace it")

    paper = pages()
    note = _note(T("staff", "Anything to note about the new one?"))
    why = reason(
        lambda _form: [
            Option("renewed", T("button", "It was renewed")),
            Option("unreadable", T("button", "The old one is hard to read")),
            Option("wrong", T("button", "The wrong paper was filed")),
        ],
        T("staff", "Why is it replaced? The old one stays to be read."),
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep both."""
        scene = form.scene
        replace_paper(
            scene.session,
            form.about,
            media=[one.id for one in form.media("paper")],
            by=scene.me,
            now=scene.now,
            why=form["why"],
            note=form.get("note") or "",
            seen=form.seen,
        )
        return paper_card(scene, form.about).headed(T("staff", "Replaced. The old version stays below."))


class WithdrawPaper(AboutPaper):
    """It holds no more, and why."""

    name = "paper_off"
    title = T("button", "Withdraw it")

    why = reason(
        lambda _form: [
            Option("wrong", T("button", "The wrong paper was filed")),
            Option("other", T("button", "It belongs to another unit")),
            Option("over", T("button", "It holds no more")),
        ],
        T("staff", "Why is it withdrawn? It stays to be read, with the reason."),
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep why."""
        scene = form.scene
        withdraw_paper(scene.session, form.about, by=scene.me, now=scene.now, why=form["why"], seen=form.seen)
        return paper_card(scene, form.about).headed(T("staff", "Withdrawn."))


FLOWS = (AddPaper, CasePaper, ReplacePaper, WithdrawPaper)
