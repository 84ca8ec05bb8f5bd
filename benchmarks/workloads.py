"""Loads servers in turn, round after round, and writes what their CPU costs for each request.

workloads.py --out FOLDER --rounds N --seconds N --warm N [--only a,b] [--plain NAME=COMMAND] NAME=COMMAND...

COMMAND starts a server; @PORT@ in it becomes its port. All servers are up at once on CPU 0, the load is on CPU 1 and
goes to each in turn, so that a slow minute of the machine hits all alike; from round to round another one is first. A
server that does not answer a workload as it should is left out of it; one that is --plain is given GET /plaintext alone. Errors under load end the run.
"""

import argparse
import csv
import http.client
import json
import os
import pathlib
import platform
import re
import shlex
import signal
import socket
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
TICK = os.sysconf("SC_CLK_TCK")
# workload: what it asks first, and the length of the answer that makes it fit; None for what is asked in another way
WORKLOADS = {
    "plaintext": ("/plaintext", 13), "pipelined": ("/plaintext", 13), "json": ("/json", 27), "order": (None, None),
    "catalog": ("/catalog", None), "upload": (None, None), "small": ("/files/1000.bin", 1000),
    "large": ("/files/1048576.bin", 1 << 20), "churn": ("/plaintext", 13), "h2c": ("/plaintext", 13),
    "echo": (None, None), "wait": ("/wait", None),
}


class Server:
    def __init__(self, name, command, port, out, plain):
        self.name, self.port, self.plain = name, port, plain
        self.log = open(out / f"{re.sub(r'[^A-Za-z0-9.-]', '-', name)}.log", "w")
        self.process = subprocess.Popen(shlex.split(command.replace("@PORT@", str(port))), stdout=self.log,
                                        stderr=self.log, start_new_session=True)

    def wait(self):
        """Until it answers: it may have to be built first."""
        end = time.monotonic() + 900
        while time.monotonic() < end:
            if self.process.poll() is not None:
                sys.exit(f"{self.name} did not start: see {self.log.name}")
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                break
            except OSError:
                time.sleep(0.2)
        # Only now: a JVM chooses its threads by the CPUs that it sees at its start.
        subprocess.run(["taskset", "-acp", "0", str(self.process.pid)], stdout=subprocess.DEVNULL, check=True)

    def cpu(self):
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def can(self, workload):
        path, length = WORKLOADS[workload]
        if self.plain:
            return workload in ("plaintext", "pipelined")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            if workload == "upload":
                connection.request("POST", "/bytes", b"x" * 100)
                return connection.getresponse().read() == b"100"
            connection.request("GET", path or "/plaintext")
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            if workload == "echo":
                return self.echoes()
            return answer.status == 200 and (length is None or len(body) == length)
        except OSError:
            return False

    def echoes(self):
        with socket.create_connection(("127.0.0.1", self.port), 20) as connection:
            connection.sendall(b"GET /echo HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                               b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
            return b" 101 " in connection.recv(4096)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.log.close()


def load(workload, port, seconds, echo):
    """(requests, requests a second); exits when one of them failed."""
    url = f"http://127.0.0.1:{port}"
    if workload == "echo":
        command = [echo, str(port), "64", str(seconds)]
    elif workload == "h2c":
        command = ["h2load", "-t1", "-c8", "-m100", f"-D{seconds}", f"{url}/plaintext"]
    else:
        connections = "8" if workload in ("large", "upload") else "64"
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}", "-s", str(HERE / "requests.lua"), url, "--", workload]
    done = subprocess.run(["taskset", "-c", "1", *command], capture_output=True, text=True, check=False)
    text = done.stdout
    if done.returncode or re.search(r"Non-2xx|Socket errors", text):
        sys.exit(f"errors under load: {workload}\n{text}{done.stderr}")
    if workload == "echo":
        count, rate = text.split()
    elif workload == "h2c":
        found = re.search(r"(\d+) succeeded, (\d+) failed", text)
        if found.group(2) != "0":
            sys.exit(f"errors under load: h2c\n{text}")
        count, rate = found.group(1), re.search(r"finished in .*?, ([\d.]+) req/s", text).group(1)
    else:
        count = re.search(r"(\d+) requests in", text).group(1)
        rate = re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)
    return int(count), float(rate)


def machine(servers):
    cpu = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    return {
        "date": time.strftime("%Y-%m-%d %H:%M"), "kernel": platform.release(), "CPU": f"{cpu}, {os.cpu_count()}",
        "JDK": os.environ.get("COVET_BENCH_JDK", "?"), "flags": os.environ.get("COVET_BENCH_FLAGS", "?"),
        "load before": os.getloadavg()[0], "servers": ", ".join(server.name for server in servers),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--warm", type=int, default=8)
    parser.add_argument("--only", default=",".join(WORKLOADS))
    parser.add_argument("--port", type=int, default=18110)
    parser.add_argument("--plain", action="append", default=[])
    parser.add_argument("servers", nargs="+")
    given = parser.parse_args()
    unknown = set(given.only.split(",")) - set(WORKLOADS)
    if unknown:
        sys.exit(f"there is no workload {', '.join(sorted(unknown))}; there are {', '.join(WORKLOADS)}")
    given.out.mkdir(parents=True, exist_ok=True)
    echo = str(given.out / "echo")
    subprocess.run(["cc", "-O2", "-o", echo, str(HERE / "echo.c")], check=True)
    servers = []
    try:
        for index, pair in enumerate(given.plain + given.servers):
            name, command = pair.split("=", 1)
            # One after the other: each may be built first.
            servers.append(Server(name, command, given.port + index, given.out, pair in given.plain))
            servers[-1].wait()
        (given.out / "machine.json").write_text(json.dumps(machine(servers), indent=2) + "\n")
        measure(given, servers, echo)
    finally:
        for server in servers:
            server.stop()


def measure(given, servers, echo):
    workloads = {}
    for workload in given.only.split(","):
        workloads[workload] = [server for server in servers if server.can(workload)]
        for server in workloads[workload]:
            load(workload, server.port, 1 if server.plain else given.warm, echo)
    with open(given.out / "rounds.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["workload", "server", "round", "us", "rps"])
        for turn in range(given.rounds):
            for workload, able in workloads.items():
                shift = turn % len(able) if able else 0
                order = able[shift:] + able[:shift]
                figures = {}
                for server in order:
                    before = server.cpu()
                    count, rate = load(workload, server.port, given.seconds, echo)
                    figures[server.name] = ((server.cpu() - before) * 1e6 / count, rate)
                for server in able:
                    us, rate = figures[server.name]
                    rows.writerow([workload, server.name, turn, f"{us:.4f}", f"{rate:.0f}"])
                file.flush()


if __name__ == "__main__":
    main()
