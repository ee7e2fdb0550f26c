#!/usr/bin/python3
"""What does a query find? A second answer, by brute force, that shares nothing with query/.

    broadsheet-indexer export --archive news | oracle.py > answers.jsonl

Reads the articles that an archive exports and answers each query of QUERIES from its definition: every
article is split into words here, by rules of our own for English, and every choice of words is looked at.
Each query stands as it is typed, and beside it what it means. Prints {"query": …, "ids": […]} a line.

The distance of two words is the difference of their positions; paragraphs are one position apart, parts of
the article (headline, byline, dateline, sections) farther than any distance reaches.
"""

import fnmatch
import functools
import json
import re
import sys
import unicodedata

import snowballstemmer  # Porter2, generated for Python: not the code that Xapian has

PARAGRAPH_GAP, SECTION_GAP = 1, 256

# Letters and digits, joined by single signs; what the signs mean is decided in words_of().
CHUNK = re.compile(r"[^\W_]+(?:[-.,'’&][^\W_]+)*")
DOTTED = re.compile(r"^[^\W\d_](?:\.[^\W\d_])+$")
CONTRACTED = {"t", "ll", "re", "ve", "d", "m"}

stem_of = snowballstemmer.stemmer("english").stemWord

@functools.lru_cache(maxsize=None)
def stem(form):
    return stem_of(form)


def fold(text):
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in bare if not unicodedata.combining(c))


def parts_of(piece):
    """The parts of what stands between hyphens: of "O'Brien" two; "Iran's" is Iran, "don't" one word."""
    for quote in "'’":
        head, sign, tail = piece.rpartition(quote)
        if sign and tail.lower() == "s":
            return parts_of(head)
        if sign and tail.lower() in CONTRACTED:
            return [head + "'" + tail]
    return re.split("['’]", piece)


def words_of(text):
    """The parts of each word or compound, whether a & joins them, and where it begins: "U.S." has one."""
    for chunk in CHUNK.finditer(text):
        begin = chunk.start()
        for piece in split_at_stops(chunk.group()):
            offset = text.index(piece, begin)
            begin = offset + len(piece)
            parts = []
            for part in re.split("[-]", piece):
                if DOTTED.match(part):
                    parts.append(part.replace(".", ""))
                else:
                    for inner in re.split("&", part):
                        parts.extend(parts_of(inner))
            yield [p.replace(",", "") for p in parts], "&" in piece, offset


def split_at_stops(chunk):
    """A comma or stop joins digits, a stop also single letters; elsewhere words end there."""
    pieces, now = [], ""
    for at, c in enumerate(chunk):
        if c in ",.":
            before, behind = chunk[at - 1], chunk[at + 1]
            number = before.isdigit() and behind.isdigit()
            letters = c == "." and re.match(r"(^|.*[^\w])[^\W\d_](\.[^\W\d_])*$", now) and re.match(
                r"[^\W\d_]([^\w]|$)", chunk[at + 1:])
            if not number and not letters:
                pieces.append(now)
                now = ""
                continue
        now += c
    return [p for p in pieces + [now] if p]


ABBREVIATED = set("""corp inc co ltd jan feb mar apr jun jul aug sept sep oct nov dec mr mrs ms dr st no vs gen sen rep gov
lt col prof jr sr bros ave dept est cie mfg intl adm capt sgt""".split())


def sentence_ends(text):
    """Where sentences end: at a mark before white space and a capital, digit or quote."""
    for mark in re.finditer(r"[.!?]+[\"')\]]*(?=\s+[\"'(\[+]*[A-Z0-9])", text):
        word = re.search(r"([^\s\"'(]*)$", text[:mark.start()]).group(1)
        last = re.split("[-/]", word)[-1].lower()
        if text[mark.start()] == "." and (last in ABBREVIATED or re.match(r"^([a-z]|[a-z](\.[a-z])+)$", last)):
            continue
        yield mark.end()


