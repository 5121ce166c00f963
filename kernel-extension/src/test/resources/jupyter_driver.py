"""Lets a test in another language talk to a kernel through Jupyter's own client.

Usage: jupyter_driver.py KERNEL. Each line of standard input is a JSON object with a key "do"; each
is answered by one line of JSON.
"""

import json
import queue
import sys
import time

from jupyter_client.manager import KernelManager

TIMEOUT = 120


class Driver:
    def __init__(self, name):
        start = time.monotonic()
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel(stdout=sys.stderr)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=TIMEOUT)
        self.ready = time.monotonic() - start
        self.seen = []
        self.replies = {}

    def answer(self, request):
        return getattr(self, "do_" + request.pop("do"))(**request)

    def do_ready(self):
        return {"seconds": self.ready}

    def do_send(self, code, **options):
        return {"id": self.client.execute(code, **options)}

    def do_execute(self, code, **options):
        return self.do_collect(self.client.execute(code, **options))

    def do_collect(self, id, inputs=()):
        """Waits for the end of a cell; answers its questions with the inputs."""
        inputs = list(inputs)
        self.wait(lambda: self.is_idle(id) and id in self.replies, inputs)
        return {
            "reply": self.replies[id],
            "outputs": [
                {"type": m["msg_type"], **m["content"]}
                for m in self.of(id)
                if m["msg_type"] != "status"
            ],
        }

    def do_await_text(self, id, text):
        """Waits until a running cell has printed or shown a text."""
        self.wait(lambda: text in json.dumps([m["content"] for m in self.of(id)]))
        return {}

    def do_interrupt(self):
        self.manager.interrupt_kernel()
        return {}

    def do_complete(self, code, at):
        return self.shell(self.client.complete(code, at))

    def do_inspect(self, code, at):
        return self.shell(self.client.inspect(code, at))

    def do_is_complete(self, code):
        return self.shell(self.client.is_complete(code))

    def do_kernel_info(self):
        return self.shell(self.client.kernel_info())

    def do_history(self):
        return self.shell(self.client.history(hist_access_type="tail", n=10))

    def do_shutdown(self):
        self.client.shutdown()
        return {"stopped": self.stops(10)}

    def do_kill(self):
        self.manager.shutdown_kernel(now=True)
        return {"stopped": self.stops(10)}

    def stops(self, seconds):
        end = time.monotonic() + seconds
        while self.manager.is_alive() and time.monotonic() < end:
            time.sleep(0.05)
        return not self.manager.is_alive()

    def shell(self, id):
        self.wait(lambda: id in self.replies)
        return self.replies[id]

    def of(self, id):
        return [m for m in self.seen if m["parent_header"].get("msg_id") == id]

    def is_idle(self, id):
        return any(m["content"].get("execution_state") == "idle" for m in self.of(id))

    def wait(self, done, inputs=()):
        end = time.monotonic() + TIMEOUT
        while not done():
            if time.monotonic() > end:
                raise TimeoutError(json.dumps(self.seen[-5:], default=str))
            self.poll(inputs)

    def poll(self, inputs):
        try:
            self.seen.append(self.client.get_iopub_msg(timeout=0.02))
        except queue.Empty:
            pass
        try:
            reply = self.client.get_shell_msg(timeout=0)
            self.replies[reply["parent_header"]["msg_id"]] = reply["content"]
        except queue.Empty:
            pass
        if inputs:
            try:
                self.client.get_stdin_msg(timeout=0)
                self.client.input(inputs.pop(0))
            except queue.Empty:
                pass


def main():
    driver = Driver(sys.argv[1])
    try:
        for line in sys.stdin:
            try:
                result = driver.answer(json.loads(line))
            except Exception as error:  # the test decides what a failure means
                result = {"failed": repr(error)}
            print(json.dumps(result, default=str), flush=True)
    finally:
        if driver.manager.is_alive():
            driver.manager.shutdown_kernel(now=True)


main()
