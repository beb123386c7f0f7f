"""Files: one content, and an id of it for each bot that may fetch it."""

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from bot.sandbox.journal import Journal
from bot.sandbox.pictures import sizes_of
from bot.sandbox.records import StoredFile

LETTERS = {"photo": "AgACAgUAA", "document": "BQACAgUAA", "voice": "AwACAgUAA"}
FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice"}


class Files:
    """All files there are. A bot knows those that it was shown, by ids that are good for no other bot.

    A photo has an id for each of its sizes, but we cannot draw: the smaller ones carry the whole picture.
    """

    def __init__(self, journal: Journal, tokens: Mapping[str, str]) -> None:
        self._journal = journal
        self._tokens = tokens
        self._files: dict[str, StoredFile] = {}
        self._known: dict[tuple[str, str], tuple[StoredFile, int]] = {}

    def __getitem__(self, unique_id: str) -> StoredFile:
        return self._files[unique_id]

    def keep(
        self, kind: str, content: bytes, *, name: str, mime: str, size: tuple[int, int] | None = None
    ) -> StoredFile:
        """Keep a new file; `size` is a picture's width and height."""
        number = len(self._files)
        name = re.sub(r"[\x00-\x1f/\\]", "_", name)
        file = StoredFile(
            unique_id="AgAD" + hashlib.sha256(str(number).encode()).hexdigest()[:12],
            kind=kind,
            bots=[],
            path=f"{FOLDERS[kind]}/file_{number}{PurePosixPath(name).suffix}",
            name=name,
            mime=mime,
            size=len(content),
            sizes=sizes_of(size) if size else [],
        )
        self._journal.keep_bytes(file.unique_id, content)
        self._journal.put("file", file.unique_id, file)
        self.shelve(file)
        return file

    def show(self, bot: str, file: StoredFile) -> list[str]:
        """Let a bot know a file: its ids, one for each size of a photo."""
        if bot not in file.bots:
            file.bots.append(bot)
            self._journal.put("file", file.unique_id, file)
            self.shelve(file)
        return self._ids(bot, file)

    def shelve(self, file: StoredFile) -> None:
        """Know a file, also after a restart."""
        self._files[file.unique_id] = file
        for bot in self._tokens.keys() & set(file.bots):
            for number, file_id in enumerate(self._ids(bot, file)):
                self._known[bot, file_id] = file, number

    def unique_id(self, file: StoredFile, number: int = 0) -> str:
        """The file_unique_id of a file, or of one size of a photo."""
        return f"{file.unique_id}{number}" if file.sizes else file.unique_id

    def find(self, bot: str, file_id: str) -> tuple[StoredFile, int] | None:
        """The file that a bot calls so, and which of its sizes; ids of other bots mean nothing."""
        return self._known.get((bot, file_id))

    def at(self, bot: str, path: str) -> StoredFile | None:
        """The file that a bot may fetch under this path."""
        return next((file for file in self._files.values() if file.path == path and bot in file.bots), None)

    def content(self, unique_id: str) -> bytes:
        """What is in a file."""
        return self._journal.bytes_of(unique_id)

    def _ids(self, bot: str, file: StoredFile) -> list[str]:
        texts = [f"{self._tokens[bot]}/{file.unique_id}/{number}" for number in range(len(file.sizes) or 1)]
        digests = [base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts]
        return [LETTERS[file.kind] + digest.rstrip("=") for digest in digests]
