"""Word files: read, checked and filled in."""

import re
from io import BytesIO

from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from lxml import etree

from ..domain.template_names import mended
from .problems import Problem
from .template_check import check_source

_XML_TAG = re.compile(r"<[^>]+>")
_INSIDE_BRACES = re.compile(r"(?<={)(?:<[^>]*>)+(?=[{%#])|(?<=[%}#])(?:<[^>]*>)+(?=})")
_TAG_WITH_XML = re.compile(r"\{%(?:(?!%\}).)*|\{\{(?:(?!\}\}).)*", re.DOTALL)
_BETWEEN_TEXTS = re.compile(r"</w:t>.*?(?:<w:t>|<w:t [^>]*>)", re.DOTALL)
_RICH = re.compile(r"\{[{%]r\s")
_PLACE_CHARS = 70


class BrokenLayoutError(ValueError):
    """A tag opens in one paragraph, row or cell and closes in another."""


class WordTemplate(DocxTemplate):
    """docxtpl with our language in it: mended tags, strict result, own properties."""

    def __init__(self, content, title="", author=""):
        super().__init__(BytesIO(content))
        self.own_title, self.own_author = title, author
        self.has_rich_tags = False

    def patch_xml(self, src_xml):
        # A tag spread over several runs is put together first, then mended.
        src_xml = _INSIDE_BRACES.sub("", src_xml)
        src_xml = _TAG_WITH_XML.sub(
            lambda found: _BETWEEN_TEXTS.sub("", found[0]), src_xml
        )
        src_xml = mended(src_xml)
        self.has_rich_tags |= bool(_RICH.search(src_xml))
        return super().patch_xml(src_xml)

    def render_xml_part(self, src_xml, part, context, jinja_env=None):
        result = super().render_xml_part(src_xml, part, context, jinja_env)
        try:
            etree.fromstring(
                result.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True)
            )
        except etree.XMLSyntaxError as error:
            raise BrokenLayoutError from error
        return result

    def render_properties(self, context, jinja_env=None):
        properties = self.docx.core_properties
        properties.title, properties.author = self.own_title, self.own_author
        properties.last_modified_by = self.own_author
        properties.comments = properties.subject = properties.identifier = ""

    def sources(self):
        """(name of the part, text for Jinja) of whatever is filled in."""
        self.init_docx()
        yield "", self._source(self.get_xml())
        for uri in (self.HEADER_URI, self.FOOTER_URI):
            for _key, part in self.get_headers_footers(uri):
                name = "header" if uri == self.HEADER_URI else "footer"
                yield name, self._source(self.get_part_xml(part))

    def _source(self, xml):
        return re.sub(r"<w:p([ >])", r"\n<w:p\1", self.patch_xml(xml))


def _place_in(part, lines):
    """The words of the paragraph that a line of the text is, for who looks for the fault."""

    def place(line):
        text = _XML_TAG.sub("", lines[line - 1]).strip() if line else ""
        text = text[:_PLACE_CHARS] + ("…" if len(text) > _PLACE_CHARS else "")
        return f"[{part}] {text}" if part else text

    return place


def check_docx(content, schema, environment):
    """(problems, facts used) of a Word template."""
    problems, used = [], set()
    try:
        template = WordTemplate(content)
        sources = list(template.sources())
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError):
        return [Problem("not_office")], used
    if template.has_rich_tags:
        problems.append(Problem("forbidden", "{{r"))
    for part, source in sources:
        place = _place_in(part, source.splitlines())
        found, names = check_source(environment, source, schema, place)
        problems += found
        used |= names
    return problems, used


def fill_docx(content, context, environment, pictures=(), title="", author=""):
    """The filled-in Word file. `pictures` are (code, bytes, width in mm)."""
    template = WordTemplate(content, title, author)
    template.init_docx()
    shown = {
        code: InlineImage(template, BytesIO(image), width=Mm(width))
        for code, image, width in pictures
    }
    template.render({**context, "pictures": shown}, environment)
    result = BytesIO()
    template.save(result)
    return result.getvalue()
