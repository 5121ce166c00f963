"""Says what Stockpot finds on this machine, and what to do where something is missing.

Usage: doctor.py JARS PLACE VENV, where JARS is the folder of the libraries that were built and PLACE
the folder of the user's kernels. The exit code is 1 if something must be done.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

from kernelspecs import files, is_ours, specifications
from natives import Natives, bytes_in, megabytes

MODULES = ("jupyter_client", "nbclient", "nbconvert", "notebook", "jupyterlab")


class Report:
    def __init__(self):
        self.bad = False

    def good(self, what, found):
        print(f"  ok    {what}: {found}")

    def note(self, what, found, advice):
        print(f"  note  {what}: {found}\n        {advice}")

    def fault(self, what, found, advice):
        self.bad = True
        print(f"  FAULT {what}: {found}\n        {advice}")


def output(*command):
    """What a command says, or None if it cannot be run."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=True)
        return done.stdout.decode(errors="replace")
    except (OSError, subprocess.CalledProcessError):
        return None


def java(report):
    home = os.environ.get("JAVA_HOME")
    program = str(pathlib.Path(home) / "bin/java") if home else shutil.which("java") or "java"
    said = output(program, "-version")
    version = re.search(r'version "(\d+)[^"]*"', said or "")
    if not version:
        where = f"JAVA_HOME is {home}" if home else "no java on the PATH"
        report.fault("JDK", where, "install a JDK 17 or later, or let JAVA_HOME name one")
    elif int(version[1]) < 17:
        report.fault("JDK", f"{program} is a Java {version[1]}", "install a JDK 17 or later")
    elif "jdk.jshell" not in (output(program, "--list-modules") or ""):
        report.fault("JDK", f"{program} has no JShell",
                     "install a whole JDK (Debian: openjdk-17-jdk-headless), not a JRE")
    else:
        report.good("JDK", f"{program}, Java {version[1]}, with JShell")


def maven(report, jars):
    program = shutil.which("mvn")
    if program:
        report.good("Maven", program)
    elif jars.exists():
        report.note("Maven", "none on the PATH", "needed only to build Stockpot anew")
    else:
        report.fault("Maven", "none on the PATH", "install Maven 3.8.6 or later to build Stockpot")


def jupyter(report, venv):
    look = f"import importlib.util as i; print(*filter(i.find_spec, {MODULES}), sep=', ')"
    named = os.environ.get("STOCKPOT_PYTHON")
    found = False
    paths = map(shutil.which, filter(None, (named, "python3", "/usr/bin/python3", f"{venv}/bin/python")))
    for python in dict.fromkeys(filter(None, paths)):
        has = (output(python, "-c", look) or "").strip()
        if has:
            found = True
            report.good("Jupyter", f"{python} has {has}")
    if not found:
        report.note("Jupyter", "no Python with it",
                    "stockpot run and stockpot notebook fetch it, or: pip install jupyterlab")


def natives(report, jars):
    if not jars.exists():
        report.note("native libraries", "Stockpot is not built", "stockpot install builds it")
        return
    found = Natives(jars)
    if not found.folder.exists():
        report.note("native libraries", f"not unpacked yet; {found.folder} will take "
                    f"{megabytes(found.size())}", "the first start does it")
    elif fault := next(found.faults(), None):
        report.fault("native libraries", fault, "stockpot clean removes them; the next start unpacks them")
    else:
        report.good("native libraries", f"{found.folder}, {megabytes(bytes_in(found.folder))}, whole")
    for path in found.leftovers():
        report.note("native libraries", f"{path}, half unpacked", "stockpot clean removes it")
    writable(report, "native libraries", found.folder)


def writable(report, what, path):
    there = path
    while not there.exists():
        there = there.parent
    if not os.access(there, os.W_OK):
        report.fault(what, f"{there} cannot be written to",
                     "change its owner or mode, or choose another folder (DJL_CACHE_DIR, --prefix)")


def kernel(report, path, spec):
    folder = path.parent
    what = f"kernel {folder.name}"
    lost = [file for argument in spec["argv"] for file in files(argument, folder) if not file.exists()]
    made = spec["metadata"]["stockpot"]
    source = made.replace("extends ", "--extend ").replace("bundled", "--bundled")
    advice = f"stockpot install {source} --name {folder.name} makes it anew"
    if lost or not (folder / "lib").is_dir():
        report.fault(what, f"{(lost or [folder / 'lib'])[0]} is gone", advice)
        return
    report.good(what, f"{folder}, {made}, {megabytes(bytes_in(folder))}")
    original = spec["metadata"].get("stockpot_original")
    if original and not pathlib.Path(original).exists():
        report.note(what, f"what it extends, {original}, is gone", "it goes on with its own copy")
    elif original and changed(original, path):
        report.note(what, f"what it extends, {original}, is newer than the copy", advice)


def changed(original, path):
    folder = pathlib.Path(original).parent
    spec = json.loads(pathlib.Path(original).read_text(encoding="utf-8"))
    used = [pathlib.Path(original)]
    used += [file for argument in spec["argv"] for file in files(argument, folder) if file.is_file()]
    return max(file.stat().st_mtime for file in used) > path.stat().st_mtime


def main(jars, place, venv):
    report = Report()
    jars = pathlib.Path(jars)
    java(report)
    maven(report, jars)
    jupyter(report, venv)
    natives(report, jars)
    writable(report, "kernels", pathlib.Path(place))
    ours = [(path, spec) for path, spec in specifications() if is_ours(spec)]
    for path, spec in ours:
        kernel(report, path, spec)
    if not ours:
        report.note("kernels", "none of Stockpot's is installed", "stockpot install")
    sys.exit(1 if report.bad else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
