"""Servers that are measured: started, pinned to their CPUs, their CPU counted over the whole process tree, and stopped."""

import os
import pathlib
import platform
import re
import shlex
import signal
import socket
import subprocess
import time

import contract

HERE = pathlib.Path(__file__).resolve().parent
TICK = os.sysconf("SC_CLK_TCK")
# Where a server that has both listens for TLS, beyond its port.
TLS = 1000


def tree(pid):
    """The process and all below it, as far as they are alive."""
    yield pid
    for children in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            below = children.read_text().split()
        except OSError:
            continue
        for child in below:
            yield from tree(int(child))


def ticks(pid):
    """Of a process and of those of its children that it has waited for."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    except OSError:
        return 0
    return sum(int(field) for field in fields[11:15])


class Server:
    """COMMAND starts it; @PORT@ and @TLS@ in it, or PORT and TLS_PORT in its environment, are where it shall listen.

    Its caps are the workloads that it is meant to do; None stands for all in clear text. `early` pins it to its CPUs before
    it starts; else it is pinned once it listens, and sees all CPUs when it chooses its threads. With `cpus` its load shares
    them.
    """

    def __init__(self, name, command, port, out, caps=None, early=False, cpus=None):
        self.name, self.port, self.tls, self.early = name, port, port + TLS, early
        self.cpus, self.load_cpus = cpus or "0", cpus or "1"
        self.width = len(self.cpus.split(","))
        self.caps = contract.CLEAR if caps is None else caps
        self.first = self.tls if "@TLS@" in command and "@PORT@" not in command else port
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", self.first)) == 0:
                raise SystemExit(f"port {self.first} is taken; is another bench running?")
        self.log = open(out / f"{re.sub(r'[^A-Za-z0-9.-]', '-', name)}-{port}.log", "w")
        words = shlex.split(command.replace("@PORT@", str(port)).replace("@TLS@", str(self.tls)))
        self.process = subprocess.Popen((["taskset", "-c", self.cpus] if early else []) + words, stdout=self.log, stderr=self.log,
                                        start_new_session=True, env={**os.environ, "PORT": str(port), "TLS_PORT": str(self.tls)})

    def wait(self, seconds):
        """Why it does not listen, or None."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                return f"did not start: see {self.log.name}"
            try:
                socket.create_connection(("127.0.0.1", self.first), 1).close()
                break
            except OSError:
                time.sleep(0.2)
        else:
            return f"does not listen after {seconds} s: see {self.log.name}"
        if not self.early:
            for pid in tree(self.process.pid):
                subprocess.run(["taskset", "-acp", self.cpus, str(pid)], stdout=subprocess.DEVNULL, check=True)
        return None

    def cpu(self):
        return sum(ticks(pid) for pid in tree(self.process.pid)) / TICK

    def loops(self):
        """Ticks of each of Covet's loops."""
        found = {}
        for comm in pathlib.Path(f"/proc/{self.process.pid}/task").glob("*/comm"):
            try:
                name = comm.read_text().strip()
            except OSError:
                continue
            if name.startswith("covet-loop-"):
                found[name] = ticks(f"{self.process.pid}/task/{comm.parent.name}")
        return found

    def java(self):
        return os.path.basename(os.path.realpath(f"/proc/{self.process.pid}/exe")) == "java"

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        try:
            # What it has left behind.
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.log.close()


def peer_caps(name):
    """Its kind (jvm, native, script) and its workloads."""
    kind, *workloads = (HERE / "peers" / name / "caps").read_text().split()
    return kind, workloads


def peer_version(name):
    version = pathlib.Path(os.environ["PEERS_BUILD"], name, "VERSION")
    return version.read_text().strip() if version.exists() else "?"


def start(given, servers):
    """Adds all to `servers` and starts them, one after the other as each may have to be built first: the named commands,
    which must come up, then the peers; a peer that does not is told and left out."""
    for index, pair in enumerate(given.servers):
        name, command = pair.split("=", 1)
        name, _, caps = name.rstrip("}").partition("{")
        name, _, cpus = name.partition("@")
        servers.append(Server(name, command, given.port + index, given.out, caps.split(",") if caps else None,
                              given.pin, cpus))
        reason = servers[-1].wait(900)
        if reason:
            raise SystemExit(f"{name} {reason}")
    for index, name in enumerate(given.peer, len(given.servers)):
        command = f"sh {HERE / 'peers' / name / 'run.sh'}"
        servers.append(Server(name, command, given.port + index, given.out, peer_caps(name)[1], given.pin))
        reason = servers[-1].wait(90)
        if reason:
            left_out(name, reason)
            servers.pop().stop()


def not_meant(given, servers, workloads):
    """Tells what of the workloads each peer is not meant to do."""
    for server in servers:
        others = [workload for workload in workloads if workload not in server.caps]
        if server.name in given.peer and others:
            left_out(server.name, f"does not do {', '.join(others)}")


def able(servers, workload):
    """Those that do the workload, and do it as they should."""
    found = []
    for server in servers:
        if workload in server.caps:
            reason = contract.wrong(workload, server.port, server.tls)
            if reason:
                left_out(f"{server.name}, {workload}", reason)
            else:
                found.append(server)
    return found


def left_out(what, reason):
    print(f"left out: {what}: {reason}", flush=True)


def options(parser):
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--port", type=int, default=18110)
    parser.add_argument("--pin", action="store_true", help="pin servers before they start")
    parser.add_argument("--peer", action="append", default=[])
    parser.add_argument("servers", nargs="*", help="NAME=COMMAND, NAME{WORKLOAD,...}=COMMAND or NAME@CPUS=COMMAND")


def machine(given):
    cpu = next((line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    facts = {
        "date": time.strftime("%Y-%m-%d %H:%M"), "kernel": platform.release(), "CPU": f"{cpu}, {os.cpu_count()}",
        "JDK": os.environ.get("BENCH_JDK", "?"), "flags": os.environ.get("BENCH_FLAGS", "?"),
        "commit": os.environ.get("BENCH_COMMIT", "?"),
        "load before": os.getloadavg()[0], "servers pinned": "before they start" if given.pin else "once they listen",
        "rounds": f"{given.rounds} of {given.seconds} s",
    }
    if given.peer:
        facts["peers"] = ", ".join(f"{name} {peer_version(name)}" for name in given.peer)
    return facts
