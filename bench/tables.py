#!/usr/bin/env python3
"""Prints the tables of bench/run from what the programs measured.

usage: tables.py load MEGABYTES NAME=FILE...    each file: lines of articles, seconds, MB, processor seconds; the
                                                fastest line counts
       tables.py pages OWN [NAME=FILE...]       OWN as bench/pages.cpp prints it, FILE: class, mean ms, ...

The first peer is what ratios are against: Broadsheet's seconds, MB or ms without facets (peers count none) over its own.
"""
import sys


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines if line.strip()]


def load(megabytes, named):
    print(f"{'':<12}{'seconds':>9}{'articles/s':>12}{'MB/s':>7}{'MB on disk':>12}{'cpu s':>8}"
          f"{'time ratio':>12}{'cpu ratio':>11}{'size ratio':>12}")
    best = {name: min((list(map(float, row)) for row in rows(path)), key=lambda row: row[1]) for name, path in named}
    _, peer_seconds, peer_size, peer_cpu = best[named[1][0]]
    for name, (articles, seconds, size, cpu) in best.items():
        print(f"{name:<12}{seconds:>9.2f}{articles / seconds:>12.0f}{megabytes / seconds:>7.1f}{size:>12.1f}{cpu:>8.1f}"
              f"{seconds / peer_seconds:>12.2f}{cpu / peer_cpu:>11.2f}{size / peer_size:>12.2f}")


def pages(own, peers):
    means = [(name, {row[0]: float(row[1]) for row in rows(path)}) for name, path in peers]
    print(f"{'':<26}{'with facets':>32}{'without':>18}")
    print(f"{'class':<26}{'mean':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'mean':>9}{'p99':>9}{'total':>8}"
          + "".join(f"{name:>10}{'ratio':>7}" for name, _ in means))
    compared = {name: [0.0, 0.0, 0] for name, _ in means}
    for name, mean, p50, p95, p99, plain, plain_p99, total in rows(own):
        line = f"{name:<26}{mean:>8}{p50:>8}{p95:>8}{p99:>8}{plain:>9}{plain_p99:>9}{total:>8}"
        for peer, times in means:
            if name not in times:
                line += f"{'':>17}"
                continue
            line += f"{times[name]:>10.3f}{float(plain) / times[name]:>7.2f}"
            both = compared[peer]
            both[0] += float(plain)
            both[1] += times[name]
            both[2] += 1
        print(line.rstrip())
    for peer, (plain, theirs, count) in compared.items():
        print(f"over the {count} classes of {peer}: {plain / count:.3f} ms to {theirs / count:.3f}, "
              f"ratio {plain / theirs:.2f}")


def main():
    named = [argument.split("=", 1) for argument in sys.argv[3:]]
    if sys.argv[1] == "load":
        load(float(sys.argv[2]), named)
    else:
        pages(sys.argv[2], named)


main()
