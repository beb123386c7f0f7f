"""The first answers of the knowledge base, read from faq.toml (R119, DOMAIN 4.10)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.estate import Both


@dataclass(frozen=True)
class Ready:
    """One entry of the catalogue: its question, what people may write who mean it, and the answer."""

    code: str
    topic: str
    question: Both
    phrases: tuple[str, ...]
    answer: Both


@cache
def ready_answers() -> tuple[Ready, ...]:
    """The twenty entries; read once."""
    data = tomllib.loads((Path(__file__).parent / "faq.toml").read_text("utf-8"))
    return tuple(
        Ready(
            code=row["code"],
            topic=row["class"],
            question=Both(row["zh"], row["en"]),
            phrases=tuple(row["phrases"]),
            answer=Both(row["answer_zh"], row["answer_en"]),
        )
        for row in data["entry"]
    )
