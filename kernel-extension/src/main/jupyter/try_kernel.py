"""Starts a kernel and runs one magic in it, as a notebook would.

Usage: try_kernel.py FOLDER_OF_KERNELS NAME. If that does not work, the exit code is 1, and what
the kernel said is printed.
"""

import os
import queue
import sys
import tempfile
import time

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

SECONDS = 120
CELL = "%task digits mlp:4"


class Trial:
    def __init__(self, folder, name, log):
        specs = KernelSpecManager(kernel_dirs=[folder])
        self.end = time.monotonic() + SECONDS
        self.manager = KernelManager(kernel_name=name, kernel_spec_manager=specs)
        environment = {**os.environ, "STOCKPOT_HOME": "none"}
        self.manager.start_kernel(stdout=log, stderr=log, env=environment)
        self.client = self.manager.client()
        self.client.start_channels()

    def fault(self):
        """What is wrong with the kernel, or None."""
        try:
            self.client.wait_for_ready(timeout=SECONDS)
        except RuntimeError:
            return "it does not start"
        return self.run()

    def run(self):
        cell = self.client.execute(CELL)
        shown = []
        while time.monotonic() < self.end and self.manager.is_alive():
            try:
                message = self.client.get_iopub_msg(timeout=0.5)
            except queue.Empty:
                continue
            if message["parent_header"].get("msg_id") != cell:
                continue
            content = message["content"]
            if message["msg_type"] == "error":
                return f"{CELL} says {content['evalue']}"
            shown.append(message["msg_type"])
            if content.get("execution_state") == "idle":
                return None if "display_data" in shown else f"{CELL} shows nothing"
        return f"{CELL} does not end"

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def main(folder, name):
    with tempfile.TemporaryFile("w+", errors="replace") as log:
        trial = Trial(folder, name, log)
        try:
            fault = trial.fault()
        finally:
            trial.close()
        if fault:
            log.seek(0)
            print("".join(log.readlines()[-10:]), end="", file=sys.stderr)
            sys.exit(f"stockpot: the kernel was tried, and {fault}")


if __name__ == "__main__":
    main(*sys.argv[1:])
