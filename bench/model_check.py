#!/usr/bin/env python3
"""Prints what bench/generate models, measured on sets of articles side by side.

usage: model_check.py NAME=ARTICLES.jsonl...

Growth: words seen first among so many running words (Heaps). Coverage: the share of running words that the most
frequent 1, 10, ... words make (Zipf). Burstiness: running words per article that has the word, for words by the share
of articles that have them; in brackets what independent draws from the same frequencies would give. Lift: how much
oftener two words of one article meet again than their frequencies alone say, the median over drawn pairs. Quantiles
of lengths are at 5, 25, 50, 75 and 95 per cent. At most the first 20,000 articles of a set are read.
"""
import collections
import json
import math
import random
import re
import statistics
import sys

WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
SENTENCE = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[\"“A-Z0-9])")
MAX_ARTICLES = 20_000
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def read(path):
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number == MAX_ARTICLES:
                return
            yield json.loads(line)


def quantiles(values):
    values = sorted(values)
    return " ".join(str(values[int(share * (len(values) - 1))]) for share in QUANTILES)


def lift(articles, frequency):
    """Of pairs drawn from one article, by the words' frequency: articles with both, per number expected."""
    draw = random.Random(1963)
    total = len(articles)
    having = collections.defaultdict(set)
    medium = {word for word, number in frequency.items() if 0.005 <= number / total < 0.05}
    for number, words in enumerate(articles):
        for word in words & medium:
            having[word].add(number)
    ratios = []
    while len(ratios) < 2000:
        found = sorted(draw.choice(articles) & medium)
        if len(found) >= 2:
            a, b = draw.sample(found, 2)
            ratios.append(len(having[a] & having[b]) * total / (len(having[a]) * len(having[b])))
    return statistics.median(ratios)


def measure(path):
    rows = {}
    running, seen, growth, next_mark = 0, collections.Counter(), {}, 1000
    articles, frequency = [], collections.Counter()
    sizes, sentences, paragraphs, headlines = [], [], [], []
    for article in read(path):
        text = article["text"]
        sizes.append(len(text.encode()))
        headlines.append(len(WORD.findall(article["title"] or "")))
        for paragraph in text.split("\n\n"):
            parts = SENTENCE.split(paragraph)
            paragraphs.append(len(parts))
            sentences += [len(WORD.findall(part)) for part in parts]
        words = [word.lower() for word in WORD.findall(text)]
        for word in words:
            seen[word] += 1
            running += 1
            if running == next_mark:
                growth[next_mark] = len(seen)
                next_mark *= 10
        articles.append(set(words))
        frequency.update(articles[-1])
    rows["articles"] = f"{len(articles):,}"
    rows["running words"] = f"{running:,}"
    rows["bytes an article"] = quantiles(sizes)
    for mark in (1000, 10_000, 100_000, 1_000_000, 10_000_000):
        rows[f"vocabulary at {mark:,}"] = f"{growth[mark]:,}" if mark in growth else ""
    marks = sorted(mark for mark in growth if mark >= 10_000)
    rows["Heaps' exponent"] = (
        f"{math.log(growth[marks[-1]] / growth[marks[0]]) / math.log(marks[-1] / marks[0]):.2f}"
        if len(marks) > 1 else "")
    ranked = [number for _, number in seen.most_common()]
    for top in (1, 10, 100, 1000, 10_000, 100_000):
        rows[f"covered by {top:,}"] = f"{sum(ranked[:top]) / running:.3f}" if top <= len(ranked) else ""
    rows["found once, of all"] = f"{sum(1 for number in ranked if number == 1) / len(ranked):.2f}"
    total = len(articles)
    for low, high in ((0.0005, 0.005), (0.005, 0.05), (0.05, 0.3)):
        words = [word for word, number in frequency.items() if low <= number / total < high]
        each = [seen[word] / frequency[word] for word in words]
        alone = [seen[word] / (total * (1 - math.exp(-seen[word] / total))) for word in words]
        rows[f"burstiness, {low:.2%} to {high:.1%}"] = (
            f"{statistics.mean(each):.2f} ({statistics.mean(alone):.2f})" if words else "")
    rows["lift of pairs"] = f"{lift(articles, frequency):.1f}"
    rows["words in an article"] = f"{running / total:.0f}"
    rows["different words in one"] = f"{statistics.mean(map(len, articles)):.0f}"
    rows["words a sentence"] = quantiles(sentences)
    rows["sentences a paragraph"] = quantiles(paragraphs)
    rows["words a headline"] = quantiles(headlines)
    rows["letters a word"] = f"{sum(len(w) * n for w, n in seen.items()) / running:.2f}"
    rows["letters a form"] = f"{statistics.mean(map(len, seen)):.2f}"
    return rows


def main():
    sets = [argument.split("=", 1) for argument in sys.argv[1:]]
    columns = [(name, measure(path)) for name, path in sets]
    print(f"{'':<28}" + "".join(f"{name:>20}" for name, _ in columns))
    for row in columns[0][1]:
        print(f"{row:<28}" + "".join(f"{values[row]:>20}" for _, values in columns))


main()
