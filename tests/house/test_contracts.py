"""The contracts of the house, held by machine: layers, tables, clocks, commits, docstrings, sizes, secrets."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.api import read_configuration
from importlinter.cli import lint_imports
from sqlalchemy import DateTime, Enum, Float, Numeric, inspect
from sqlalchemy.sql.schema import Column

from bot import schema, tables
from bot.store import make_engine
from models.base import Base, UtcTime
from tests.house.sources import HOME, files_of_the_project, named, parsed, sources

LONGEST_FILE = 300
MIGRATIONS = "models/migrations/"
WITHOUT_A_CLOCK = ("models", "handlers", "jobs")


def test_the_layers_hold(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(HOME)
    monkeypatch.syspath_prepend(str(HOME))
    config = str(HOME / "pyproject.toml")
    assert len(read_configuration(config)["contracts_options"]) >= 5
    assert lint_imports(config_filename=config, no_cache=True) == 0, capsys.readouterr().out


def prefixes() -> Iterator[str]:
    """How the subjects of the tables begin, such as ticket:"""
    for path in sources():
        for node in ast.walk(parsed(path)):
            match node:
                case ast.FunctionDef(
                    name="subject", body=[*_, ast.Return(ast.JoinedStr([ast.Constant(str(begins)), *_]))]
                ):
                    yield begins


def test_no_two_tables_share_a_subject():
    found = list(prefixes())
    assert len(found) > 10
    assert sorted(found) == sorted(set(found))


def every_column() -> Iterator[Column]:
    for table in Base.metadata.sorted_tables:
        yield from table.columns


def test_no_column_loses_a_fen_or_a_zone():
    columns = list(every_column())
    assert len(columns) > 100
    loses = [
        f"{one}: {one.type!r}"
        for one in columns
        if isinstance(one.type, (Numeric, Float, DateTime)) and not isinstance(one.type, UtcTime)
    ]
    assert loses == []
    natives = [str(one) for one in columns if isinstance(one.type, Enum) and one.type.native_enum]
    assert natives == [], "a new member would need a migration"


def test_every_table_of_the_code_is_known_to_the_schema():
    written = {
        node.value.value
        for path in sources("bot", "models")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and any(isinstance(target, ast.Name) and target.id == "__tablename__" for target in node.targets)
    }
    assert tables.Inbox.__tablename__ in written
    assert written == set(Base.metadata.tables)


def test_migrations_lead_to_the_tables(tmp_path: Path):
    engine = make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    schema.upgrade(engine)
    assert schema.differences(engine) == []
    assert schema.is_current(engine)
    assert set(inspect(engine).get_table_names()) - {"alembic_version"} == set(Base.metadata.tables)
    schema.upgrade(engine)  # a second time is harmless
    engine.dispose()


def attributes(path: Path) -> Iterator[tuple[str, int]]:
    """Every method or function that is called by a dotted name, as "owner.name"."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            first = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "?")
            yield f"{first}.{node.func.attr}", node.lineno


@pytest.mark.parametrize("path", sources(*WITHOUT_A_CLOCK), ids=named)
def test_time_comes_from_the_clock_and_only_the_machine_commits(path: Path):
    forbidden = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.monotonic"}
    found = [
        f"{name} in line {line}"
        for name, line in attributes(path)
        if name in forbidden or name.rpartition(".")[2] in {"utcnow", "commit"}
    ]
    assert found == []


def test_the_offices_time_is_read_in_one_file():
    readers = {
        named(path)
        for path in sources("bot")
        for name, _ in attributes(path)
        if name in {"datetime.now", "datetime.utcnow", "date.today", "time.time"}
    }
    assert readers <= {"bot/clockwork/clock.py"}


def test_nobody_ends_a_transaction_by_hand():
    enders = {named(path) for path in sources() for name, _ in attributes(path) if name.rpartition(".")[2] == "commit"}
    assert enders == set()


@pytest.mark.parametrize("path", sources(), ids=named)
def test_every_module_opens_with_one_sentence(path: Path):
    if named(path).startswith(MIGRATIONS + "versions/"):
        return
    said = ast.get_docstring(parsed(path))
    assert said, "a module without a word about itself"
    first = said.splitlines()[0]
    assert first.endswith("."), first


def public(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Public classes and functions, and the public methods of public classes."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    for node in tree.body:
        if isinstance(node, kinds) and not node.name.startswith("_"):
            yield node.name, node
            if isinstance(node, ast.ClassDef):
                for one in node.body:
                    if isinstance(one, kinds) and not one.name.startswith("_"):
                        yield f"{node.name}.{one.name}", one


DOCUMENTED = [
    path
    for path in sources()
    if not named(path).startswith((MIGRATIONS, "bot/sandbox/")) and list(public(parsed(path)))
]


@pytest.mark.parametrize("path", DOCUMENTED, ids=named)
def test_whatever_is_public_says_what_it_is(path: Path):
    silent = [
        name
        for name, node in public(parsed(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not ast.get_docstring(node)
    ]
    assert silent == []


@pytest.mark.parametrize("path", sources(), ids=named)
def test_files_stay_short(path: Path):
    if named(path).startswith(MIGRATIONS + "versions/"):
        return
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


# Put together from pieces, so that this file is not what it looks for.
HOSTS = (
    "py" + "pi.org",
    "python" + "hosted",
    "npm" + "js",
    "deb.deb" + "ian.org",
    "registry." + "npm",
    "crates" + ".io",
)
SECRETS = {
    "a bot token": re.compile(r"(?<![0-9A-Za-z])\d{8,10}:" + r"AA[A-Za-z0-9_-]{33}"),
    "a private key": re.compile("-----BEGIN " + "[A-Z ]*PRIVATE KEY"),
    "a token of a code host": re.compile("(gh[pousr]|glpat)" + "[_-][A-Za-z0-9]{20,}"),
    "an access key": re.compile("AKIA" + "[0-9A-Z]{16}"),
    "a machine's path": re.compile(r"(?<![\w.])/(?:ho" + r"me|Us" + r"ers|wo" + r"rk|ro" + r"ot|opt)/[\w.-]+/[\w./-]+"),
}


def texts() -> Iterator[tuple[str, str]]:
    for path in files_of_the_project():
        try:
            yield named(path), path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


@pytest.mark.skipif(not (HOME / ".git").exists(), reason="only a checkout knows which files belong to the project")
def test_no_secret_no_registry_and_no_machine_is_named():
    found = []
    for name, text in texts():
        found += [f"{name} names {host}" for host in HOSTS if host in text.casefold()]
        found += [f"{name} holds {what}" for what, pattern in SECRETS.items() if pattern.search(text)]
    assert found == []