class Article:
    def __init__(self, stored):
        self.id, self.date = stored["id"], stored["date"]
        self.language, self.topics = stored["language"], stored["topics"]
        self.tokens = {}   # form: [(begin, end)]
        self.places = {}   # position: (sentence, paragraph, section, zones, capital, small)
        self.next, self.sentence, self.paragraph, self.section = 1, 0, 0, 0
        self.lead = 0
        self.words = 0
        for zone in ("headline", "byline", "dateline"):
            if stored[zone]:
                self.begin_section()
                self.add(stored[zone], {zone})
        for section in stored["sections"]:
            self.begin_section()
            kind = section["kind"]
            if section["heading"]:
                self.add(section["heading"], {kind, "heading"})
            for paragraph in section["paragraphs"]:
                zones = {kind, paragraph["kind"]}
                if kind == "body" and paragraph["kind"] != "caption" and self.lead < 2:
                    self.lead += 1
                    zones.add("lead")
                self.add(paragraph["text"], zones)

        self.by_stem = {}
        for form, spans in self.tokens.items():
            self.by_stem.setdefault(stem(form), []).extend(spans)

    def begin_section(self):
        if self.next > 1:
            self.next += SECTION_GAP
        self.section += 1
        self.first = True

    def add(self, text, zones):
        if not self.first:
            self.next += PARAGRAPH_GAP
        self.first = False
        self.paragraph += 1
        self.sentence += 1
        ends = list(sentence_ends(text))
        for parts, ampersand, begin in words_of(text):
            while ends and ends[0] <= begin:
                ends.pop(0)
                self.sentence += 1
            if len(parts) > 1:
                joined = fold(("&" if ampersand else "").join(parts))
                self.tokens.setdefault(joined, []).append((self.next, self.next + len(parts)))
            for part in parts:
                self.tokens.setdefault(fold(part), []).append((self.next, self.next + 1))
                self.places[self.next] = (self.sentence, self.paragraph, self.section, zones,
                                          any(c.isupper() for c in part), any(c.islower() for c in part))
                self.next += 1
                self.words += 1

    # ---- spans -------------------------------------------------------------------------------------

    def any_of(self, fits):
        return sorted({s for form, spans in self.tokens.items() if fits(form) for s in spans})

    def exact(self, form):
        """=form, and the words of a phrase."""
        if "-" not in form:
            return self.tokens.get(form, [])
        whole = [s for s in self.tokens.get(form.replace("-", ""), []) if s[1] - s[0] == 1]
        return sorted(set(whole + row(*[self.exact(part) for part in form.split("-")])))

    def word(self, form):
        """Any form with the same stem, in English articles."""
        joined = form.replace("-", "")
        spans = self.by_stem.get(stem(joined), []) if self.language == "en" else self.tokens.get(joined, [])
        if "-" in form:
            spans = sorted(set(spans + row(*[self.exact(part) for part in form.split("-")])))
        return spans

    def wild(self, pattern):
        return self.any_of(lambda form: fnmatch.fnmatchcase(form, pattern))

    def phrase(self, words):
        return row(*[self.exact(w) if isinstance(w, str) else w for w in words.split()])

    def stretch(self, begin, end, which):
        at = {"S": 0, "P": 1, "SEG": 2}[which]
        return self.places[begin][at] == self.places[end - 1][at]

    def close(self, a, b, n, ordered, within):
        if a[1] <= b[0]:
            distance = b[0] - (a[1] - 1)
        elif b[1] <= a[0]:
            if ordered:
                return False
            distance = a[0] - (b[1] - 1)
        else:
            return False
        if n and distance > n:
            return False
        return not within or self.stretch(min(a[0], b[0]), max(a[1], b[1]), within)

    def near(self, left, right, n=0, within="", ordered=False):
        hulls = {(min(a[0], b[0]), max(a[1], b[1]))
                 for a in left for b in right if self.close(a, b, n, ordered, within)}
        return sorted(h for h in hulls
                      if not any(o != h and o[0] >= h[0] and o[1] <= h[1] for o in hulls))

    def not_near(self, left, right, n=0, within="", ordered=False):
        return [a for a in left if not any(self.close(a, b, n, ordered, within) for b in right)]

    def window(self, others, *items):
        """All of some single words in any order with at most so many others between them."""
        found = []

        def choose(i, chosen):
            if i == len(items):
                begin, end = min(chosen), max(chosen) + 1
                if end - begin - len(items) <= others:
                    found.append((begin, end))
                return
            for begin, _ in items[i]:
                if begin not in chosen and all(abs(begin - c) <= others + len(items) for c in chosen):
                    choose(i + 1, chosen + [begin])

        choose(0, [])
        return found

    def cased(self, spans, rule):
        def holds(span):
            capital = any(self.places[p][4] for p in range(*span))
            small = any(self.places[p][5] for p in range(*span))
            return {"CAPS": capital, "ALLCAPS": capital and not small, "NOCAPS": not capital}[rule]
        return [s for s in spans if holds(s)]

    def zone(self, zones, spans):
        return [s for s in spans if self.places[s[0]][3] & zones and self.places[s[1] - 1][3] & zones]


