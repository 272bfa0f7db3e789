"""Static files of the front-end packages: of each, only what pages load.

A staticfiles finder: a package brings hundreds of files (sources, other module formats, other directions of writing) that
would be hashed and compressed at each deployment for nobody.
"""

from fnmatch import fnmatchcase

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


class PackageFiles(BaseFinder):
    """Finds what settings.PACKAGE_FILES names: prefix → (folder, patterns of the names inside it)."""

    def find(self, path, find_all=False, **kwargs):
        """The file's place, or nothing."""
        several = find_all or kwargs.get("all")
        for prefix, (folder, patterns) in settings.PACKAGE_FILES.items():
            name = path.removeprefix(f"{prefix}/")
            if name != path and _is_wanted(name, patterns) and (folder / name).is_file():
                return [str(folder / name)] if several else str(folder / name)
        return []

    def list(self, ignore_patterns):
        """Every wanted file."""
        for prefix, (folder, patterns) in settings.PACKAGE_FILES.items():
            storage = FileSystemStorage(location=folder)
            storage.prefix = prefix
            for file in sorted(folder.rglob("*")):
                name = file.relative_to(folder).as_posix()
                if file.is_file() and _is_wanted(name, patterns):
                    yield name, storage


def _is_wanted(name, patterns):
    return ".." not in name and any(fnmatchcase(name, pattern) for pattern in patterns)
