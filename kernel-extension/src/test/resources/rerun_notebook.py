"""Runs cells of a notebook with charts again, clears and deletes some, and saves what is left.

Usage: rerun_notebook.py KERNEL FOLDER. Writes rerun.ipynb, where the cell of the first chart was
run again; cleared.ipynb, where the cell that brought plotly.js was cleared after that;
deleted.ipynb, where a chart was shown after that and its cell deleted, and then another one shown.
"""

import copy
import pathlib
import sys

import nbformat
from nbclient import NotebookClient

FIGURE = """
import tech.tablesaw.plotly.components.*;
import tech.tablesaw.plotly.traces.*;
double[] xs = {1, 2, 3};
new Figure(Layout.builder("A long title of a figure that somebody made in Java, with some words more "
    + "than fit a line", "x", "y").build(), ScatterTrace.builder(xs, xs).name("own").build())
"""
CELLS = ["%stockpot --store none\n%task digits mlp:8", "%train --for 20it", "%imp --rounds 1 --for 20it", FIGURE]


def save(client, path):
    nbformat.write(copy.deepcopy(client.nb), path)


def clear(client, index):
    """Forgets a cell's outputs, and where they were, as front ends do."""
    client.nb.cells[index].outputs.clear()
    client.clear_display_id_mapping(index)


def run(client, index):
    clear(client, index)
    client.execute_cell(client.nb.cells[index], index)


def main(kernel, folder):
    folder = pathlib.Path(folder)
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    between = [nbformat.v4.new_markdown_cell("# A heading\n\n" + "Words.\n\n" * 20) for _ in range(12)]
    notebook = nbformat.v4.new_notebook(cells=cells[:3] + between + cells[3:])
    train, imp, figure = 1, 2, len(notebook.cells) - 1
    client = NotebookClient(notebook, kernel_name=kernel, timeout=120, record_timing=False)
    with client.setup_kernel():
        for index in (0, train, imp, figure, train):
            run(client, index)
        save(client, folder / "rerun.ipynb")
        clear(client, train)
        save(client, folder / "cleared.ipynb")
        run(client, train)
        clear(client, train)
        notebook.cells[train] = nbformat.v4.new_code_cell("")
        run(client, figure)
        save(client, folder / "deleted.ipynb")


if __name__ == "__main__":
    main(*sys.argv[1:])
