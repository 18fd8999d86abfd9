"""What Python's trafilatura reads of the pages in a folder: a line of JSON a page, with the seconds that it took.

    pip install trafilatura lxml_html_clean
    python3 eval/trafilatura_pages.py crates/read/tests/pages

`cargo xtask pages` sets it beside what Variorum reads.
"""

import json
import sys
import time
from pathlib import Path

import trafilatura


def main() -> None:
    trafilatura.extract("<html><body><article><p>One page to load everything.</p></article></body></html>")
    for path in sorted(Path(sys.argv[1]).glob("*.html")):
        source = path.read_text(encoding="utf-8", errors="replace")
        start = time.process_time()
        found = trafilatura.bare_extraction(source, include_comments=False, with_metadata=True)
        seconds = time.process_time() - start
        page = {"page": path.stem, "text": "", "seconds": seconds}
        if found is not None:
            page |= {"text": found.text or "", "title": found.title, "author": found.author, "date": found.date}
        print(json.dumps(page))


main()
