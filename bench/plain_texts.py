"""Writes the texts of the real news sets, one file a set and language, a paragraph a line.
    python3 bench/plain_texts.py DATA FOLDER
Sets: Reuters-21578, Wikinews, the native Arabic, Chinese and Thai ones, and each language of ntrex.
"""
import json
import pathlib
import subprocess
import sys

MOST_BYTES = 16_000_000  # a set is cut here: enough to measure


def lines(path):
    if path.suffix != ".zst":
        yield from path.open("rb")
        return
    with subprocess.Popen(["zstd", "-dcq", str(path)], stdout=subprocess.PIPE) as process:
        yield from process.stdout


def main(data, folder):
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for name in ("reuters21578", "wikinews", "arabic", "chinese", "thai", "ntrex"):
        for path in sorted((data / name).glob("articles.jsonl*")):
            for line in lines(path):
                article = json.loads(line)
                key = f"ntrex {article['lang']}" if name == "ntrex" else name
                if key not in files:
                    files[key] = (folder / f"{key}.txt").open("wb")
                file = files[key]
                if file.tell() < MOST_BYTES:
                    file.write((article["text"] + "\n").encode())
    for file in files.values():
        file.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
