"""The house's own source files, read and parsed once for all house tests."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
ROOMS = ("bot", "handlers", "jobs", "models")


@cache
def sources(*rooms: str) -> tuple[Path, ...]:
    """The Python files of some rooms, of all without a name."""
    found = (path for room in rooms or ROOMS for path in (HOME / room).rglob("*.py"))
    return tuple(sorted(path for path in found if "__pycache__" not in path.parts))


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def named(path: Path) -> str:
    """A path as one writes it in the house."""
    return path.relative_to(HOME).as_posix()


@cache
def files_of_the_project() -> tuple[Path, ...]:
    """Every file that belongs to the project, committed or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=HOME,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(HOME / name for name in listed.split("\0") if name and (HOME / name).is_file())


def calls(path: Path, name: str) -> Iterator[ast.Call]:
    """The calls of a plain name in a file."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node
