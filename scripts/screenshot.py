"""Sign in to a running Bank CRM in a headless browser and save a picture of a page.

    screenshot.py --url http://localhost:8069 --login admin --password admin \
        --path /odoo/contacts --width 1400 --out contacts.png

Steps run in the order they are given, each once the page is idle:

    --click SELECTOR          a real mouse click in the middle of the element
    --type SELECTOR TEXT      focus the element and type
    --press KEYS              a key or chord: Enter, Escape, Control+k
    --wait SELECTOR           until an element is shown
    --shot FILE               a picture in between
"""

import argparse
import base64
import contextlib
import http.cookiejar
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import websocket

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-allow-origins=*",
    "--remote-debugging-port=0",
)
PHONE_MAX_WIDTH = 767
QUIET_SECONDS = 0.6
NEVER_REPORTED_DONE = (
    "/websocket_worker_bundle",
    "/service-worker",
    "/pdf.worker",
)  # own threads
KEY_CODES = {
    "Enter": 13,
    "Escape": 27,
    "Tab": 9,
    "Backspace": 8,
    "ArrowDown": 40,
    "ArrowUp": 38,
    "ArrowLeft": 37,
    "ArrowRight": 39,
}
MODIFIERS = {"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}

IS_READY_JS = """(() => {
    if (document.readyState !== 'complete') return 'page is loading';
    if (document.fonts.status !== 'loaded') return 'fonts are loading';
    const shown = (selector) =>
        [...document.querySelectorAll(selector)].some((el) => el.offsetParent);
    if (shown('.o_loading_indicator, .o_blockUI, .o_view_sample_loading'))
        return 'the web client is busy';
    const manager = document.querySelector('.o_action_manager');
    if (document.querySelector('.o_web_client') && !(manager && manager.children.length))
        return 'the web client shows no action';
    return '';
})()"""

CENTRE_JS = """((selector) => {
    const shown = [...document.querySelectorAll(selector)].filter(
        (el) => el.getClientRects().length);
    if (!shown.length) return null;
    shown[0].scrollIntoView({block: 'center', inline: 'center'});
    const box = shown[0].getBoundingClientRect();
    return {x: box.x + box.width / 2, y: box.y + box.height / 2};
})(%s)"""

FULL_HEIGHT_JS = """Math.max(...[document.documentElement,
    ...document.querySelectorAll('.o_content, .o_content *')].filter(
        (el) => el.scrollHeight > el.clientHeight + 1 &&
            ['auto', 'scroll'].includes(getComputedStyle(el).overflowY)
    ).map((el) => window.innerHeight + el.scrollHeight - el.clientHeight),
    window.innerHeight)"""


class ScreenshotError(Exception):
    """What went wrong, in words for the person at the terminal."""


def is_worker(url):
    return any(part in url for part in NEVER_REPORTED_DONE)


def sign_in(url, login, password):
    """Return the session cookie that the sign-in form gives."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    try:
        page = opener.open(f"{url}/web/login", timeout=120).read().decode()
    except OSError as error:
        raise ScreenshotError(f"nothing answers at {url} ({error})") from error
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    if not token:
        raise ScreenshotError(f"{url}/web/login shows no sign-in form")
    form = {"csrf_token": token[1], "login": login, "password": password}
    body = urllib.parse.urlencode(form).encode()
    answer = opener.open(f"{url}/web/login", body, timeout=120)
    place = urllib.parse.urlsplit(answer.url).path
    if place.startswith("/web/login"):
        why = "asks for a second factor" if "totp" in place else "is refused"
        raise ScreenshotError(f"the sign-in of {login!r} {why}")
    return next(cookie.value for cookie in jar if cookie.name == "session_id")


class Browser:
    """A headless Chromium, driven over its debugging socket."""

    def __init__(self, *, verbose=False):
        program = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
        if not program:
            raise ScreenshotError("Chromium is missing (Debian: the package chromium)")
        self.verbose = verbose
        self.errors = []
        self.pending = {}
        self.last_traffic = time.monotonic()
        self.profile = tempfile.TemporaryDirectory(
            prefix="bankcrm-browser-", ignore_cleanup_errors=True
        )
        self.process = subprocess.Popen(
            [program, *CHROMIUM_FLAGS, f"--user-data-dir={self.profile.name}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.number = 0
        self.socket = self._connect()
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        with contextlib.suppress(Exception):
            self.call("Browser.close")
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.profile.cleanup()

    def _connect(self):
        port_file = Path(self.profile.name, "DevToolsActivePort")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            if port_file.exists() and "\n" in port_file.read_text():
                break
            time.sleep(0.1)
        else:
            raise ScreenshotError("Chromium did not start")
        port = port_file.read_text().split("\n", 1)[0]
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/json/new?about:blank", method="PUT"
        )
        target = json.load(urllib.request.urlopen(request, timeout=60))
        return websocket.create_connection(target["webSocketDebuggerUrl"], timeout=120)

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        self.socket.settimeout(120)
        self.socket.send(json.dumps(message))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == message["id"]:
                if "error" in answer:
                    raise ScreenshotError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self._on_event(answer)

    def evaluate(self, expression):
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise ScreenshotError(answer["exceptionDetails"]["text"])
        return answer["result"].get("value")

    def pump(self, seconds):
        """Read what the browser reports for a while."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self.socket.settimeout(max(left, 0.01))
            try:
                self._on_event(json.loads(self.socket.recv()))
            except websocket.WebSocketTimeoutException:
                return

    def _on_event(self, event):
        params = event.get("params", {})
        match event.get("method"):
            case "Network.requestWillBeSent":
                url = params["request"]["url"]
                if url.startswith("http") and not is_worker(url):
                    self.pending[params["requestId"]] = url
                    self.last_traffic = time.monotonic()
            case "Network.loadingFinished" | "Network.loadingFailed":
                self.pending.pop(params["requestId"], None)
                self.last_traffic = time.monotonic()
            case "Runtime.exceptionThrown":
                details = params["exceptionDetails"]
                thrown = details.get("exception", {}).get("description")
                self.errors.append(thrown or details["text"])
            case "Runtime.consoleAPICalled" if params["type"] in ("error", "assert"):
                words = (
                    str(arg.get("value", arg.get("description", "")))
                    for arg in params["args"]
                )
                self.errors.append(" ".join(words))
            case "Log.entryAdded" if params["entry"]["level"] == "error":
                entry = params["entry"]
                self.errors.append(f"{entry['text']} {entry.get('url', '')}".strip())
            case "Page.javascriptDialogOpening":
                self.number += 1
                accept = {"method": "Page.handleJavaScriptDialog"}
                accept |= {"id": self.number, "params": {"accept": True}}
                self.socket.send(json.dumps(accept))

    def wait_idle(self, timeout):
        """Wait until nothing is being fetched and the web client has drawn."""
        deadline = time.monotonic() + timeout
        while True:
            self.pump(0.1)
            why = self.evaluate(IS_READY_JS)
            quiet = time.monotonic() - self.last_traffic
            if not why and not self.pending and quiet >= QUIET_SECONDS:
                return
            if time.monotonic() > deadline:
                why = why or f"still fetching {list(self.pending.values())[:3]}"
                raise ScreenshotError(f"no quiet page after {timeout:.0f} s: {why}")

    def set_size(self, width, height, scale):
        is_phone = width <= PHONE_MAX_WIDTH
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=is_phone,
        )
        self.call("Emulation.setTouchEmulationEnabled", enabled=is_phone)

    def find(self, selector, timeout):
        """Return the middle of the first shown element that matches."""
        deadline = time.monotonic() + timeout
        while not (point := self.evaluate(CENTRE_JS % json.dumps(selector))):
            if time.monotonic() > deadline:
                raise ScreenshotError(f"no element {selector!r} is shown")
            self.pump(0.2)
        return point

    def click(self, selector, timeout):
        point = self.find(selector, timeout)
        self.call("Input.dispatchMouseEvent", type="mouseMoved", **point)
        for kind in ("mousePressed", "mouseReleased"):
            self.call(
                "Input.dispatchMouseEvent",
                type=kind,
                button="left",
                clickCount=1,
                **point,
            )

    def type_text(self, selector, text, timeout):
        self.click(selector, timeout)
        self.call("Input.insertText", text=text)

    def press(self, keys):
        *held, key = keys.split("+")
        params = {
            "key": key,
            "modifiers": sum(MODIFIERS[name] for name in held),
            "windowsVirtualKeyCode": KEY_CODES.get(key, ord(key[0].upper())),
            "code": key if len(key) > 1 else f"Key{key.upper()}",
        }
        if key == "Enter":
            params["text"] = "\r"
        self.call("Input.dispatchKeyEvent", type="keyDown", **params)
        params.pop("text", None)
        self.call("Input.dispatchKeyEvent", type="keyUp", **params)

    def save_picture(self, file):
        picture = self.call("Page.captureScreenshot", format="png")["data"]
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).write_bytes(base64.b64decode(picture))


