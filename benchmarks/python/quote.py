"""Puts the tables of results/suite.md into a document, each behind the comment that names it: <!-- Loading -->.

    python3 benchmarks/python/quote.py results/suite.md docs/performance.md
"""

import re
import sys


def main():
    tables, document = sys.argv[1:]
    with open(tables, encoding="utf-8") as f:
        sections = re.split(r"^## (.*)\n\n", f.read(), flags=re.MULTILINE)
    with open(document, encoding="utf-8") as f:
        text = f.read()
    for title, table in zip(sections[1::2], sections[2::2]):
        mark = "<!-- %s -->\n" % title
        text = re.sub(re.escape(mark) + r"(\|.*\n)*", lambda found: mark + table.rstrip("\n") + "\n", text)
    with open(document, "w", encoding="utf-8") as f:
        f.write(text)


if __name__ == "__main__":
    main()
