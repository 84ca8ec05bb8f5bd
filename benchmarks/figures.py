"""Tables, plots and verdicts from the rounds of ./covet bench.

figures.py FOLDER           reads rounds.csv (and machine.json) there, writes table.md and workloads.svg, prints the table
figures.py FOLDER compare   the second server beside the first: prints faster, slower or the same, with the noise
figures.py FOLDER peers     as the first, but the cheapest server first in each workload
figures.py FOLDER loops     how much more the second server serves, which has more loops, and how even their load is
figures.py FOLDER paced     the same of paced.csv, for latencies, into paced.md

A row of rounds.csv: workload,server,round,microseconds of CPU a request,requests a second,least share of a loop (empty for
a single one). Ratios are to the first server of a workload there. A row of paced.csv: workload,rate,server,round, then
microseconds of CPU, p50, p99, p99.9, longest.
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


def cheapest_first(servers):
    return dict(sorted(servers.items(), key=lambda own: statistics.median(us for us, _ in own[1].values())))


def table(rounds, order=dict):
    lines = ["| workload | server | µs of CPU a request, median | quartiles | ratio | requests/s, median |",
             "|---|---|--:|--:|--:|--:|"]
    for workload, servers in rounds.items():
        first = next(iter(servers.values()))
        for name, own in order(servers).items():
            low, middle, high = quartiles([us for us, _ in own.values()])
            shared = ratios(first, own)
            ratio = "" if own is first or not shared else f"{statistics.median(shared):.2f}"
            rps = statistics.median(rps for _, rps in own.values())
            lines.append(f"| {workload} | {name} | {middle:.3g} | {low:.3g}–{high:.3g} | {ratio} | {rps:,.0f} |")
    return "\n".join(lines) + "\n"


def paced(folder):
    """A table of the medians over the rounds, and of the rounds' least and most p99."""
    rounds = {}
    with open(folder / "paced.csv", newline="") as file:
        for row in csv.DictReader(file):
            own = rounds.setdefault((row["workload"], row["rate"]), {}).setdefault(row["server"], [])
            own.append([float(row[name]) for name in ("p50", "p99", "p999", "longest", "us")])
    lines = ["| workload | requests/s | server | p50, µs | p99 | least and most p99 | p99.9 | longest | µs of CPU a request |",
             "|---|--:|---|--:|--:|--:|--:|--:|--:|"]
    for (workload, rate), servers in rounds.items():
        for name, own in servers.items():
            p50, p99, p999, _, us = (statistics.median(column) for column in zip(*own))
            least, most = min(row[1] for row in own), max(row[1] for row in own)
            longest = max(row[3] for row in own)
            lines.append(f"| {workload} | {int(rate):,} | {name} | {p50:,.0f} | {p99:,.0f} | {least:,.0f}–{most:,.0f} |"
                         f" {p999:,.0f} | {longest:,.0f} | {us:.3g} |")
    return "\n".join(lines) + "\n"


def plot(rounds):
    """One row of bars for each workload, each scaled to its own largest; a line from quartile to quartile."""
    names = list(dict.fromkeys(name for servers in rounds.values() for name in servers))
    width, left, bar = 720, 110, 16
    # More than four names stand at their bars.
    many = len(names) > 4
    if many:
        width, left = 820, 210
    parts, y = [], 8 if many else 30
    for i, name in enumerate([] if many else names):
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
            if many:
                parts.append(f'<text x="{left - 6}" y="{y + 12}" text-anchor="end">{escape(name)}</text>')
            y += bar
        y += 8
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{y}" font-family="sans-serif"'
            f' font-size="11"><title>CPU of the server for each request</title>{"".join(parts)}</svg>\n')


def compare(rounds):
    for workload, servers in rounds.items():
        if len(servers) < 2:
            continue
        (_, first), (_, second) = list(servers.items())[:2]
        values = ratios(first, second)
        if not values:
            yield f"{workload:<10} nothing to compare: no CPU was counted, or no round is shared"
            continue
        words, middle, low, high = verdict(values)
        yield f"{workload:<10} {words:<14} {middle:.3f} ×   noise {low:.3f}–{high:.3f}, {len(first)} rounds"


def loops(folder, rounds):
    """Requests a second of two loops in those of one, and what a request costs; one stands before two, of the same rounds."""
    shares = {}
    with open(folder / "rounds.csv", newline="") as file:
        for row in csv.DictReader(file):
            if row["share"]:
                shares.setdefault((row["workload"], row["server"]), []).append(float(row["share"]))
    lines = ["| workload | server | requests/s of one | of two | ratio | noise | µs of CPU a request, one | two | ratio |"
             " least share of a loop, median and least |", "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|"]
    for workload, servers in rounds.items():
        names = list(servers)
        for one, two in zip(names[::2], names[1::2]):
            first, second = servers[one], servers[two]
            served = [second[r][1] / first[r][1] for r in first if r in second]
            low, high = interval(served)
            (us_one, rps_one), (us_two, rps_two) = ([statistics.median(column) for column in zip(*own.values())]
                                                    for own in (first, second))
            own = shares.get((workload, two))
            share = f"{statistics.median(own):.0%}, {min(own):.0%}" if own else ""
            lines.append(f"| {workload} | {one.split(',')[0]} | {rps_one:,.0f} | {rps_two:,.0f} | {statistics.median(served):.2f} |"
                         f" {low:.2f}–{high:.2f} | {us_one:.3g} | {us_two:.3g} | {statistics.median(ratios(first, second)):.2f} |"
                         f" {share} |")
    return "\n".join(lines) + "\n"


def facts(folder):
    """What machine.json says, as a line."""
    machine = folder / "machine.json"
    if not machine.exists():
        return ""
    return "\n" + "; ".join(f"{key}: {value}" for key, value in json.loads(machine.read_text()).items()) + "\n"


def tell(folder, name, text):
    """Prints the text and what it was measured on, and keeps both."""
    text += facts(folder)
    (folder / name).write_text(text)
    print(text, end="")


def main():
    folder, what = pathlib.Path(sys.argv[1]), (sys.argv[2:] or [""])[0]
    if what == "paced":
        tell(folder, "paced.md", paced(folder))
        return
    rounds = read(folder)
    if what == "compare":
        print("\n".join(compare(rounds)))
        return
    if what == "loops":
        tell(folder, "loops.md", loops(folder, rounds))
        return
    text = table(rounds, cheapest_first if what == "peers" else dict)
    if what == "peers":
        rounds = {workload: cheapest_first(servers) for workload, servers in rounds.items()}
    (folder / "workloads.svg").write_text(plot(rounds))
    tell(folder, "table.md", text)


if __name__ == "__main__":
    main()
