"""Words that answer no question: kept for the one that asks for words, also at the read-back; nothing is lost."""

from bot.forms.courtesies import is_courtesy
from bot.forms.flow import Form
from bot.forms.questions import NotAnAnswer
from bot.forms.typed_buttons import says_its_name
from bot.forms.writing import Write
from bot.texts import T, Words

LONG = 200  # characters that no button is called


def is_mere_courtesy(form: Form, text: str) -> bool:
    """Whether it is only kind words, or the form's own name, where those answer nothing."""
    return not form.flow.takes_kind_words and (is_courtesy(text) or says_its_name(form, text))


def keep_spare(form: Form, text: str, *, touch: bool = True) -> bool:
    """Keep words for the question that asks for words, behind what was kept before; whether there was room for them."""
    if not form.flow.takes_words or not text.strip() or is_mere_courtesy(form, text):
        return False
    try:
        _keep(form, text, touch)
    except NotAnAnswer:
        return False
    return True


def too_long(form: Form, text: str) -> bool:
    """Whether it is longer than the form has room for: what it keeps of words already, or what it may ever keep."""
    spare = form.flow.questions.get(form.flow.takes_words)
    earlier = form.get(form.flow.takes_words) or ""
    limit = spare.at_most if isinstance(spare, Write) else LONG
    return len(text.strip()) + len(earlier) > limit


def _keep(form: Form, text: str, touch: bool) -> None:
    spare = form.flow.takes_words
    earlier = form.get(spare)
    form.keep(spare, form.flow.questions[spare].write(form, f"{earlier}\n{text}" if earlier else text), touch=touch)


def added(form: Form, text: str, *, touch: bool = True) -> Words | None:
    """What becomes of words that are written at the read-back: an addition, which is read back too (R043).

    None where the form asks for no words, or they ask for nothing.
    """
    spare = form.flow.questions.get(form.flow.takes_words)
    if spare is None or is_mere_courtesy(form, text):
        return None
    try:
        _keep(form, text, touch)
    except NotAnAnswer as no:
        return no.words
    return T("owner", "We have added your words under “{label}”. Thank you.", label=spare.label)
