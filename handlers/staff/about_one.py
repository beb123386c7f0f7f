"""The parent of the forms about one record: an enquiry, a letter, a move-in, an announcement, an edition, a task."""

from typing import Any, ClassVar, Generic, Protocol, TypeVar

from bot.forms.flow import Flow, Form


class Versioned(Protocol):
    """A record that counts its changes."""

    version: Any


One = TypeVar("One", bound=Versioned)


class AboutOne(Flow, Generic[One]):
    """A form that ends in a deed, often a move, of one record, and is decided on the version that was seen.

    Each room says with `one` how the record is found by who may see it, and in `check` who may do the deed now.
    """

    move: ClassVar[str] = ""

    @classmethod
    def one(cls, form: Form) -> One:
        """The record; raises Gone for who has no part in it."""
        raise NotImplementedError

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version that was decided on."""
        return int(cls.one(form).version)

    @classmethod
    def deed(cls, form: Form) -> dict[str, Any]:
        """Who acts, when, and on which version: what every deed asks for."""
        return {"by": form.scene.me, "now": form.scene.now, "seen": form.seen}
