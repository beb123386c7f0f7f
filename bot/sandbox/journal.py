"""The journal: what happened is written down line by line, so that a restart loses nothing."""

import json
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import IO, Any

Shelves = dict[str, dict[str, Any]]


class Journal:
    """Keeps values on named shelves. Without a folder it only remembers for as long as the process lives.

    Every change is one JSON line `[shelf, key, value]`; null takes the value off the shelf. A line torn by a
    crash is the last one and is ignored. Opening rewrites the file with only what still stands.
    """

    def __init__(self, folder: Path | None) -> None:
        self.shelves: Shelves = {}
        self._blobs: dict[str, bytes] = {}
        self._folder = folder
        self._file: IO[str] | None = None
        if folder is not None:
            (folder / "files").mkdir(parents=True, exist_ok=True)
            self._read(folder / "journal.jsonl")
            self._file = self._rewrite(folder / "journal.jsonl")

    def put(self, shelf: str, key: str, value: Any) -> None:
        """Write a record or a JSON value down; None removes it."""
        if self._file is not None:
            plain = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
            self._file.write(json.dumps([shelf, key, plain], ensure_ascii=False) + "\n")
            self._file.flush()

    def keep_bytes(self, name: str, content: bytes) -> None:
        """Keep the content of a file under a name made by us."""
        if self._folder is None:
            self._blobs[name] = content
        else:
            (self._folder / "files" / name).write_bytes(content)

    def bytes_of(self, name: str) -> bytes:
        """The content kept under this name."""
        if self._folder is None:
            return self._blobs[name]
        return (self._folder / "files" / name).read_bytes()

    def close(self) -> None:
        """Let go of the file; nothing is written afterwards."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _read(self, path: Path) -> None:
        if not path.exists():
            return
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                shelf, key, value = json.loads(line)
            except ValueError:
                continue
            if value is None:
                self.shelves.get(shelf, {}).pop(key, None)
            else:
                self.shelves.setdefault(shelf, {})[key] = value

    def _rewrite(self, path: Path) -> IO[str]:
        fresh = path.with_suffix(".fresh")
        with fresh.open("w", encoding="utf-8") as file:
            for shelf, values in self.shelves.items():
                for key, value in values.items():
                    file.write(json.dumps([shelf, key, value], ensure_ascii=False) + "\n")
        fresh.replace(path)
        return path.open("a", encoding="utf-8")
