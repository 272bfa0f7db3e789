"""The two verbs: back the portal up, and restore it. Each says what it did as a dictionary of counts."""

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone
from redis.exceptions import RedisError

from network.backup import archive, database
from network.backup.errors import BackupError

DRAFTS = "documents/drafts/"  # files being written: made again by themselves
INCOMING, REPLACED = ".incoming", ".replaced"


def back_up(*, path):
    """Write the database as it is at one instant and the files into `path`. The site may go on meanwhile."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with archive.writing(path) as writer, tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
        dump = Path(folder) / archive.DUMP
        with database.one_instant() as (snapshot, version):
            tables = database.contents()
            database.dump(dump, snapshot)
        media = {}
        for name in _media():
            try:
                media[name] = writer.add(f"{archive.MEDIA}/{name}", settings.MEDIA_ROOT / name)
            except FileNotFoundError:
                continue  # deleted meanwhile, as its row will be
        manifest = {"made_at": timezone.now().isoformat(), "postgresql": version, "tables": tables, "media": media}
        writer.finish({**manifest, "dump": writer.add(archive.DUMP, dump)})
    return _counts(tables, media)


def restore(*, path, replace=False):
    """Put the backup in place of the database and the files. Refuses a database that holds anything unless `replace`."""
    if database.tables() and not replace:
        raise BackupError("La base n’est pas vide : ajoutez --yes-replace pour remplacer tout ce qu’elle contient, et les fichiers.")
    incoming = settings.MEDIA_ROOT / INCOMING
    try:
        with archive.reading(Path(path)) as reader, tempfile.TemporaryDirectory(prefix="restore-") as folder:
            dump = Path(folder) / archive.DUMP
            reader.extract(archive.DUMP, dump, *reader.manifest["dump"])
            shutil.rmtree(incoming, ignore_errors=True)
            incoming.mkdir(parents=True)
            for name, size, checksum in reader.media():
                reader.extract(f"{archive.MEDIA}/{name}", incoming / name, size, checksum)
            database.replace(dump, reader.manifest["tables"])
            _take_the_place(incoming)
            manifest = reader.manifest
    finally:
        shutil.rmtree(incoming, ignore_errors=True)
    with suppress(RedisError):
        caches["pages"].clear()  # pages and waiting tasks of the database before
    return _counts(manifest["tables"], manifest["media"])


def _media():
    """The files under MEDIA_ROOT, in order, without those that are being made."""
    root = settings.MEDIA_ROOT
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in {INCOMING, REPLACED})
        for name in sorted(names):
            path = (Path(folder) / name).relative_to(root).as_posix()
            if not path.startswith(DRAFTS):
                yield path


def _take_the_place(incoming):
    """Exchange the files by renaming, inside MEDIA_ROOT: it may be a volume of its own."""
    root, replaced = settings.MEDIA_ROOT, settings.MEDIA_ROOT / REPLACED
    shutil.rmtree(replaced, ignore_errors=True)
    replaced.mkdir()
    for entry in list(root.iterdir()):
        if entry.name not in {INCOMING, REPLACED}:
            entry.rename(replaced / entry.name)
    for entry in list(incoming.iterdir()):
        entry.rename(root / entry.name)
    shutil.rmtree(replaced)


def _counts(tables, media):
    rows = sum(rows for rows, _ in tables.values())
    return {"tables": len(tables), "rows": rows, "files": len(media), "bytes": sum(size for size, _ in media.values())}
