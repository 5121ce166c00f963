"""Finds the IJava and JJava kernels of this machine, and makes a copy of one that loads Stockpot.

Usage: extend_kernel.py list
       extend_kernel.py check NAME
       extend_kernel.py copy NAME FOLDER FINAL DISPLAY_NAME JVM_OPTS
The copy is made in FOLDER, and will be moved to FINAL. It has jars of its own, so that the original
can be moved, upgraded or removed; Stockpot's are in FINAL/lib.
"""

import json
import os
import pathlib
import shutil
import sys

from kernelspecs import flavour, originals

START = "start_extended.sh"

# Options of java that are followed by their value.
WITH_VALUE = ("-cp", "-classpath", "--class-path", "-p", "--module-path", "--add-opens",
              "--add-exports", "--add-modules", "--add-reads", "--enable-native-access")


def find(name):
    found = originals()
    if name not in found:
        known = ", ".join(sorted(found)) or "none on this machine"
        sys.exit(f"stockpot: kernel must be an IJava or JJava, {known}, got {name}")
    return found[name]


def copied(argument, original, folder, final):
    """The argument with copies in place of the original's files."""

    def copy(part):
        path = pathlib.Path(part)
        if not path.is_absolute() or not path.is_file():
            return part
        if original in path.parents:
            return str(final / path.relative_to(original))
        number = sum(1 for _ in folder.glob("original/*"))
        target = pathlib.Path("original", str(number), path.name)
        (folder / target).parent.mkdir(parents=True)
        shutil.copy(path, folder / target)
        return str(final / target)

    return os.pathsep.join(map(copy, argument.split(os.pathsep)))


def flags(command):
    """Where the flags of the JVM that runs the kernel go: into the command, or the environment."""
    if pathlib.Path(command[0]).name not in ("java", "java.exe"):
        return ["@environment", *command]
    at = 1
    while at < len(command) and command[at].startswith("-") and command[at] != "-jar":
        at += 2 if command[at] in WITH_VALUE else 1
    return [*command[:at], "@flags", *command[at:]]


def copy(name, folder, final, display_name, jvm_opts):
    path = find(name)
    folder, final = pathlib.Path(folder), pathlib.Path(final)
    shutil.copytree(path.parent, folder, dirs_exist_ok=True)
    shutil.copy(pathlib.Path(__file__).parent / START, folder / START)
    spec = json.loads(path.read_text(encoding="utf-8"))
    program, *rest = spec["argv"]
    rest = [copied(argument, path.parent, folder, final) for argument in rest]
    spec["argv"] = ["sh", str(final / START), flavour(spec), *flags([program, *rest])]
    if jvm_opts:
        spec.setdefault("env", {})["STOCKPOT_JVM_OPTS"] = jvm_opts
    spec["display_name"] = display_name
    spec["interrupt_mode"] = "message"
    spec.setdefault("metadata", {})["stockpot"] = f"extends {name}"
    spec["metadata"]["stockpot_original"] = str(path)
    text = json.dumps(spec, indent=2, ensure_ascii=False) + "\n"
    (folder / "kernel.json").write_text(text, encoding="utf-8")


def main(action, *arguments):
    if action == "list":
        print("\n".join(originals()))
    elif action == "check":
        find(*arguments)
    else:
        copy(*arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
