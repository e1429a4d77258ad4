"""A run folder on disk, read within bounds (folder.md; log.md, sections 3 and 6)."""

from dataclasses import dataclass
from pathlib import Path

from log import Checkpoint, Refused, Tree, tile_path, unbundle
from treaty import Treaty

MAX_TREATY = 1 << 20
MAX_BUNDLE = 16_777_472


@dataclass
class RecordFiles:
    """One author's record as it lies there: its head and its entries, which lead to the head's root."""

    checkpoint: Checkpoint
    entries: list[bytes]
    tree: Tree


@dataclass
class RunFolder:
    """All that is public in a run folder."""

    treaty: Treaty
    records: dict[str, RecordFiles]
    views: dict[str, Checkpoint]


def read_folder(path: Path, treaty_file: Path | None = None) -> RunFolder:
    """Reads a folder whole or refuses it, by the name of the file that is wrong."""
    data = read_bytes(path / "treaty.toml", MAX_TREATY)
    if treaty_file and read_bytes(treaty_file, MAX_TREATY) != data:
        raise Refused(f"{treaty_file}: not the instrument of the folder")
    treaty = Treaty(data)
    authors = [a for a in treaty.parties + treaty.witnesses if (path / a).is_dir()]
    records = {author: _record(path / author) for author in authors}
    if not records:
        raise Refused(f"{path}: there is no record")
    views = {f.name: _within(f, lambda f=f: Checkpoint.parse(read_bytes(f, 1 << 20))) for f in sorted((path / "views").glob("*"))}
    return RunFolder(treaty, records, views)


def _record(path: Path) -> RecordFiles:
    """Every file that a tree of the head's size has, and no other."""
    checkpoint = _within(path / "checkpoint", lambda: Checkpoint.parse(read_bytes(path / "checkpoint", 1 << 20)))
    entries: list[bytes] = []
    expected = {"checkpoint"}
    for n in range(0, checkpoint.size, 256):
        width = min(256, checkpoint.size - n)
        name = tile_path("entries", n // 256, width)
        expected.add(name)
        entries += _within(path / name, lambda: unbundle(read_bytes(path / name, MAX_BUNDLE), width))
    tree = Tree(entries)
    if tree.root(checkpoint.size) != checkpoint.root:
        raise Refused(f"{path}: the entries do not lead to the root of the checkpoint")
    for name, tile in tree.tiles().items():
        expected.add(name)
        if read_bytes(path / name, 8192) != tile:
            raise Refused(f"{path / name}: not the tile of these entries")
    for file in path.rglob("*"):
        if file.is_symlink() or (file.is_file() and str(file.relative_to(path)) not in expected):
            raise Refused(f"{file}: no file of a record of {checkpoint.size} statements")
    return RecordFiles(checkpoint, entries, tree)


def read_bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from None
    if len(data) > most:
        raise Refused(f"{path}: longer than {most} bytes")
    return data


def _within(path: Path, read):
    try:
        return read()
    except Refused as error:
        raise Refused(f"{path}: {error}") from None
