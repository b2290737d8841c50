"""One file that holds database and media of one moment, and the way back from it.

A backup is a tar archive:
    manifest.json   what it is, when and from what it was made, and the SHA-256 of everything else
    database        SQLite's own copy, or pg_dump's custom format
    media/…         originals, drawn sizes, documents
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from cms import databases

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database"
MEDIA = "media"
CHUNK = 1024 * 1024


class BackupError(Exception):
    """The text says what is wrong and what was left as it was."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """checksums are by name in the archive; migrations are those that had run, as app.name."""

    made_at: str
    vendor: str
    migrations: list[str]
    format: int = FORMAT
    checksums: dict[str, str] = field(default_factory=dict)


def make_backup(target: Path) -> Manifest:
    """Writes the archive beside target and renames it at the end: a file with that name is whole.

    Files of media are never written twice under one name, and go only after the row that names them is gone. So
    links to all of them, taken before the copy of the database and again after it, hold each one that the copy names.
    """
    with working_folder(target.parent) as folder:
        link_media(folder / MEDIA)
        databases.dump(connection, folder / DATABASE)
        link_media(folder / MEDIA)
        names = sorted(files_in(folder))
        manifest = Manifest(
            made_at=timezone.now().isoformat(timespec="seconds"),
            vendor=connection.vendor,
            migrations=migrations_run(),
            checksums={name: checksum(folder / name) for name in names},
        )
        part = target.with_name(f"{target.name}.part")
        write_archive(part, folder, manifest)
        part.replace(target)
    return manifest


def restore_backup(source: Path) -> Manifest:
    """Puts database and media back as they were; revoke() is for the caller, once the tables are those of today.

    Everything is unpacked and checked before anything is touched. Raises BackupError.
    """
    with working_folder(Path(settings.MEDIA_ROOT)) as folder:
        manifest = unpack(source, folder)
        check(manifest, folder)
        databases.load(connection, folder / DATABASE)
        put_media(folder / MEDIA)
    cache.clear()
    return manifest


def link_media(target: Path) -> None:
    """As links where the file system has them: no second copy of every picture."""
    root = Path(settings.MEDIA_ROOT)
    for name in files_in(root):
        if name.startswith("."):
            continue
        link = target / name
        link.parent.mkdir(parents=True, exist_ok=True)
        if link.exists():
            continue
        try:
            os.link(root / name, link)
        except FileNotFoundError:
            continue
        except OSError:
            shutil.copy2(root / name, link)


def files_in(folder: Path) -> Iterator[str]:
    """Names below folder, with slashes."""
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def migrations_run() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def write_archive(path: Path, folder: Path, manifest: Manifest) -> None:
    with path.open("wb") as file:
        os.fchmod(file.fileno(), 0o600)
        with tarfile.open(fileobj=file, mode="w") as archive:
            text = json.dumps(asdict(manifest), indent=1).encode()
            entry = tarfile.TarInfo(MANIFEST)
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text))
            for name in manifest.checksums:
                archive.add(folder / name, arcname=name, recursive=False)
        file.flush()
        os.fsync(file.fileno())


def unpack(source: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        given: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        return Manifest(**given)
    except (OSError, tarfile.TarError, ValueError, TypeError) as error:
        raise BackupError(
            f"{source.name} is no backup that can be read. Nothing was changed."
        ) from error


def check(manifest: Manifest, folder: Path) -> None:
    if manifest.format != FORMAT or manifest.vendor != connection.vendor:
        raise BackupError(
            f"This is a backup of {manifest.vendor} in format {manifest.format}; here is "
            f"{connection.vendor}, format {FORMAT}. Nothing was changed."
        )
    found = {name: checksum(folder / name) for name in files_in(folder) if name != MANIFEST}
    if found != manifest.checksums:
        raise BackupError("The backup is damaged: its checksums differ. Nothing was changed.")


def put_media(media: Path) -> None:
    """The folder itself stays: it may be a mount."""
    root = Path(settings.MEDIA_ROOT)
    for old in root.iterdir():
        if not old.name.startswith("."):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    if media.is_dir():
        for new in media.iterdir():
            shutil.move(new, root / new.name)


def revoke() -> None:
    """Ends what was good when the backup was made, and may have been taken back since."""
    for label in settings.REVOKED_BY_RESTORE:
        apps.get_model(label)._default_manager.all().delete()


@contextmanager
def working_folder(beside: Path) -> Iterator[Path]:
    """On the file system of what it is for, so that links and moves are at hand; its name starts with a dot."""
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=beside) as name:
        yield Path(name)
