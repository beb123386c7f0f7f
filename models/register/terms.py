"""Looking words up in the index of the search (R169)."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.register.index import GAP, digits, grams
from models.register.tables import SearchEntry, SearchGram

SHORTEST_NUMBER = 3


def subjects(session: Session, project_id: int, kind: str, term: str) -> list[int]:
    """The subjects of a kind whose text holds the term; a bare number counts in what was said of tickets, not in their own."""
    if not term.isdecimal() or len(term) == 1:
        wanted = grams(term) or ({term} if len(term) == 1 else set())
        return [number for number, _ in _holding(session, project_id, kind, term, wanted)]
    if kind != "ticket" or len(term) < SHORTEST_NUMBER:
        return []
    found = _holding(session, project_id, kind, term, digits(term))
    return [number for number, text in found if term in text.partition(GAP)[2]]


def _holding(
    session: Session, project_id: int, kind: str, term: str, wanted: Collection[str]
) -> Iterator[tuple[int, str]]:
    """The subjects with their texts: by the pairs of characters first, then truly."""
    if not wanted:
        return
    having = (
        select(SearchGram.subject)
        .where(SearchGram.project_id == project_id, SearchGram.gram.in_(wanted))
        .where(SearchGram.subject.startswith(f"{kind}:"))
        .group_by(SearchGram.subject)
        .having(func.count() == len(wanted))
    )
    holds = select(SearchEntry.subject, SearchEntry.text).where(
        SearchEntry.subject.in_(having), SearchEntry.text.contains(term, autoescape=True)
    )
    for subject, text in session.execute(holds):
        yield int(subject.partition(":")[2]), text


def all_terms(session: Session, project_id: int, kind: str, terms: Sequence[str]) -> set[int]:
    """The subjects of a kind whose text holds every term."""
    found = [set(subjects(session, project_id, kind, term)) for term in terms]
    return set.intersection(*found)
