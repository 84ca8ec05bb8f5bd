"""Bytes that an idle connection costs a JVM server: live heap, memory of the process, each with the line that fits best.

idle.py PID PORT clear|h1|h2c|h2 COUNT...       (h1 and h2 over TLS; jcmd must be on the path)

Connections ask once for /plaintext and stay. Two client processes hold half of them each, with addresses of their own
(127.0.0.2 and so on, one for each 10,000 connections), so that ports do not run out.
"""

import re
import socket
import ssl
import subprocess
import sys
import time

HOLDERS = 2
PORTS = 10000
# Lets connect choose the port, so that one port serves several destinations.
BIND_ADDRESS_NO_PORT = 24


class Client:
    def __init__(self, port, kind, first):
        self.port, self.kind, self.first = port, kind, first
        self.context = ssl.create_default_context()
        self.context.check_hostname = False
        self.context.verify_mode = ssl.CERT_NONE
        if kind == "h2":
            self.context.set_alpn_protocols(["h2"])

    def connect(self, number):
        connection = socket.socket()
        connection.settimeout(20)
        connection.setsockopt(socket.IPPROTO_IP, BIND_ADDRESS_NO_PORT, 1)
        connection.bind((f"127.0.0.{2 + self.first + HOLDERS * (number // PORTS)}", 0))
        connection.connect(("127.0.0.1", self.port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.kind in ("h1", "h2"):
            connection = self.context.wrap_socket(connection)
        if self.kind in ("h2", "h2c"):
            # preface, SETTINGS, GET /plaintext from the static table, with literal path and authority "a"
            head = b"\x82\x04\x0a/plaintext\x86\x01\x01a"
            connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])
                               + bytes([0, 0, len(head), 1, 5, 0, 0, 0, 1]) + head)
        else:
            connection.sendall(b"GET /plaintext HTTP/1.1\r\nHost: a\r\n\r\n")
        got = b""
        while b"Hello, World!" not in got:
            part = connection.recv(4096)
            if not part:
                sys.exit(f"connection {number} ended: {got[:60]}")
            got += part
        return connection


def hold(port, kind, first):
    """A client process: told a number, it holds so many connections and says so."""
    client, kept = Client(port, kind, first), []
    for line in sys.stdin:
        while len(kept) > int(line):
            kept.pop().close()
        while len(kept) < int(line):
            kept.append(client.connect(len(kept)))
        print(len(kept), flush=True)


def told(holders, count):
    for index, holder in enumerate(holders):
        holder.stdin.write(f"{(count + index) // len(holders)}\n")
        holder.stdin.flush()
    held = sum(int(holder.stdout.readline() or sys.exit("a client process has failed")) for holder in holders)
    if held != count:
        sys.exit(f"{held} of {count} connections are there")
    time.sleep(1)


def heap(pid):
    """Bytes of all that is alive, by the class histogram, which collects first."""
    for _ in range(2):
        # The second collection takes what cleaners of the first have let go.
        subprocess.run(["jcmd", str(pid), "GC.run"], stdout=subprocess.DEVNULL, check=True)
        time.sleep(1)
    info = subprocess.run(["jcmd", str(pid), "GC.class_histogram"], capture_output=True, text=True, check=True)
    return int(re.search(r"^Total\s+\d+\s+(\d+)", info.stdout, re.M).group(1))


def memory(pid):
    """(resident, private)"""
    text = open(f"/proc/{pid}/smaps_rollup").read()
    resident = int(re.search(r"^Rss:\s+(\d+)", text, re.M).group(1))
    return resident * 1024, sum(int(size) for size in re.findall(r"Private_(?:Dirty|Clean):\s+(\d+)", text)) * 1024


def line(points):
    """Least squares: (slope, part of the variance that the line explains)."""
    count = len(points)
    middle_x, middle_y = (sum(column) / count for column in zip(*points))
    xx = sum((x - middle_x) ** 2 for x, _ in points)
    xy = sum((x - middle_x) * (y - middle_y) for x, y in points)
    yy = sum((y - middle_y) ** 2 for _, y in points)
    return xy / xx, xy * xy / (xx * yy) if yy else 1.0


def main():
    pid, port, kind, counts = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sorted(map(int, sys.argv[4:]))
    holders = [subprocess.Popen([sys.executable, __file__, "hold", str(port), kind, str(first)], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, text=True) for first in range(HOLDERS)]
    try:
        # What the server keeps once it has seen connections at all is not theirs.
        told(holders, counts[0])
        told(holders, 0)
        rows = []
        for count in [0, *counts]:
            told(holders, count)
            rows.append((count, heap(pid), *memory(pid)))
    finally:
        for holder in holders:
            holder.stdin.close()
            holder.wait(60)
    print(f"{kind}\n{'connections':>12} {'heap, KiB':>12} {'resident, KiB':>14} {'private, KiB':>14}")
    for count, *sizes in rows:
        print(f"{count:>12,} {sizes[0] / 1024:>12,.0f} {sizes[1] / 1024:>14,.0f} {sizes[2] / 1024:>14,.0f}")
    for name, column in (("heap", 1), ("resident", 2), ("private", 3)):
        slope, explained = line([(row[0], row[column]) for row in rows])
        print(f"{name}: {slope:,.0f} bytes a connection (R² {explained:.4f})")


if sys.argv[1] == "hold":
    hold(int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
else:
    main()
