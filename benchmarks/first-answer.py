#!/usr/bin/env python3
"""Milliseconds from exec to the first answer, and CPU time until then: first-answer.py PORT RUNS COMMAND...

Starts the command again and again, asks for GET / on the port until somebody answers with 200, and stops it by SIGTERM.
Asking is cheap (a connect each millisecond), so that it takes no time away from the start.
"""
import os, signal, socket, statistics, subprocess, sys, time

TICKS = os.sysconf("SC_CLK_TCK")


def answers(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return client.recv(4096).startswith(b"HTTP/1.1 200")
    except ConnectionError:
        return False


def cpu(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / TICKS


def measure(port, command):
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        while not answers(port):
            if process.poll() is not None or time.monotonic() - begun > 60:
                sys.exit("no answer from: " + " ".join(command))
            time.sleep(0.001)
        return (time.monotonic() - begun) * 1000, cpu(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def main():
    port, runs, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    starts = sorted(measure(port, command) for _ in range(runs))
    middle = statistics.median(wall for wall, _ in starts)
    busy = statistics.median(cpu for _, cpu in starts)
    print(f"median {middle:.0f} ms, {starts[0][0]:.0f} to {starts[-1][0]:.0f}, of {runs} starts; CPU {busy:.0f} ms")


main()