def password_of(login, sign_ins):
    """Look `login` up among the demo sign-ins; its password is the login elsewhere."""
    if sign_ins and sign_ins.exists():
        for line in sign_ins.read_text().splitlines():
            row = json.loads(line)
            if row["login"] == login:
                return row["password"]
    return login


class Step(argparse.Action):
    """Collect the steps in the order of the command line."""

    def __call__(self, parser, namespace, values, option_string=None):
        values = values if isinstance(values, list) else [values]
        namespace.steps = [*(namespace.steps or []), (self.dest, *values)]


def parse_arguments(arguments=None):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--url", default="http://localhost:8069")
    parser.add_argument("--login", default="admin")
    parser.add_argument("--password", help="default: as in --sign-ins, or the login")
    parser.add_argument("--sign-ins", type=Path, help="JSON lines: login, password")
    parser.add_argument("--path", default="/odoo")
    parser.add_argument("--width", type=int, default=1400)
    parser.add_argument("--height", type=int)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--full", action="store_true", help="as tall as the content")
    parser.add_argument("--out", type=Path, default=Path("screenshot.png"))
    parser.add_argument("--timeout", type=float, default=90, help="seconds per step")
    parser.add_argument("--strict", action="store_true", help="fail on page errors")
    for name, words in (
        ("click", {"metavar": "SELECTOR"}),
        ("type", {"nargs": 2, "metavar": ("SELECTOR", "TEXT")}),
        ("press", {"metavar": "KEYS"}),
        ("wait", {"metavar": "SELECTOR"}),
        ("shot", {"metavar": "FILE"}),
    ):
        parser.add_argument(f"--{name}", action=Step, **words)
    parser.set_defaults(steps=[])
    return parser.parse_args(arguments)


