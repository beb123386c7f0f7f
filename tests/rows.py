"""Which row of the handbook is shown by which test: `python -m tests.rows` prints the table."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
HANDBOOK = HERE.parent / "docs" / "office.md"
ROW = re.compile(r"^\| ([RXJ]\d+)\b")


def order(row: str) -> tuple[int, int]:
    """Rows before decisions before jobs, each by number."""
    return "RXJ".index(row[0]), int(row[1:])


def known_rows() -> dict[str, str]:
    """Every row of the handbook with its priority (empty for decisions and jobs)."""
    rows = {}
    for line in HANDBOOK.read_text("utf-8").splitlines():
        if found := ROW.match(line):
            last = line.rstrip(" |").rpartition("|")[2].strip()
            rows[found[1]] = last if found[1].startswith("R") else ""
    return rows


def marked(decorators: list[ast.expr]) -> Iterator[str]:
    """The rows of `pytest.mark.rows(...)` among some decorators or marks."""
    for one in decorators:
        if isinstance(one, ast.Call) and ast.unparse(one.func) == "pytest.mark.rows":
            yield from (argument.value for argument in one.args if isinstance(argument, ast.Constant))


def shown_in(path: Path) -> Iterator[tuple[str, str]]:
    """Each row that a file shows, and the test that shows it."""
    tree = ast.parse(path.read_text("utf-8"))
    everywhere = [
        row
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"
        for row in marked(node.value.elts if isinstance(node.value, (ast.List, ast.Tuple)) else [node.value])
    ]
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test"):
            for row in {*everywhere, *marked(node.decorator_list)}:
                yield row, f"{path.relative_to(HERE).as_posix()}::{node.name}"


def shown() -> dict[str, list[str]]:
    """Rows and the tests that show them, in the handbook's order."""
    found: dict[str, list[str]] = {}
    for path in sorted(HERE.rglob("test_*.py")):
        for row, test in shown_in(path):
            found.setdefault(row, []).append(test)
    return {row: sorted(found[row]) for row in sorted(found, key=order)}


def main() -> None:
    """Print the table, and count what no test shows."""
    rows, tests = known_rows(), shown()
    for row, names in tests.items():
        for number, name in enumerate(names):
            print(f"{row if number == 0 else '':5} {rows.get(row, ''):7} {name}")
    print()
    for priority in ("must", "should"):
        wanted = [row for row, given in rows.items() if given.startswith(priority)]
        missing = sorted((row for row in wanted if row not in tests), key=order)
        print(f"{priority}: {len(wanted) - len(missing)} of {len(wanted)} rows have a test; {len(missing)} have none:")
        print(f"  {' '.join(missing) or '-'}")
    for letter, what in (("X", "decisions"), ("J", "jobs")):
        wanted = [row for row in rows if row[0] == letter]
        print(f"{what}: {sum(row in tests for row in wanted)} of {len(wanted)} have a test")


if __name__ == "__main__":
    main()
