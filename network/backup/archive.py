"""The archive: one tar with `database.dump`, the files under `media/`, and `manifest.json`, which says what all of it must be."""

import json
import os
import tarfile
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath

from network.backup.errors import BackupError

FORMAT = 1
DUMP, MANIFEST, MEDIA = "database.dump", "manifest.json", "media"
BLOCK = 1 << 20


class Writer:
    """Fills an archive; its manifest is written last."""

    def __init__(self, tar):
        self.tar = tar

    def add(self, name, path):
        """Add a file; returns `[size, SHA-256]` of exactly the bytes that were added."""
        with open(path, "rb") as file:
            info = self.tar.gettarinfo(arcname=name, fileobj=file)
            info.uid = info.gid = 0
            info.uname = info.gname = ""
            reading = _Summing(file)
            self.tar.addfile(info, reading)
        return [info.size, reading.sum.hexdigest()]

    def finish(self, manifest):
        """Write the manifest."""
        text = json.dumps({"format": FORMAT, **manifest}, ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(text)
        self.tar.addfile(info, BytesIO(text))


@contextmanager
def writing(path):
    """A new archive at `path`, readable by its owner alone: there whole at the end, or not at all."""
    if path.exists():
        raise BackupError(f"{path} existe déjà.")
    part = path.with_name(path.name + ".part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


class Reader:
    """Reads an archive, and believes nothing that its manifest does not confirm."""

    def __init__(self, tar):
        self.tar = tar
        try:
            self.manifest = json.load(tar.extractfile(MANIFEST))
        except (KeyError, ValueError):
            raise BackupError("Cette archive n’a pas de manifeste lisible : ce n’est pas une sauvegarde complète du portail.") from None
        if self.manifest.get("format") != FORMAT:
            raise BackupError("Cette sauvegarde vient d’une autre version du portail.")

    def extract(self, name, path, size, checksum):
        """Write the member `name` at `path`; an error unless it is the file that was backed up."""
        try:
            member = self.tar.getmember(name)
        except KeyError:
            raise BackupError(f"L’archive est abîmée : il y manque {name}.") from None
        path.parent.mkdir(parents=True, exist_ok=True)
        if not member.isfile() or member.size != size:
            raise BackupError(f"L’archive est abîmée : {name} n’a pas la taille annoncée.")
        reading = _Summing(self.tar.extractfile(member))
        with open(path, "wb") as file:
            while block := reading.read(BLOCK):
                file.write(block)
        if reading.sum.hexdigest() != checksum:
            raise BackupError(f"L’archive est abîmée : {name} n’a pas la somme de contrôle annoncée.")

    def media(self):
        """`(path under MEDIA_ROOT, size, checksum)` of each file; a path that would leave it is an error."""
        for name, (size, checksum) in self.manifest["media"].items():
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts or not path.parts:
                raise BackupError("L’archive contient un chemin interdit.")
            yield name, size, checksum


@contextmanager
def reading(path):
    """The archive at `path`."""
    try:
        with tarfile.open(path, mode="r:") as tar:
            yield Reader(tar)
    except (tarfile.TarError, EOFError):
        raise BackupError(f"{path} n’est pas une archive lisible, ou elle est tronquée.") from None
    except FileNotFoundError as error:
        if str(error.filename) == str(path):
            raise BackupError(f"{path} n’existe pas.") from None
        raise


class _Summing:
    """A file read through its checksum."""

    def __init__(self, file):
        self.file = file
        self.sum = sha256()

    def read(self, size=-1):
        block = self.file.read(size)
        self.sum.update(block)
        return block
