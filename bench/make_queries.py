#!/usr/bin/env python3
"""Draws queries by class from a JSONL set, always the same for the same set.

usage: make_queries.py ARTICLES.jsonl COUNT > queries.tsv

Columns: class, query in Broadsheet's syntax, query in SQLite FTS5's syntax. Words are drawn by the number of
articles that hold them (rare: 0.05 to 0.5 %, medium: to 5 %, frequent: above); pairs are drawn from one article,
so that an AND has results; phrases are runs of words as an article has them.
"""
import collections
import json
import random
import re
import sys

WORD = re.compile(r"[a-z]{2,}")
OPERATORS = {"and", "or", "not"}  # as words they mean a notice


def main():
    path, count = sys.argv[1], int(sys.argv[2])
    texts = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            # One paragraph's run of plain words: no punctuation in between, so that a phrase is one.
            texts.append(((row["title"] or "") + "\n" + row["text"]).lower())
    articles = collections.Counter()
    for text in texts:
        articles.update(set(WORD.findall(text)) - OPERATORS)
    rare, medium, frequent = set(), set(), set()
    for word, number in articles.items():
        share = number / len(texts)
        if 0.0005 <= share < 0.005:
            rare.add(word)
        elif 0.005 <= share < 0.05:
            medium.add(word)
        elif share >= 0.05:
            frequent.add(word)
    common = {word for word, _ in articles.most_common(100)}
    draw = random.Random(1963)
    content = sorted((rare | medium | frequent) - common)

    def words_of(kind, number):
        while True:
            text = draw.choice(texts)
            found = sorted(set(WORD.findall(text)) & kind)
            if len(found) >= number:
                return draw.sample(found, number)

    def run_of(length, kind):
        pattern = re.compile(r"(?<![\w'&.-])" + r" ".join([r"([a-z]{2,})"] * length) + r"(?![\w'&.-])")
        while True:
            text = draw.choice(texts)
            found = [match.groups() for match in pattern.finditer(text)]
            found = [run for run in found
                     if all((word in common) == (kind == "common") or kind == "mixed" for word in run)
                     and not OPERATORS & set(run)]
            if found:
                return list(draw.choice(found))

    def phrase(words):
        return '"' + " ".join(words) + '"'

    classes = [
        ("rare word", lambda: words_of(rare, 1), lambda w: w[0]),
        ("medium word", lambda: words_of(medium, 1), lambda w: w[0]),
        ("frequent word", lambda: words_of(frequent, 1), lambda w: w[0]),
        ("AND of 2", lambda: words_of(set(content), 2), lambda w: " AND ".join(w)),
        ("AND of 2 frequent", lambda: words_of(frequent, 2), lambda w: " AND ".join(w)),
        ("AND of 4", lambda: words_of(set(content), 4), lambda w: " AND ".join(w)),
        ("OR of 2", lambda: words_of(set(content), 2), lambda w: " OR ".join(w)),
        ("OR of 5", lambda: words_of(set(content), 5), lambda w: " OR ".join(w)),
        ("a NOT b", lambda: words_of(medium | frequent, 2), lambda w: " NOT ".join(w)),
        ("phrase of 2", lambda: run_of(2, "mixed"), phrase),
        ("phrase of 3", lambda: run_of(3, "mixed"), phrase),
        ("phrase of 2 common words", lambda: run_of(2, "common"), phrase),
        ("phrase AND word", lambda: run_of(2, "mixed") + words_of(medium, 1),
         lambda w: phrase(w[:2]) + " AND " + w[2]),
        ("headline: word", lambda: words_of(medium, 1), lambda w: "headline:" + w[0]),
    ]
    for name, words, query in classes:
        for _ in range(count):
            text = query(words())
            peer = text.replace("headline:", "headline : ")
            print(name, text, peer, sep="\t")


main()
