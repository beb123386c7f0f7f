"""The questions that pictures, voice notes and files answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any, ClassVar

from bot.forms.questions import NotAnAnswer, Option, Question, labels_of
from bot.texts import T, Words, lines, render
from models.media.actions import Sent
from models.media.queries import counted, usable
from models.media.tables import Media, MediaKind
from models.refusals import TooLarge

if TYPE_CHECKING:
    from bot.forms.flow import Form

DONE = "done"
GO_ON = T("button", "Go on")
SHOWN = frozenset({MediaKind.PHOTO, MediaKind.VOICE})
MEGABYTE = 1024 * 1024


def how_many(media: Sequence[Media]) -> Words:
    """How many of what, such as "2 pictures, 1 voice note"."""
    said = [_number_of(kind, count) for kind, count in counted(media).items()]
    return reduce(lambda first, more: T("label", "{first}, {more}", first=first, more=more), said) if said else ""


def _number_of(kind: MediaKind, count: int) -> Words:
    match kind:
        case MediaKind.PHOTO:
            return T("label", "{count} pictures", count=count) if count > 1 else T("label", "1 picture")
        case MediaKind.VOICE:
            return T("label", "{count} voice notes", count=count) if count > 1 else T("label", "1 voice note")
        case MediaKind.LOCATION:
            return T("label", "{count} places", count=count) if count > 1 else T("label", "1 place")
        case _:
            return T("label", "{count} files", count=count) if count > 1 else T("label", "1 file")


@dataclass(frozen=True, kw_only=True)
class Photos(Question):
    """Pictures and voice notes, and what `also` names; the answer is the list of their ids.

    With `instead` there are ready-made reasons for sending none, and own words are a reason too: then the answer is a text.
    """

    at_most: int = 5
    also: frozenset[MediaKind] = frozenset()
    instead: Callable[["Form"], Sequence[Option]] | None = None
    collects: ClassVar[bool] = True

    def words(self, form: "Form") -> Words:
        """The question, or how many there are already."""
        media, asked = form.media(self.name), super().words(form)
        if not media:
            return asked
        if form.collecting == self.name:
            return T(
                "owner",
                "We have kept {what}. Please send more, or press “{go}”. Thank you.",
                what=how_many(media),
                go=GO_ON,
            )
        replaced = T(
            "owner", "So far there is {what}; what you send now takes its place. Thank you.", what=how_many(media)
        )
        return lines(asked, replaced)

    def options(self, form: "Form") -> Sequence[Option]:
        """To go on with what there is; or else the reasons for sending nothing."""
        if form.media(self.name):
            return (Option(DONE, GO_ON),)
        return self.instead(form) if self.instead else ()

    def skippable(self, form: "Form") -> bool:
        """Only an empty list can be left out."""
        return self.optional and not form.media(self.name)

    def skipped(self, form: "Form") -> Any:
        """An older button must not throw away what has come meanwhile."""
        return [one.id for one in form.media(self.name)] or None

    def pick(self, form: "Form", key: str) -> Any:
        """The list as it stands, or a reason in the language of the one who picks it."""
        super().pick(form, key)
        if key == DONE:
            return [one.id for one in form.media(self.name)]
        return next(render(one.label, form.scene.reader, escape=False) for one in self.options(form) if one.key == key)

    def write(self, form: "Form", text: str) -> Any:
        """A typed button, or own words for why there is nothing."""
        typed = text.strip().casefold()
        for option in self.options(form):
            if typed in labels_of(form, option):
                return self.pick(form, option.key)
        if self.instead and typed and not form.media(self.name):
            return text.strip()[:300]
        raise NotAnAnswer(T("owner", "Please send a picture or a voice note, or press one of the buttons. Thank you."))

    def accepts(self, sent: Sent) -> bool:
        """Whether it is of a kind that is asked for."""
        return sent.kind in SHOWN | self.also

    def taken(self, form: "Form", media: Media) -> None:
        """What is done with each piece at once; nothing, but for who cannot wait."""

    def still_good(self, form: "Form", value: Any) -> bool:
        """A list of which nothing is of use is asked for again."""
        return not isinstance(value, list) or bool(form.media(self.name))

    def said(self, form: "Form", value: Any) -> Words:
        """How many of what; or the reason."""
        return how_many(usable(form.scene.session, value)) if isinstance(value, list) else str(value)


@dataclass(frozen=True, kw_only=True)
class Upload(Question):
    """One file with one of these endings; the answer is its id."""

    endings: tuple[str, ...]
    megabytes: int = 20

    def write(self, form: "Form", text: str) -> Any:
        """Words are no file."""
        raise NotAnAnswer(self.sorry)

    def accepts(self, sent: Sent) -> bool:
        """Whether it is a file that ends as it should; raises TooLarge."""
        if sent.size > self.megabytes * MEGABYTE:
            raise TooLarge
        return sent.name.lower().endswith(self.endings)

    @property
    def sorry(self) -> Words:
        """What is said of anything else."""
        return T(
            "owner",
            "Sorry, here we need a file that ends in {endings}. Please send one, thank you.",
            endings=" ".join(self.endings),
        )

    def still_good(self, form: "Form", value: Any) -> bool:
        """A file that could not be fetched has to be sent again."""
        return value is None or bool(usable(form.scene.session, [value]))

    def said(self, form: "Form", value: Any) -> Words:
        """The file's name."""
        return next((one.name for one in usable(form.scene.session, [value])), "")


@dataclass(frozen=True, kw_only=True)
class Slip(Photos):
    """Pictures of a slip, and what `also` names: a paper is not read aloud."""

    def accepts(self, sent: Sent) -> bool:
        """Whether it can be looked at."""
        return sent.kind == MediaKind.PHOTO or sent.kind in self.also
