#!/usr/bin/env python3
"""Draws queries by class from a JSONL set, always the same for the same set.

usage: make_queries.py ARTICLES.jsonl COUNT > queries.tsv

Columns: class, query in Broadsheet's syntax, query in SQLite FTS5's syntax ("-" where it has none), "lucene" where
bench/peers/LucenePeer reads it ("-" where Lucene has none). Words are drawn by the number of articles that hold them
(rare: 0.05 to 0.5 %, medium: to 5 %, frequent: above); words of one query are drawn from one article, so that it has
results, those of distances from places as near; phrases are runs of words as an article has them. Of a large set a
part is read, evenly spread.
"""
import collections
import json
import os
import random
import re
import sys

WORD = re.compile(r"[a-z]{2,}")
PLAIN = re.compile(r"(?<![\w'&.-])[A-Za-z]{2,}(?![\w'&-]|\.\w)")
SENTENCE = re.compile(r"(?<=[.!?])\s+")
OPERATORS = {"and", "or", "not"}  # as words they mean a notice
MAX_BYTES = 60_000_000


def read(path):
    step = max(1, os.path.getsize(path) // MAX_BYTES)
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % step == 0:
                row = json.loads(line)
                yield row["date"], (row["title"] or "") + "\n\n" + row["text"]


class Set:
    """What queries are drawn from."""

    def __init__(self, path):
        self.dates, self.written = map(list, zip(*read(path)))
        self.texts = [text.lower() for text in self.written]
        articles = collections.Counter()
        for text in self.texts:
            articles.update(set(WORD.findall(text)) - OPERATORS)
        self.rare, self.medium, self.frequent = set(), set(), set()
        for word, number in articles.items():
            share = number / len(self.texts)
            if share >= 0.0005:
                (self.rare if share < 0.005 else self.medium if share < 0.05 else self.frequent).add(word)
        self.common = {word for word, _ in articles.most_common(100)}
        self.content = (self.rare | self.medium | self.frequent) - self.common
        self.random = random.Random(1963)

    def words(self, kind, number):
        """Words of one kind from one article."""
        while True:
            found = sorted(set(WORD.findall(self.random.choice(self.texts))) & kind)
            if len(found) >= number:
                return self.random.sample(found, number)

    def run(self, length, kind):
        """Words in a row, with nothing between them but spaces."""
        pattern = re.compile(r"(?<![\w'&.-])" + r" ".join([r"([a-z]{2,})"] * length) + r"(?![\w'&.-])")
        while True:
            found = [match.groups() for match in pattern.finditer(self.random.choice(self.texts))]
            found = [run for run in found
                     if all((word in self.common) == (kind == "common") or kind == "mixed" for word in run)
                     and not OPERATORS & set(run)]
            if found:
                return list(self.random.choice(found))

    def near(self, number, distance, part=None, capital=False):
        """Different content words within a distance, in their order, of one sentence or paragraph if that is asked."""
        while True:
            text = self.random.choice(self.written)
            if part == "paragraph":
                text = self.random.choice(text.split("\n\n"))
            elif part == "sentence":
                text = self.random.choice(SENTENCE.split(text))
            words = [(place, word) for place, word in enumerate(PLAIN.findall(text)) if word.lower() in self.content]
            if len(words) < number:
                continue
            begin = self.random.randrange(len(words))
            group = [pair for pair in words[begin:] if pair[0] - words[begin][0] < distance]
            if len(group) < number or capital and not group[0][1][0].isupper():
                continue
            chosen = [group[0]] + sorted(self.random.sample(group[1:], number - 1))
            chosen = [word.lower() for _, word in chosen]
            if len(set(chosen)) == number:
                return chosen

    def long_word(self, kind, letters):
        while True:
            word = self.words(kind, 1)[0]
            if len(word) >= letters:
                return word

    def month(self):
        while True:
            date = self.random.choice(self.dates)
            if date:
                return date[:7]

    def days(self):
        """From within a month to the end of its year."""
        month = self.month()
        return f"{month}-10..{month[:4]}-12-31"


def phrase(words):
    return '"' + " ".join(words) + '"'


def classes(of):
    """Rows of: name, how a query is drawn, FTS5's form of it (True: the same; None: it has none), whether Lucene has it."""
    typed = of.medium - of.common
    fts5_headline = lambda query: query.replace("headline:", "headline : ")
    fts5_near = lambda query: 'NEAR("{}" "{}", 4)'.format(*query.split(" W/5 "))
    fts5_juxtaposed = lambda query: query.replace(" ", " AND ")
    return [
        ("rare word", lambda: of.words(of.rare, 1)[0], True, True),
        ("medium word", lambda: of.words(of.medium, 1)[0], True, True),
        ("frequent word", lambda: of.words(of.frequent, 1)[0], True, True),
        ("two words typed", lambda: " ".join(of.words(typed, 2)), fts5_juxtaposed, False),
        ("AND of 2", lambda: " AND ".join(of.words(of.content, 2)), True, True),
        ("AND of 2 frequent", lambda: " AND ".join(of.words(of.frequent, 2)), True, True),
        ("AND of 4", lambda: " AND ".join(of.words(of.content, 4)), True, True),
        ("OR of 2", lambda: " OR ".join(of.words(of.content, 2)), True, True),
        ("OR of 5", lambda: " OR ".join(of.words(of.content, 5)), True, True),
        ("a NOT b", lambda: " NOT ".join(of.words(of.medium | of.frequent, 2)), True, True),
        ("phrase of 2", lambda: phrase(of.run(2, "mixed")), True, True),
        ("phrase of 3", lambda: phrase(of.run(3, "mixed")), True, True),
        ("phrase of 2 common words", lambda: phrase(of.run(2, "common")), True, True),
        ("phrase of 4 common words", lambda: phrase(of.run(4, "common")), True, True),
        ("phrase AND word", lambda: phrase(of.run(2, "mixed")) + " AND " + of.words(of.medium, 1)[0], True, True),
        ("slop phrase", lambda: phrase(of.near(3, 6)) + "~5", None, True),
        ("a W/5 b", lambda: " W/5 ".join(of.near(2, 5)), fts5_near, True),
        ("a PRE/5 b", lambda: " PRE/5 ".join(of.near(2, 5)), None, True),
        ("(a W/3 b) W/10 c", lambda: "({} W/3 {}) W/10 {}".format(*of.near(3, 6)), None, True),
        ("a W/S b", lambda: " W/S ".join(of.near(2, 50, "sentence")), None, False),
        ("a W/P b", lambda: " W/P ".join(of.near(2, 200, "paragraph")), None, False),
        ("CAPS(a) W/5 b", lambda: "CAPS({}) W/5 {}".format(*of.near(2, 5, capital=True)), None, False),
        ("ATLEAST3(word)", lambda: f"ATLEAST3({of.words(of.medium, 1)[0]})", None, False),
        ("prefix*", lambda: of.long_word(of.medium, 6)[:5] + "*", True, True),
        ("*ending", lambda: "*" + of.long_word(of.medium, 7)[-5:], None, True),
        ("fuzzy~", lambda: of.long_word(of.rare | of.medium, 6) + "~", None, True),
        ("headline: word", lambda: "headline:" + of.words(of.medium, 1)[0], fts5_headline, True),
        ("lead: word", lambda: "lead:" + of.words(of.medium, 1)[0], None, False),
        ("quote: word", lambda: "quote:" + of.words(of.medium, 1)[0], None, False),
        ("month AND word", lambda: f"date:{of.month()} AND {of.words(of.medium, 1)[0]}", None, False),
        ("dates AND word", lambda: f"date:{of.days()} AND {of.words(of.medium, 1)[0]}", None, False),
    ]


def main():
    path, count = sys.argv[1], int(sys.argv[2])
    for name, draw, fts5, lucene in classes(Set(path)):
        for _ in range(count):
            query = draw()
            peer = "-" if fts5 is None else query if fts5 is True else fts5(query)
            print(name, query, peer, "lucene" if lucene else "-", sep="\t")


main()
