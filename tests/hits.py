"""How often a question finds its answer, over what owners really write; `python -m tests.hits` says so."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from models.catalogue.faq import ready_answers
from models.knowledge.matching import Matcher, features, matcher

DATA = Path(__file__).parent / "data"
NONE = "none"
TUNED, FRESH = "questions", "questions_fresh"


@dataclass
class Result:
    """What came of one file: questions with an answer that found it, and those that were given a wrong one."""

    asked: int = 0
    hits: int = 0
    offered: int = 0  # found among the likely ones
    without: int = 0
    wrong: list[str] = field(default_factory=list)  # a confident answer that is not the expected one, or where none is
    missed: list[str] = field(default_factory=list)

    @property
    def hit_rate(self) -> float:
        """Of the questions that have an answer, how many get it at once."""
        return self.hits / self.asked

    @property
    def false_rate(self) -> float:
        """Of all questions, how many are given an answer that is not theirs."""
        return len(self.wrong) / (self.asked + self.without)


def house() -> Matcher:
    """The matcher over the catalogue."""
    return matcher({one.code: (one.question.zh, one.question.en, *one.phrases) for one in ready_answers()})


def sentences(name: str) -> Iterator[tuple[str, str]]:
    """Every sentence of a file with the code that is expected, but for those that are a phrase of the catalogue word by word."""
    own = {features(text) for one in ready_answers() for text in (one.question.zh, one.question.en, *one.phrases)}
    data: Mapping[str, list[str]] = tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))
    for code, texts in data.items():
        yield from ((code, text) for text in texts if features(text) not in own)


def measure(name: str) -> Result:
    """Ask every sentence of a file."""
    result, known = Result(), house()
    for code, text in sentences(name):
        found = known.find(text)
        result.asked += code != NONE
        result.without += code == NONE
        result.hits += found.sure == code
        result.offered += code in found.likely
        if found.sure not in (None, code):
            result.wrong.append(f"{text} -> {found.sure} ({code})")
        elif code != NONE and found.sure is None:
            result.missed.append(f"{text} -> {','.join(found.likely) or '-'} ({code})")
    return result


def main() -> None:
    """Print the figures of every file, and what failed; but nothing of the fresh list, so that nobody tunes by it."""
    for path in sorted(DATA.glob("questions*.toml")):
        result = measure(path.stem)
        print(f"{path.stem}: {result.hit_rate:.0%} of {result.asked} found, {result.offered} more offered,", end=" ")
        print(f"{result.false_rate:.1%} false ({len(result.wrong)} of {result.asked + result.without})")
        failed = (
            []
            if path.stem == FRESH
            else [*(f"  wrong: {one}" for one in result.wrong), *(f"  missed: {one}" for one in result.missed)]
        )
        print("\n".join(failed))


if __name__ == "__main__":
    main()
