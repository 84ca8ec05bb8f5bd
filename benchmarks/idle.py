"""Bytes that an idle connection costs a server on this machine: heap after collections, private memory.

idle.py PID PORT CONNECTIONS clear|h1|h2c|h2     (h1 and h2 over TLS; jcmd must be on the path)
"""

import re
import socket
import ssl
import subprocess
import sys
import time

pid, port, count, kind = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
if kind == "h2":
    context.set_alpn_protocols(["h2"])


def connect():
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if kind in ("h1", "h2"):
        connection = context.wrap_socket(connection)
    if kind in ("h2", "h2c"):
        # preface, SETTINGS, GET / with the static table and a literal authority "a"
        head = b"\x82\x84\x86\x01\x01a"
        connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes([0, 0, 0, 4, 0, 0, 0, 0, 0])
                           + bytes([0, 0, len(head), 1, 5, 0, 0, 0, 1]) + head)
        got = b""
        while bytes([0, 1, 0, 0, 0, 1]) not in got:  # DATA with END_STREAM on stream 1
            got += connection.recv(4096)
    else:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        connection.recv(4096)
    return connection


def heap():
    for _ in range(3):
        subprocess.run(["jcmd", str(pid), "GC.run"], stdout=subprocess.DEVNULL, check=True)
        time.sleep(1)
    info = subprocess.run(["jcmd", str(pid), "GC.heap_info"], capture_output=True, text=True, check=True)
    return int(re.search(r"used (\d+)K", info.stdout).group(1)) * 1024


def private():
    text = open(f"/proc/{pid}/smaps_rollup").read()
    return sum(int(size) for size in re.findall(r"Private_(?:Dirty|Clean):\s+(\d+)", text)) * 1024


for connection in [connect() for _ in range(count)]:
    connection.close()
time.sleep(1)
before = heap(), private()
kept = [connect() for _ in range(count)]
time.sleep(1)
after = heap(), private()
print(f"{kind}: {count} connections, {(after[0] - before[0]) // count} B of heap,"
      f" {(after[1] - before[1]) // count} B private (heap included) each")
