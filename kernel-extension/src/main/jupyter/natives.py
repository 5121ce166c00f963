"""PyTorch's native libraries: where DJL unpacks them, whether they are whole, what can go.

Usage: natives.py announce JARS     says what the first start will unpack, if anything
       natives.py clean JARS VENV [--force]
"""

import os
import pathlib
import pwd
import shutil
import sys
import zipfile
import zlib

PREFIX = "stockpot: "


class Natives:
    """What the jar of a folder of jars holds, and the folder that DJL unpacks it into."""

    def __init__(self, jars):
        jar = next(pathlib.Path(jars).glob("pytorch-native-cpu-*.jar"))
        with zipfile.ZipFile(jar) as file:
            lines = file.read("native/lib/pytorch.properties").decode().splitlines()
            given = dict(line.split("=", 1) for line in lines if "=" in line)
            inner = f"pytorch/{given['flavor']}/{given['classifier']}/"
            self.entries = [entry for entry in file.infolist()
                            if entry.filename.startswith(inner) and not entry.is_dir()]
        name = "-".join(given[key] for key in ("version", "flavor", "classifier"))
        self.cache = cache()
        self.folder = self.cache / name

    def size(self):
        """The bytes that are unpacked."""
        return sum(entry.file_size for entry in self.entries)

    def faults(self):
        """The files that are missing or not what the jar holds."""
        for entry in self.entries:
            path = self.folder / pathlib.Path(entry.filename).name
            if not path.is_file():
                yield f"{path} is missing"
            elif path.stat().st_size != entry.file_size:
                yield f"{path} has {path.stat().st_size} bytes, must have {entry.file_size}"
            elif checksum(path) != entry.CRC:
                yield f"{path} is damaged, its checksum is another"

    def leftovers(self):
        """What DJL leaves behind if it is stopped while it unpacks."""
        return sorted(self.cache.glob("tmp*"))


def cache():
    """DJL's folder for the native libraries of PyTorch, found as DJL and Java find it."""
    named = os.environ.get("ENGINE_CACHE_DIR") or os.environ.get("DJL_CACHE_DIR")
    home = pwd.getpwuid(os.getuid()).pw_dir
    standard = pathlib.Path(home if os.access(home, os.W_OK) else "/tmp") / ".djl.ai"
    return pathlib.Path(named or standard) / "pytorch"


def checksum(path):
    value = 0
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            value = zlib.crc32(block, value)
    return value


def bytes_in(path):
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def megabytes(count):
    return f"{count / 1e6:,.0f} MB"


def announce(jars):
    natives = Natives(jars)
    if not natives.folder.exists():
        print(f"{PREFIX}the first start unpacks PyTorch's native libraries, "
              f"{megabytes(natives.size())}, into {natives.folder}", file=sys.stderr)


def removable(jars, venv):
    """What can be had again, and how."""
    natives = Natives(jars)
    found = [(natives.folder, "PyTorch's native libraries, shared with DJL; unpacked again when used")]
    found += [(path, "native libraries, half unpacked") for path in natives.leftovers()]
    found.append((pathlib.Path(venv), "Jupyter that was fetched; fetched again when used"))
    return [(path, what, bytes_in(path)) for path, what in found if path.exists()]


def agreed():
    if not sys.stdin.isatty():
        print(f"{PREFIX}nothing is removed without --force, as nobody can be asked", file=sys.stderr)
        return False
    return input("Remove these? [y/N] ").strip().lower().startswith("y")


def clean(jars, venv, *force):
    found = removable(jars, venv)
    for path, what, size in found:
        print(f"{megabytes(size):>8}  {path}  ({what})")
    if not found:
        print("nothing to remove")
        return
    if not force and not agreed():
        sys.exit(1)
    for path, _, _ in found:
        shutil.rmtree(path)
    print(f"freed {megabytes(sum(size for _, _, size in found))}; "
          "kernels (stockpot uninstall) and results (.stockpot beside notebooks) are left")


if __name__ == "__main__":
    {"announce": announce, "clean": clean}[sys.argv[1]](*sys.argv[2:])
