#!/usr/bin/env python3
"""The same work by SQLite FTS5, as a peer that every machine with Python has.

usage: fts5.py load ARTICLES.jsonl DATABASE          prints: articles, seconds, MB
       fts5.py pages DATABASE QUERIES.tsv [ROUNDS]   prints TSV: class, mean ms

A page is an exact count and the ten best by BM25 (headline weighted three times) with their snippets. FTS5 stems
with Porter's stemmer here, so that a bare word finds about what it finds in Broadsheet; facets it has none.
"""
import json
import os
import sqlite3
import sys
import time


def load(path, database):
    if os.path.exists(database):
        os.remove(database)
    started = time.perf_counter()
    base = sqlite3.connect(database)
    base.execute("create virtual table article using fts5(id unindexed, headline, body, tokenize='porter unicode61')")
    count = 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            base.execute("insert into article values (?, ?, ?)", (row["id"], row["title"] or "", row["text"]))
            count += 1
    base.execute("insert into article(article) values ('optimize')")
    base.commit()
    base.close()
    print(count, f"{time.perf_counter() - started:.2f}", f"{os.path.getsize(database) / 1e6:.1f}", sep="\t")


def page(base, query):
    started = time.thread_time()
    base.execute("select count(*) from article where article match ?", (query,)).fetchone()
    base.execute("select id, headline, snippet(article, 2, '[', ']', '…', 30) from article where article match ? "
                 "order by bm25(article, 0, 3.0, 1.0) limit 10", (query,)).fetchall()
    return (time.thread_time() - started) * 1000


def pages(database, queries, rounds):
    base = sqlite3.connect(database)
    base.execute("pragma mmap_size = 1073741824")
    times = {}
    with open(queries, encoding="utf-8") as lines:
        for line in lines:
            name, _, query, _ = line.rstrip("\n").split("\t")
            if query == "-":
                continue
            page(base, query)
            times.setdefault(name, []).append(min(page(base, query) for _ in range(rounds)))
    for name, ms in times.items():
        print(name, f"{sum(ms) / len(ms):.3f}", sep="\t")


if sys.argv[1] == "load":
    load(sys.argv[2], sys.argv[3])
else:
    pages(sys.argv[2], sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 3)
