"""Writes the articles of a JSONL file as CSV, JSON and RSS, for the bench of the readers.

make_formats.py ARTICLES.jsonl FOLDER
"""
import csv
import html
import json
import sys

source, folder = sys.argv[1:]
with open(source, encoding="utf-8") as lines:
    articles = [json.loads(line) for line in lines]
fields = ["id", "title", "date", "source", "text"]

with open(f"{folder}/articles.csv", "w", encoding="utf-8", newline="") as out:
    table = csv.DictWriter(out, fields, extrasaction="ignore")
    table.writeheader()
    table.writerows(articles)

with open(f"{folder}/articles.json", "w", encoding="utf-8") as out:
    json.dump(articles, out, ensure_ascii=False, indent=1)

with open(f"{folder}/articles.rss", "w", encoding="utf-8") as out:
    out.write('<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>')
    for article in articles:
        body = "".join(f"<p>{html.escape(part)}</p>" for part in article["text"].split("\n\n"))
        out.write(f'<item><guid>{html.escape(article["id"])}</guid>'
                  f'<title>{html.escape(article["title"] or "")}</title>'
                  f"<content:encoded>{html.escape(body)}</content:encoded></item>\n")
    out.write("</channel></rss>")
