"""Latency of servers at a constant rate, in turn, round after round, counted from the intended moment of sending.

paced.py --out FOLDER [--rounds N] [--seconds N] [--warm N] [--rate WORKLOAD=N]... [--pin] [--peer NAME]... NAME=COMMAND...

Servers and load as in workloads.py. Writes paced.csv; a server that is too slow for a rate, or fails, is told and left
out.
"""

import argparse
import csv
import json
import subprocess

import contract
import servers as up

CONNECTIONS = "64"
# Of plaintext at the rate of the order as well: what the same rate costs a server that does nothing.
RATES = [("plaintext", 20000), ("plaintext", 10000), ("order", 10000)]


def requests(folder):
    """{workload: file with its request}"""
    order = (f"POST {contract.ORDER} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
             f"Authorization: Bearer test\r\nContent-Length: {len(contract.BODY)}\r\n\r\n").encode() + contract.BODY
    json_ = contract.PLAIN.replace(b"/plaintext", b"/json")
    files = {}
    for workload, request in {"plaintext": contract.PLAIN, "json": json_, "order": order}.items():
        files[workload] = folder / f"{workload}.request"
        files[workload].write_bytes(request)
    return files


def load(program, server, rate, seconds, request):
    """[microseconds of CPU a request, p50, p99, p99.9, longest in microseconds], or why not."""
    before = server.cpu()
    done = subprocess.run(["taskset", "-c", server.load_cpus, str(program), str(server.port), CONNECTIONS, str(rate),
                           str(seconds), str(request)], capture_output=True, text=True, check=False)
    if done.returncode:
        return done.stderr.strip().removeprefix("paced: ")
    count, _, *latencies = [float(word) for word in done.stdout.split()]
    return [(server.cpu() - before) * 1e6 / count, *latencies]


def measure(given, rates, servers):
    program = given.out / "paced"
    subprocess.run(["cc", "-O2", "-o", str(program), str(up.HERE / "paced.c")], check=True)
    files = requests(given.out)
    workloads = list(dict(rates))
    up.not_meant(given, servers, workloads)
    right = {workload: up.able(servers, workload) for workload in workloads}
    able = {(workload, rate): list(right[workload]) for workload, rate in rates}

    def once(workload, rate, server, seconds):
        """What load says; a server that fails is told and out."""
        figures = load(program, server, rate, seconds, files[workload])
        if isinstance(figures, str):
            up.left_out(f"{server.name}, {workload} at {rate}/s", figures)
            able[workload, rate].remove(server)
            return None
        return figures

    # A cold server may be too slow for the rate; that is no fault yet.
    for (workload, rate), fit in able.items():
        for server in fit:
            for _ in range(given.warm if server.java() else 1):
                load(program, server, rate, 1, files[workload])
    with open(given.out / "paced.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["workload", "rate", "server", "round", "us", "p50", "p99", "p999", "longest"])
        for turn in range(given.rounds):
            for (workload, rate), fit in able.items():
                shift = turn % len(fit) if fit else 0
                figures = {server.name: once(workload, rate, server, given.seconds) for server in fit[shift:] + fit[:shift]}
                for server in fit:
                    rows.writerow([workload, rate, server.name, turn, *(f"{value:.2f}" for value in figures[server.name])])
                file.flush()


def main():
    parser = argparse.ArgumentParser()
    up.options(parser)
    parser.add_argument("--warm", type=int, default=10)
    parser.add_argument("--rate", action="append", default=[], help="WORKLOAD=N for plaintext, json or order")
    given = parser.parse_args()
    rates = [(workload, int(rate)) for workload, rate in (pair.split("=") for pair in given.rate)] or RATES
    given.out.mkdir(parents=True, exist_ok=True)
    servers = []
    try:
        up.start(given, servers)
        (given.out / "machine.json").write_text(json.dumps(up.machine(given), indent=2) + "\n")
        measure(given, rates, servers)
    finally:
        for server in servers:
            server.stop()


if __name__ == "__main__":
    main()
