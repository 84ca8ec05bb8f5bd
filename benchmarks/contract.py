"""What a server must answer before it is loaded: contract.py PORT [TLS-PORT] WORKLOAD... prints what is wrong.

One contract for Covet's examples/bench and all peers. `order`: POST /api/orders/{id} with `expand` (false) and `limit`
(10; 1 to 100) in the query and order.json as body, behind three middlewares for /api: X-Request-Id (kept, else made),
X-Response-Time, `Authorization: Bearer test`. What is not as it should be gets 400 or 422, without the token 401.
"""

import http.client
import json
import pathlib
import socket
import ssl
import subprocess
import sys

BODY = (pathlib.Path(__file__).resolve().parent / "order.json").read_bytes()
ORDER = "/api/orders/42?expand=true&limit=10"
HEADERS = {"Content-Type": "application/json", "Authorization": "Bearer test"}
HELLO = b"Hello, World!"
PLAIN = b"GET /plaintext HTTP/1.1\r\nHost: localhost\r\n\r\n"
UPGRADE = ("GET {} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")


class Wrong(Exception):
    """What a server does not do as it should."""


def ask(port, method, path, body=None, headers=None, context=None):
    if context:
        connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=20, context=context)
    else:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def expect(what, right, got):
    if not right:
        raise Wrong(f"{what}: {got}")


def fits(what, answer, body, kind=""):
    status, headers, got = answer
    expect(what, status == 200 and got == body and headers.get("content-type", "").startswith(kind),
           (status, headers.get("content-type"), got[:60]))


def length(path, size=None):
    def check(port, _):
        status, _, body = ask(port, "GET", path)
        expect(path, status == 200 and size in (None, len(body)), (status, len(body)))
    return check


def plaintext(port, _):
    fits("/plaintext", ask(port, "GET", "/plaintext"), HELLO, "text/plain")


def pipelined(port, _):
    with socket.create_connection(("127.0.0.1", port), 20) as connection:
        connection.sendall(PLAIN * 3)
        got = b""
        while got.count(HELLO) < 3:
            part = connection.recv(65536)
            expect("three requests at once", part, f"{got.count(HELLO)} answers")
            got += part


def message(port, _):
    status, headers, body = ask(port, "GET", "/json")
    right = status == 200 and json.loads(body) == {"message": "Hello, World!"}
    expect("/json", right and headers.get("content-type", "").startswith("application/json"), (status, headers, body[:60]))


def answered(what, answer, **members):
    """An order's answer with these members."""
    status, headers, body = answer
    expect(what, status == 200 and headers.get("content-type", "").startswith("application/json"), (status, body[:200]))
    got = json.loads(body)
    wrong = {name: got.get(name) for name, value in members.items() if got.get(name) != value}
    expect(what, not wrong, wrong)


def order(port, _):
    items = json.loads(BODY)["items"]
    answer = ask(port, "POST", ORDER, BODY, HEADERS)
    answered("order", answer, id=42, total=216.75, count=5, expand=True, items=items)
    expect("order's headers", {"x-request-id", "x-response-time"} <= answer[1].keys(), sorted(answer[1]))
    kept = ask(port, "POST", ORDER, BODY, {**HEADERS, "X-Request-Id": "abc-123"})[1].get("x-request-id")
    expect("a request's id is kept", kept == "abc-123", kept)
    answered("limit", ask(port, "POST", "/api/orders/42?limit=2", BODY, HEADERS), count=5, expand=False, items=items[:2])
    status = ask(port, "GET", "/api/users/7", None, HEADERS)[0]
    expect("another route", status == 200, status)
    for what, path, body, headers, right in (
            ("no token", ORDER, BODY, {"Content-Type": "application/json"}, (401,)),
            ("limit of 1000", "/api/orders/42?limit=1000", BODY, HEADERS, (400, 422)),
            ("limit of x", "/api/orders/42?limit=x", BODY, HEADERS, (400, 404, 422)),
            ("id of x", "/api/orders/x?limit=10", BODY, HEADERS, (400, 404, 422)),
            ("quantity of 0", ORDER, BODY.replace(b'"qty":2', b'"qty":0'), HEADERS, (400, 422)),
            ("no address", ORDER, BODY.replace(b"ada.lovelace@", b"ada."), HEADERS, (400, 422)),
            ("half a body", ORDER, BODY[:-5], HEADERS, (400, 422))):
        status, _, got = ask(port, "POST", path, body, headers)
        expect(what, status in right, (status, got[:120]))


def upload(port, _):
    fits("/bytes", ask(port, "POST", "/bytes", b"x" * 100), b"100")


def h2c(port, _):
    done = subprocess.run(["curl", "-sS", "-m20", "--http2-prior-knowledge", "-w", "|%{http_version}|%{http_code}",
                           f"http://127.0.0.1:{port}/plaintext"], capture_output=True, check=False)
    expect("HTTP/2 by prior knowledge", done.stdout == HELLO + b"|2|200", done.stdout[:80] + done.stderr[:80])


def upgrades(path):
    def check(port, _):
        with socket.create_connection(("127.0.0.1", port), 20) as connection:
            connection.sendall(UPGRADE.format(path).encode())
            got = connection.recv(4096)
            expect(path, got.startswith(b"HTTP/1.1 101 "), got[:40])
    return check


def events(port, _):
    with socket.create_connection(("127.0.0.1", port), 20) as connection:
        connection.sendall(b"GET /room/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        got = connection.recv(4096)
        expect("/room/events", got.startswith(b"HTTP/1.1 200 ") and b"text/event-stream" in got, got[:40])


def handshake(_, port):
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    fits("/plaintext over TLS 1.3", ask(port, "GET", "/plaintext", context=context), HELLO, "text/plain")


CHECKS = {
    "plaintext": plaintext, "pipelined": pipelined, "json": message, "order": order, "catalog": length("/catalog"),
    "upload": upload, "small": length("/files/1000.bin", 1000), "large": length("/files/1048576.bin", 1 << 20),
    "churn": plaintext, "h2c": h2c, "echo": upgrades("/echo"), "wait": length("/wait"),
    "sockets": upgrades("/room/socket"), "events": events, "handshake": handshake, "resume": handshake,
}
# What a server does that speaks TLS nowhere.
CLEAR = [name for name, check in CHECKS.items() if check is not handshake]


def wrong(workload, port, tls=None):
    """What the server on these ports does not do as it should for a workload, or None."""
    try:
        CHECKS[workload](port, tls)
        return None
    except Wrong as reason:
        return str(reason)
    except (OSError, ValueError, http.client.HTTPException) as reason:
        return f"{type(reason).__name__}: {reason}"


def main():
    ports = [int(word) for word in sys.argv[1:] if word.isdigit()]
    found = 0
    for workload in (word for word in sys.argv[1:] if not word.isdigit()):
        reason = wrong(workload, ports[0], ports[-1])
        print(f"{workload}: {reason or 'as it should be'}")
        found += reason is not None
    sys.exit(found > 0)


if __name__ == "__main__":
    main()
