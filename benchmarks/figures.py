"""Tables, plots and verdicts from the rounds of ./covet bench.

figures.py FOLDER           reads rounds.csv (and machine.json) there, writes table.md and workloads.svg, prints the table
figures.py FOLDER compare   the second server beside the first: prints faster, slower or the same, with the noise

A row of rounds.csv: workload,server,round,microseconds of CPU a request,requests a second.
"""

import csv
import json
import pathlib
import random
import statistics
import sys
from html import escape

# A difference counts if 99 of 100 resamplings of the rounds show it, and if it is at least this.
LEAST = 0.01
RESAMPLINGS = 5000
COLOURS = ["#4c78a8", "#f58518", "#54a24b", "#e45756"]


def read(folder):
    """{workload: {server: {round: (us, rps)}}}, in the order of the file."""
    rounds = {}
    with open(folder / "rounds.csv", newline="") as file:
        for row in csv.DictReader(file):
            server = rounds.setdefault(row["workload"], {}).setdefault(row["server"], {})
            server[int(row["round"])] = (float(row["us"]), float(row["rps"]))
    return rounds


def quartiles(values):
    if len(values) < 2:
        return values[0], values[0], values[0]
    return tuple(statistics.quantiles(values, n=4, method="inclusive"))


def ratios(first, second):
    """Of each round that both have: what the second costs, in what the first costs."""
    return [second[r][0] / first[r][0] for r in first if r in second and first[r][0] > 0]


def interval(values):
    """Where the median of such values lies, in 99 of 100 resamplings."""
    chance = random.Random(7)
    medians = sorted(statistics.median(chance.choices(values, k=len(values))) for _ in range(RESAMPLINGS))
    return medians[int(0.005 * RESAMPLINGS)], medians[int(0.995 * RESAMPLINGS) - 1]


def verdict(values):
    """The words, the median, and the interval."""
    middle = statistics.median(values)
    low, high = interval(values)
    if len(values) < 5:
        return "too few rounds", middle, low, high
    if low > 1 and middle >= 1 + LEAST:
        return "slower", middle, low, high
    if high < 1 and middle <= 1 - LEAST:
        return "faster", middle, low, high
    return "the same", middle, low, high


def table(rounds):
    lines = ["| workload | server | µs of CPU a request, median | quartiles | ratio | requests/s, median |",
             "|---|---|--:|--:|--:|--:|"]
    for workload, servers in rounds.items():
        first = next(iter(servers.values()))
        for name, own in servers.items():
            low, middle, high = quartiles([us for us, _ in own.values()])
            shared = ratios(first, own)
            ratio = "" if own is first or not shared else f"{statistics.median(shared):.2f}"
            rps = statistics.median(rps for _, rps in own.values())
            lines.append(f"| {workload} | {name} | {middle:.3g} | {low:.3g}–{high:.3g} | {ratio} | {rps:,.0f} |")
    return "\n".join(lines) + "\n"


def plot(rounds):
    """One row of bars for each workload, each scaled to its own largest; a line from quartile to quartile."""
    names = list(dict.fromkeys(name for servers in rounds.values() for name in servers))
    width, left, bar = 720, 110, 16
    parts, y = [], 30
    for i, name in enumerate(names):
        parts.append(f'<rect x="{left + 160 * i}" y="8" width="10" height="10" fill="{COLOURS[i % len(COLOURS)]}"/>'
                     f'<text x="{left + 14 + 160 * i}" y="17">{escape(name)}</text>')
    for workload, servers in rounds.items():
        most = max(quartiles([us for us, _ in own.values()])[2] for own in servers.values())
        scale = (width - left - 90) / most if most > 0 else 0
        parts.append(f'<text x="4" y="{y + 12}">{escape(workload)}</text>')
        for name, own in servers.items():
            low, middle, high = quartiles([us for us, _ in own.values()])
            centre = y + bar // 2
            parts.append(f'<rect x="{left}" y="{y + 2}" width="{middle * scale:.1f}" height="{bar - 4}"'
                         f' fill="{COLOURS[names.index(name) % len(COLOURS)]}"/>'
                         f'<line x1="{left + low * scale:.1f}" x2="{left + high * scale:.1f}" y1="{centre}" y2="{centre}"'
                         f' stroke="black"/><text x="{left + high * scale + 6:.1f}" y="{y + 12}">{middle:.3g} µs</text>')
            y += bar
        y += 8
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{y}" font-family="sans-serif"'
            f' font-size="11"><title>CPU of the server for each request</title>{"".join(parts)}</svg>\n')


def compare(rounds):
    for workload, servers in rounds.items():
        if len(servers) < 2:
            continue
        (_, first), (_, second) = list(servers.items())[:2]
        words, middle, low, high = verdict(ratios(first, second))
        yield f"{workload:<10} {words:<14} {middle:.3f} ×   noise {low:.3f}–{high:.3f}, {len(first)} rounds"


def main():
    folder = pathlib.Path(sys.argv[1])
    rounds = read(folder)
    if len(sys.argv) > 2:
        print("\n".join(compare(rounds)))
        return
    text = table(rounds)
    machine = folder / "machine.json"
    if machine.exists():
        facts = json.loads(machine.read_text())
        text += "\n" + "; ".join(f"{key}: {value}" for key, value in facts.items()) + "\n"
    (folder / "table.md").write_text(text)
    (folder / "workloads.svg").write_text(plot(rounds))
    print(text, end="")


if __name__ == "__main__":
    main()
