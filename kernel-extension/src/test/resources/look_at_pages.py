"""Opens pages in a headless Chromium and prints what is on them, as JSON.

Usage: look_at_pages.py CHROMIUM FOLDER. Reads a JSON list of pages from standard input: each has a
url, a JavaScript condition to await, an expression to evaluate before the screenshot, the file of
that, an expression to print, and perhaps files to write first. Needs websocket-client, which Jupyter's server brings along.
"""

import base64
import json
import pathlib
import subprocess
import sys
import time

import websocket

PATIENCE = 90
FLAGS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
    " --window-size=1000,900 --remote-debugging-port=0 --remote-allow-origins=*"
).split()
LOCAL = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"


class Page:
    def __init__(self, address):
        self.socket = websocket.create_connection(address, timeout=PATIENCE)
        self.count = 0
        self.session = None
        self.troubles = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime"):
            self.call(domain + ".enable")

    def call(self, method, **parameters):
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.socket.send(json.dumps(message))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == self.count:
                return answer.get("result", answer)
            self.note(answer)

    def note(self, event):
        parameters = event.get("params", {})
        if event.get("method") == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            self.troubles.append(details.get("exception", {}).get("description", details["text"]))
        if event.get("method") == "Runtime.consoleAPICalled" and parameters["type"] == "error":
            self.troubles.append(json.dumps(parameters["args"])[:500])

    def evaluate(self, expression):
        return self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )["result"].get("value")

    def look(self, page):
        self.troubles.clear()
        for name, text in page.get("files", {}).items():
            pathlib.Path(name).parent.mkdir(parents=True, exist_ok=True)
            pathlib.Path(name).write_text(text, encoding="utf-8")
        self.call("Page.navigate", url=page["url"])
        end = time.monotonic() + PATIENCE
        while not self.evaluate(page["await"]) and time.monotonic() < end:
            time.sleep(0.1)
        self.evaluate(page["before"])
        shot = self.call("Page.captureScreenshot")["data"]
        pathlib.Path(page["picture"]).write_bytes(base64.b64decode(shot))
        return {"seen": self.evaluate(page["look"]), "troubles": self.troubles[:]}


def main(chromium, folder):
    profile = f"--user-data-dir={folder}/profile"
    process = subprocess.Popen(
        [chromium, *FLAGS, LOCAL, profile], stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        line = next(line for line in process.stderr if line.startswith("DevTools listening on "))
        page = Page(line.split()[-1])
        print(json.dumps([page.look(each) for each in json.load(sys.stdin)]))
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