def row(*lists):
    spans = list(lists[0])
    for tails in lists[1:]:
        begins = {}
        for begin, end in tails:
            begins.setdefault(begin, []).append(end)
        spans = [(b, t) for b, e in spans for t in begins.get(e, [])]
    return sorted(set(spans))


HLEAD = {"headline", "deck", "lead"}

QUERIES = {
    # those of issue 4
    "(oil OR crude) W/S opec": lambda a: a.near(a.word("oil") + a.word("crude"), a.word("opec"), within="S"),
    '"prime minister" PRE/3 said': lambda a: a.near(a.phrase("prime minister"), a.word("said"), 3, ordered=True),
    "headline:cocoa AND ATLEAST3(buffer)":
        lambda a: a.zone({"headline"}, a.word("cocoa")) and len(a.word("buffer")) >= 3,
    "ALLCAPS(us) W/5 trade": lambda a: a.near(a.cased(a.word("us"), "ALLCAPS"), a.word("trade"), 5),
    "tariff* NOT W/10 japan": lambda a: a.not_near(a.wild("tariff*"), a.word("japan"), 10),
    "CAPS(may) AND date:1987-05": lambda a: a.cased(a.word("may"), "CAPS") and a.date.startswith("1987-05"),
    # Reuters-21578 has no articles of May 1987
    "CAPS(may) AND date:1987-06": lambda a: a.cased(a.word("may"), "CAPS") and a.date.startswith("1987-06"),
    # words and Boolean operators
    "opec": lambda a: a.word("opec"),
    "oil AND opec NOT saudi": lambda a: a.word("oil") and a.word("opec") and not a.word("saudi"),
    "(wheat OR corn) AND (export | import)":
        lambda a: (a.word("wheat") or a.word("corn")) and (a.word("export") or a.word("import")),
    "=tariff AND =tariffs": lambda a: a.exact("tariff") and a.exact("tariffs"),
    "state-owned": lambda a: a.word("state-owned"),
    "sugar NOT (brazil OR cuba)": lambda a: a.word("sugar") and not (a.word("brazil") or a.word("cuba")),
    # phrases
    '"crude oil" OR "heating oil"': lambda a: a.phrase("crude oil") or a.phrase("heating oil"),
    '"(oil|gas) prices"': lambda a: a.phrase("oil prices") or a.phrase("gas prices"),
    '"the (soviet union|ussr)"': lambda a: a.phrase("the soviet union") or a.phrase("the ussr"),
    '"central bank*"': lambda a: row(a.exact("central"), a.wild("bank*")),
    '"interest cut rate"~3': lambda a: a.window(3, a.exact("interest"), a.exact("cut"), a.exact("rate")),
    '"stop dollar fall"~8': lambda a: a.window(8, a.exact("stop"), a.exact("dollar"), a.exact("fall")),
    # wildcards
    "*flation": lambda a: a.wild("*flation"),
    "wom?n OR spokeswom*": lambda a: a.wild("wom?n") or a.wild("spokeswom*"),
    "earn$3 W/4 quarter": lambda a: a.near(a.any_of(lambda f: f.startswith("earn") and len(f) <= 7), a.word("quarter"), 4),
    # distances
    "wheat W/3 (corn OR soybeans)": lambda a: a.near(a.word("wheat"), a.word("corn") + a.word("soybeans"), 3),
    "(grain W/5 export) W/10 soviet":
        lambda a: a.near(a.near(a.word("grain"), a.word("export"), 5), a.word("soviet"), 10)
        or any(g[0] <= s[0] and s[1] <= g[1]
               for g in a.near(a.word("grain"), a.word("export"), 5) for s in a.word("soviet")),
    "bank PRE/2 japan": lambda a: a.near(a.word("bank"), a.word("japan"), 2, ordered=True),
    "japan PRE/2 bank": lambda a: a.near(a.word("japan"), a.word("bank"), 2, ordered=True),
    "dollar W/5/P yen": lambda a: a.near(a.word("dollar"), a.word("yen"), 5, within="P"),
    "dollar W/P intervention": lambda a: a.near(a.word("dollar"), a.word("intervention"), within="P"),
    '"trade (deficit|surplus)" W/P japan':
        lambda a: a.near(a.phrase("trade deficit") + a.phrase("trade surplus"), a.word("japan"), within="P"),
    "wheat W/SEG ussr": lambda a: a.near(a.word("wheat"), a.word("ussr"), within="SEG"),
    '(reagan OR "white house") NOT W/20 iran':
        lambda a: a.not_near(a.word("reagan") + a.phrase("white house"), a.word("iran"), 20),
    "reagan NOT PRE/2 administration":
        lambda a: a.not_near(a.word("reagan"), a.word("administration"), 2, ordered=True),
    "dollar W/9/S yen": lambda a: a.near(a.word("dollar"), a.word("yen"), 9, within="S"),
    "quota NOT W/S coffee": lambda a: a.not_near(a.word("quota"), a.word("coffee"), within="S"),
    # counts and capitals
    "ATLEAST4(sugar) NOT ATLEAST2(brazil)": lambda a: len(a.word("sugar")) >= 4 and len(a.word("brazil")) < 2,
    "ATLEAST2(dollar W/4 yen)": lambda a: len(a.near(a.word("dollar"), a.word("yen"), 4)) >= 2,
    "NOCAPS(may) PRE/1 be": lambda a: a.near(a.cased(a.word("may"), "NOCAPS"), a.word("be"), 1, ordered=True),
    "ALLCAPS(opec) NOT CAPS(oil)":
        lambda a: a.cased(a.word("opec"), "ALLCAPS") and not a.cased(a.word("oil"), "CAPS"),
    'CAPS("federal reserve")': lambda a: a.cased(a.phrase("federal reserve"), "CAPS"),
    # zones, filters, dates
    "hlead:(dollar W/4 yen)": lambda a: a.zone(HLEAD, a.near(a.word("dollar"), a.word("yen"), 4)),
    'lead:("net profit" W/6 mln)':
        lambda a: a.zone({"lead"}, a.near(a.phrase("net profit"), a.word("mln"), 6)),
    "dateline:tokyo AND ALLCAPS(nec)": lambda a: a.zone({"dateline"}, a.word("tokyo")) and a.cased(a.word("nec"), "ALLCAPS"),
    "topic:coffee NOT headline:coffee":
        lambda a: "coffee" in a.topics and not a.zone({"headline"}, a.word("coffee")),
    "date:1987-03-01..1987-03-07 AND strike":
        lambda a: "1987-03-01" <= a.date[:10] <= "1987-03-07" and a.word("strike"),
    "date>=1987-10-19 AND (crash OR plunge)":
        lambda a: a.date[:10] >= "1987-10-19" and (a.word("crash") or a.word("plunge")),
    "wc>800 AND opec": lambda a: a.words > 800 and a.word("opec"),
}


def main():
    found = {query: [] for query in QUERIES}
    for line in sys.stdin:
        article = Article(json.loads(line))
        for query, holds in QUERIES.items():
            if holds(article):
                found[query].append(article.id)
    for query, ids in found.items():
        print(json.dumps({"query": query, "ids": ids}))


if __name__ == "__main__":
    main()