def run_step(browser, step, timeout):
    match step:
        case ("click", selector):
            browser.click(selector, timeout)
        case ("type", selector, text):
            browser.type_text(selector, text, timeout)
        case ("press", keys):
            browser.press(keys)
        case ("wait", selector):
            browser.find(selector, timeout)
        case ("shot", file):
            browser.save_picture(file)
            print(file)
    browser.wait_idle(timeout)


def take(options):
    """Run the whole errand; return the errors that the page reported."""
    url = options.url.rstrip("/")
    password = options.password or password_of(options.login, options.sign_ins)
    session = sign_in(url, options.login, password)
    height = options.height or (844 if options.width <= PHONE_MAX_WIDTH else 900)
    with Browser() as browser:
        browser.set_size(options.width, height, options.scale)
        browser.call("Network.setCookie", name="session_id", value=session, url=url)
        browser.call("Page.navigate", url=url + "/" + options.path.lstrip("/"))
        browser.wait_idle(options.timeout)
        for step in options.steps:
            run_step(browser, step, options.timeout)
        if options.full and (tall := browser.evaluate(FULL_HEIGHT_JS)) > height:
            browser.set_size(options.width, int(tall), options.scale)
            browser.wait_idle(options.timeout)
        browser.pump(0.5)  # charts draw themselves in for a moment
        browser.save_picture(options.out)
        return browser.errors


def main():
    options = parse_arguments()
    try:
        errors = take(options)
    except ScreenshotError as error:
        print(f"screenshot: {error}", file=sys.stderr)
        return 1
    print(options.out)
    for error in errors:
        print(f"page error: {error}", file=sys.stderr)
    return 1 if errors and options.strict else 0


if __name__ == "__main__":
    sys.exit(main())
