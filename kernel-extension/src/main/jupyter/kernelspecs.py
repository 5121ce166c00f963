"""The kernels of this machine, as Jupyter finds them."""

import json
import os
import pathlib
import sys


def folders():
    """The folders of kernels, first found first."""
    home = pathlib.Path.home()
    data = os.environ.get("XDG_DATA_HOME") or home / ".local/share"
    places = os.environ.get("JUPYTER_PATH", "").split(os.pathsep)
    places.append(os.environ.get("JUPYTER_DATA_DIR", ""))
    places += [pathlib.Path(data) / "jupyter", home / "Library/Jupyter"]
    places += [pathlib.Path(p) / "share/jupyter" for p in (sys.prefix, "/usr/local", "/usr")]
    return [pathlib.Path(place) / "kernels" for place in dict.fromkeys(places) if str(place)]


def flavour(spec):
    """Which kernel a specification starts."""
    command = " ".join(spec.get("argv", [])).lower()
    return next((name for name in ("jjava", "ijava") if name in command), None)


def specifications():
    """All specifications that can be read: their files and what they hold."""
    for folder in folders():
        for path in sorted(folder.glob("*/kernel.json")):
            try:
                yield path, json.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                continue


def is_ours(spec):
    return "stockpot" in spec.get("metadata", {})


def originals():
    """The files of the IJava and JJava kernels that are not ours, by name."""
    found = {}
    for path, spec in specifications():
        if flavour(spec) and not is_ours(spec):
            found.setdefault(path.parent.name, path)
    return found


def files(argument, folder):
    """The files that an argument of a kernel's command names, a class path's each."""
    argument = argument.replace("{resource_dir}", str(folder))
    parts = (pathlib.Path(part) for part in argument.split(os.pathsep))
    return [part for part in parts if part.is_absolute() and "*" not in part.name]
