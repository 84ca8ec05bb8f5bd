"""Loads servers in turn, round after round, and writes what their CPU costs for each request.

workloads.py --out FOLDER [--rounds N] [--seconds N] [--warm N] [--most N] [--only a,b] [--pin] [--peer NAME]...
             NAME=COMMAND...

All servers are up at once on CPU 0, the load is on CPU 1 and goes to each in turn, so that a slow minute of the machine
hits all alike; from round to round another one is first. NAME@CPUS puts a server and its load on the same CPUs, and
the load of wrk and h2load has a thread, wrk's as many connections, for each of them. Before that each is checked
(contract.py) and loaded for `warm` seconds, a JVM up to `most` times as long while its cost is not steady; what it does not do as it should is told
and left out. Errors under load end the run, those of a peer its part in the workload.
"""

import argparse
import csv
import json
import pathlib
import re
import subprocess
import sys
import time

import contract
import servers as up

HERE = up.HERE
# Two loads in a row cost alike.
STEADY = 0.07
# Who listens in the room of `sockets` and `events`.
ROOM = "1000"


class Errors(Exception):
    """Requests failed under load."""


class Load:
    """The programs that load; those in C are built into the folder."""

    def __init__(self, out):
        self.echo, self.fanout = str(out / "echo"), str(out / "fanout")
        for program in (self.echo, self.fanout):
            source = str(HERE / (pathlib.Path(program).name + ".c"))
            subprocess.run(["cc", "-O2", "-o", program, source], check=True)

    def command(self, workload, server, seconds):
        url, port = f"http://127.0.0.1:{server.port}", str(server.port)
        if workload == "echo":
            return [self.echo, port, "64", str(seconds)]
        if workload in ("sockets", "events"):
            return [self.fanout, port, workload, ROOM, str(seconds)]
        if workload == "h2c":
            return ["h2load", f"-t{server.width}", "-c8", "-m100", f"-D{seconds}", f"{url}/plaintext"]
        if workload in ("handshake", "resume"):
            how = "-new" if workload == "handshake" else "-reuse"
            return ["openssl", "s_time", "-connect", f"127.0.0.1:{server.tls}", how, "-tls1_3", "-time", str(seconds),
                    "-www", "/plaintext"]
        connections = server.width * (8 if workload in ("large", "upload") else 64)
        return ["wrk", f"-t{server.width}", f"-c{connections}", f"-d{seconds}", "-s", str(HERE / "requests.lua"), url, "--", workload]

    def run(self, workload, server, seconds):
        """(microseconds of CPU a request, requests a second, the least share of a loop if there are several)"""
        loops, before, begun = server.loops(), server.cpu(), time.monotonic()
        done = subprocess.run(["taskset", "-c", server.load_cpus, *self.command(workload, server, seconds)], capture_output=True, text=True,
                              check=False)
        took, cpu = time.monotonic() - begun, server.cpu() - before
        if done.returncode:
            raise Errors(f"{workload}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        count, rate = read(workload, done.stdout, took)
        if not count:
            raise Errors(f"{workload}: not one answer\n{done.stdout[-2000:]}")
        return cpu * 1e6 / count, rate, least_share(loops, server.loops())


def least_share(before, after):
    used = [after[name] - before[name] for name in before if name in after]
    return min(used) / max(1, sum(used)) if len(used) > 1 else None


def read(workload, text, took):
    """(requests, requests a second) from what the program says."""
    if workload in ("echo", "sockets", "events"):
        count, rate = text.split()
        return int(count), float(rate)
    if workload == "h2c":
        found = re.search(r"(\d+) succeeded, (\d+) failed", text)
        if found.group(2) != "0":
            raise Errors(f"h2c: {text}")
        return int(found.group(1)), float(re.search(r"finished in .*?, ([\d.]+) req/s", text).group(1))
    if workload in ("handshake", "resume"):
        # A letter for each handshake: r if its session was resumed; the first one of a run of resumptions is full.
        resumed = sum(line.count("r") for line in text.splitlines() if re.fullmatch(r"[r*t]+", line))
        count = int(re.search(r"(\d+) connections in \d+ real seconds", text).group(1))
        if resumed != (count if workload == "resume" else 0):
            raise Errors(f"{workload}: {resumed} of {count} handshakes resumed a session\n{text[-500:]}")
        return count, count / took
    if re.search(r"Non-2xx|Socket errors", text):
        raise Errors(f"{workload}: {text}")
    return int(re.search(r"(\d+) requests in", text).group(1)), float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))


def warm(load, workload, server, seconds, most):
    if not server.java():
        load.run(workload, server, 1)
        return
    part = max(1, seconds // 4)
    begun, last = time.monotonic(), 0
    while True:
        us, *_ = load.run(workload, server, part)
        took = time.monotonic() - begun
        if took >= seconds and (abs(us - last) < STEADY * us or took >= most * seconds):
            return
        last = us


def measure(given, servers):
    load = Load(given.out)
    up.not_meant(given, servers, given.only.split(","))
    able = {workload: up.able(servers, workload) for workload in given.only.split(",")}
    for workload in able:
        for server in list(able[workload]):
            attempt(given, able, workload, server, lambda w=workload, s=server: warm(load, w, s, given.warm, given.most))
    with open(given.out / "rounds.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["workload", "server", "round", "us", "rps", "share"])
        for turn in range(given.rounds):
            for workload, fit in able.items():
                shift = turn % len(fit) if fit else 0
                figures = {}
                for server in fit[shift:] + fit[:shift]:
                    figures[server.name] = attempt(given, able, workload, server,
                                                   lambda w=workload, s=server: load.run(w, s, given.seconds))
                for server in fit:
                    us, rate, share = figures[server.name]
                    rows.writerow([workload, server.name, turn, f"{us:.4f}", f"{rate:.0f}", "" if share is None else f"{share:.3f}"])
                file.flush()


def attempt(given, able, workload, server, what):
    """Errors of a peer end its part in the workload, any other's the run."""
    try:
        return what()
    except Errors as error:
        if server.name not in given.peer:
            sys.exit(f"errors under load: {server.name}: {error}")
        up.left_out(f"{server.name}, {workload}", f"errors under load: {error}")
        able[workload].remove(server)
        return None


def main():
    parser = argparse.ArgumentParser()
    up.options(parser)
    parser.add_argument("--warm", type=int, default=8)
    parser.add_argument("--most", type=int, default=1, help="times the warm-up that a JVM gets until its cost is steady")
    parser.add_argument("--only", default=",".join(contract.CHECKS))
    given = parser.parse_args()
    unknown = set(given.only.split(",")) - set(contract.CHECKS)
    if unknown:
        sys.exit(f"there is no workload {', '.join(sorted(unknown))}; there are {', '.join(contract.CHECKS)}")
    given.out.mkdir(parents=True, exist_ok=True)
    servers = []
    try:
        up.start(given, servers)
        (given.out / "machine.json").write_text(json.dumps(up.machine(given), indent=2) + "\n")
        measure(given, servers)
    finally:
        for server in servers:
            server.stop()


if __name__ == "__main__":
    main()
