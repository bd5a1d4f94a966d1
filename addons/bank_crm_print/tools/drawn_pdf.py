"""PDF of reports by WeasyPrint: head and foot on every page, nothing fetched from outside."""

import logging
from io import BytesIO

import lxml.html
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

# Whatever is refused or missing is said in its log as an error; a report goes on without.
logging.getLogger("weasyprint").setLevel(logging.CRITICAL)

# A name that leads nowhere: paths of the bank's own files hang on it.
HERE = "http://bank.invalid"
_PAGE_CSS = """
@page {{
  size: {width}mm {height}mm;
  margin: {top}mm {right}mm {bottom}mm {left}mm;
  @top-center {{ content: element(bank_header); width: 100%; vertical-align: bottom;
    padding-bottom: 2mm; }}
  @bottom-center {{ content: element(bank_footer); width: 100%; vertical-align: top;
    padding-top: 2mm; }}
}}
"""
_DROPPED = "//script | //link | //meta | //base | //style[contains(., '@import')]"


class OwnFetcher(URLFetcher):
    """Gives what `read(path)` finds in the bank's own files, and nothing else."""

    def __init__(self, read):
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.read = read

    def fetch(self, url, headers=None):
        if url.startswith("data:"):
            return URLFetcher(allowed_protocols=("data",)).fetch(url, headers)
        if not url.startswith(f"{HERE}/"):
            raise ValueError("nothing is fetched from outside the bank")
        found = self.read(url.removeprefix(HERE))
        if found is None:
            raise ValueError("no such file of the bank")
        content, mimetype = found
        return URLFetcherResponse(
            url,
            BytesIO(content),
            {"Content-Type": mimetype or "application/octet-stream"},
        )


def draw(bodies, header, footer, *, page, css, read, base_url=""):
    """One PDF of all `bodies`, each with its own head, foot and page numbers."""
    headers, footers = _running(header, "header"), _running(footer, "footer")
    styles = [CSS(string=css), CSS(string=_PAGE_CSS.format(**page))]
    documents = []
    for place, body in enumerate(bodies):
        root = _parsed(body, base_url)
        target = root.find(".//body")
        target = root if target is None else target
        for pieces, name in ((footers, "footer"), (headers, "header")):
            if pieces:
                piece = pieces[min(place, len(pieces) - 1)]
                piece.set("class", f"bank_running_{name}")
                target.insert(0, piece)
        html = HTML(
            string=lxml.html.tostring(root, encoding="unicode"),
            base_url=f"{HERE}/",
            url_fetcher=OwnFetcher(read),
            media_type="print",
        )
        documents.append(html.render(stylesheets=styles))
    pages = [one for document in documents for one in document.pages]
    return documents[0].copy(pages).write_pdf()


def _parsed(html, base_url):
    root = lxml.html.document_fromstring(html)
    for node in root.xpath(_DROPPED):
        node.drop_tree()
    # The core's layout has a page without height there, which would have no second page.
    root.attrib.pop("style", None)
    for node in root.iter("img"):
        source = node.get("src") or ""
        if base_url and source.startswith(base_url):
            node.set("src", source.removeprefix(base_url))
    return root


def _running(html, name):
    if not html:
        return []
    root = _parsed(html, "")
    return root.xpath(
        f"//div[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    )
