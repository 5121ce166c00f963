"""Executes a notebook into a folder, as .ipynb and .html that need no network to be looked at.

Usage: run_notebook.py NOTEBOOK FOLDER KERNEL SECONDS; 0 seconds let a cell take any time. Both
files are written even if a cell fails; then the exit code is 1, and 124 if a cell took too long.
"""

import pathlib
import re
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter

FAILED = 1
TIMED_OUT = 124  # as timeout(1) has it

TEMPLATES = pathlib.Path(__file__).parent / "templates"


class Client(NotebookClient):
    """Says which cell runs."""

    async def async_execute_cell(self, cell, cell_index, **options):
        started = time.monotonic()
        if is_code(cell):
            number = sum(map(is_code, self.nb.cells[: cell_index + 1]))
            first = cell.source.strip().splitlines()[0]
            total = sum(map(is_code, self.nb.cells))
            self.running, self.place = cell, f"cell {number} of {total}"
            print(f"[{number}/{total}] {first[:70]}", end="", flush=True)
        try:
            return await super().async_execute_cell(cell, cell_index, **options)
        finally:
            if is_code(cell):
                print(f"  {time.monotonic() - started:.1f} s", flush=True)


def is_code(cell):
    return cell.cell_type == "code" and bool(cell.source.strip())


def execute(notebook, folder, kernel, seconds):
    """Executes a notebook in its folder; returns what went wrong, or None, and the exit code."""
    client = Client(
        notebook,
        kernel_name=kernel,
        timeout=seconds or None,
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        client.execute()
    except CellTimeoutError:
        stopped = f"{client.place} was stopped after {seconds} s (--timeout), those after it did not run"
        client.running.outputs.append(nbformat.v4.new_output("stream", name="stderr", text=stopped))
        return f"stockpot: {stopped}", TIMED_OUT
    except (CellExecutionError, DeadKernelError) as failure:
        return str(failure), FAILED
    return None, 0


def html(notebook, title):
    exporter = HTMLExporter(
        template_name="offline", extra_template_basedirs=[str(TEMPLATES)], embed_images=True
    )
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    formulas = any(re.search(r"\$|\\\(|\\\[|\\begin", text) for text in texts)
    resources = {"metadata": {"name": title}, "formulas": formulas}
    return exporter.from_notebook_node(notebook, resources)[0]


def main(source, target, kernel, seconds):
    source = pathlib.Path(source)
    notebook = nbformat.read(source, as_version=4)
    failure, code = execute(notebook, source.resolve().parent, kernel, int(seconds))
    target = pathlib.Path(target)
    target.mkdir(parents=True, exist_ok=True)
    executed = target / source.name
    page = executed.with_suffix(".html")
    nbformat.write(notebook, executed)
    page.write_text(html(notebook, source.stem), encoding="utf-8")
    print(f"wrote {executed} and {page}")
    if failure:
        print(failure, file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main(*sys.argv[1:])
