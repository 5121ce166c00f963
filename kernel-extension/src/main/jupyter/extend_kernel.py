"""Finds the IJava and JJava kernels of this machine, and lets a copy of one load more jars.

Usage: extend_kernel.py list
       extend_kernel.py copy NAME FOLDER DISPLAY_NAME
The copy reads its jars from FOLDER/lib.
"""

import json
import os
import pathlib
import shutil
import sys

JVM = ["-Dfile.encoding=UTF-8", "-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED"]
INSTALL = "org.stockpot.kernel.ijava.IJavaExtension.install();"


def folders():
    """The folders of kernels, first found first."""
    home = pathlib.Path.home()
    data = os.environ.get("XDG_DATA_HOME") or home / ".local/share"
    places = os.environ.get("JUPYTER_PATH", "").split(os.pathsep)
    places.append(os.environ.get("JUPYTER_DATA_DIR", ""))
    places += [pathlib.Path(data) / "jupyter", home / "Library/Jupyter"]
    places += [pathlib.Path(p) / "share/jupyter" for p in (sys.prefix, "/usr/local", "/usr")]
    return [pathlib.Path(place) / "kernels" for place in places if str(place)]


def flavour(spec):
    """Which kernel a specification starts."""
    command = " ".join(spec.get("argv", [])).lower()
    return next((name for name in ("jjava", "ijava") if name in command), None)


def kernels():
    """The specifications of IJava and JJava that are not ours, by name."""
    found = {}
    for folder in folders():
        for path in sorted(folder.glob("*/kernel.json")):
            spec = json.loads(path.read_text(encoding="utf-8"))
            ours = "stockpot" in spec.get("metadata", {})
            if flavour(spec) and not ours:
                found.setdefault(path.parent.name, path)
    return found


def add(env, name, value, separator):
    env[name] = separator.join(filter(None, [env.get(name), value]))


def extend(spec, jars):
    env = spec.setdefault("env", {})
    if flavour(spec) == "jjava":
        add(env, "JJAVA_CLASSPATH", jars, os.pathsep)
        add(env, "JJAVA_JVM_OPTS", " ".join(JVM), " ")
        return
    add(env, "IJAVA_CLASSPATH", jars, os.pathsep)
    add(env, "IJAVA_STARTUP_SCRIPT", INSTALL, "\n")
    command = spec["argv"]
    if pathlib.Path(command[0]).name in ("java", "java.exe"):
        spec["argv"] = [command[0], *[f for f in JVM if f not in command], *command[1:]]


def copy(name, folder, display_name):
    found = kernels()
    if name not in found:
        sys.exit(f"stockpot: kernel must be one of {sorted(found) or 'none'}, got {name}")
    folder = pathlib.Path(folder)
    shutil.copytree(found[name].parent, folder, dirs_exist_ok=True)
    spec = json.loads(found[name].read_text(encoding="utf-8"))
    extend(spec, str(folder.resolve() / "lib" / "*.jar"))
    spec["display_name"] = display_name
    spec["interrupt_mode"] = "message"
    spec.setdefault("metadata", {})["stockpot"] = f"extends {name}"
    text = json.dumps(spec, indent=2, ensure_ascii=False) + "\n"
    (folder / "kernel.json").write_text(text, encoding="utf-8")


def main(action, *arguments):
    if action == "list":
        print("\n".join(kernels()))
    else:
        copy(*arguments)


main(*sys.argv[1:])
