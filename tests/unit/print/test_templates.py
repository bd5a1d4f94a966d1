"""Word and Excel files: faults that are found, and what comes out filled in."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from odoo.addons.bank_crm_print.domain.print_values import Choice, Money
from odoo.addons.bank_crm_print.tools.docx_template import (
    BrokenLayoutError,
    check_docx,
    fill_docx,
)
from odoo.addons.bank_crm_print.tools.file_safety import UnsafeFileError, check_file
from odoo.addons.bank_crm_print.tools.sandbox import PrintEnvironment
from odoo.addons.bank_crm_print.tools.template_schema import Leaf, Record, Rows
from odoo.addons.bank_crm_print.tools.xlsx_template import check_xlsx, fill_xlsx
from openpyxl import Workbook, load_workbook

ROWS = Record(
    {"number": Leaf(), "balance": Leaf("money"), "opened": Leaf("date")}, "accounts"
)
SCHEMA = Record(
    {
        "name": Leaf(),
        "funds": Leaf("money"),
        "kind": Leaf("choice"),
        "today": Leaf("date"),
        "accounts": Rows(ROWS),
        "bank": Record({"name": Leaf()}, "bank"),
        "pictures": Record({"stamp": Leaf()}, "pictures"),
    }
)
VALUES = {
    "name": "Tom & <Co>",
    "funds": Money("1409.5", "UAH"),
    "kind": Choice("Person", "person"),
    "today": date(2026, 11, 20),
    "bank": {"name": "Bank"},
    "accounts": [
        {"number": "UA1", "balance": Money("10.5", "UAH"), "opened": date(2024, 1, 2)},
        {"number": "=1+1", "balance": Money("5", "UAH"), "opened": date(2025, 3, 4)},
    ],
}


def word(*paragraphs, rows=()):
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return saved(document)


def saved(document):
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def texts(content):
    document = Document(BytesIO(content))
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    return lines + [cell.text for table in document.tables for cell in table._cells]


def faults(content, check=check_docx):
    return check(content, SCHEMA, PrintEnvironment("en"))[0]


def fill(content, language="en", **values):
    return fill_docx(content, {**VALUES, **values}, PrintEnvironment(language))


# --- Word


def test_a_word_file_is_filled_in():
    content = word(
        "{{ name }}: {{ funds|words }}",
        rows=[
            ("{%tr for account in accounts %}", ""),
            ("{{ account.number }}", "{{ account.balance }}"),
            ("{%tr endfor %}", ""),
        ],
    )
    assert not faults(content)
    assert texts(fill(content)) == [
        "Tom & <Co>: one thousand, four hundred and nine hryvnias, fifty kopiykas",
        "UA1", "10.50\xa0UAH", "=1+1", "5.00\xa0UAH",
    ]  # fmt: skip


def test_what_word_does_to_tags_while_typing_is_undone():
    content = word(
        "{{ accounts|sum(attribute=“balance”) }}{% if kind.code == ‘person’ %}!{% endif %}",
        rows=[
            ("{% tr for account in accounts %}",),
            ("{{\xa0account.number\xa0}}",),
            ("{% tr endfor %}",),
        ],
    )
    assert not faults(content)
    assert texts(fill(content)) == ["15.50\xa0UAH!", "UA1", "=1+1"]


def test_a_tag_spread_over_runs_is_read():
    document = Document()
    paragraph = document.add_paragraph()
    for piece, is_bold in (("{{ na", False), ("me", True), (" }}", False)):
        paragraph.add_run(piece).bold = is_bold
    content = saved(document)
    assert not faults(content)
    assert texts(fill(content)) == ["Tom & <Co>"]


def test_unknown_names_are_found_where_they_stand_also_in_loops_and_filters():
    found = faults(
        word(
            "Sum: {{ fundz }}",
            "{% for a in accounts %}{{ a.nubmer }}{% endfor %}",
            "{{ accounts|sum(attribute='balanse') }} {{ kind.codes }} {{ bank.nam }}",
            "{{ pictures.sign }}",
        )
    )
    assert [(fault.what, fault.meant) for fault in found] == [
        ("fundz", "funds"), ("nubmer", "number"), ("balanse", "balance"),
        ("codes", "code"), ("nam", "name"), ("sign", ""),
    ]  # fmt: skip
    assert found[0].place == "Sum: {{ fundz }}"
    assert found[1].within == "accounts"


def test_faults_of_headers_are_found():
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{ bank.nmae }}"
    assert faults(saved(document))[0].place.startswith("[header]")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ name", "syntax"),
        ("{% for a in accounts %}", "syntax"),
        ("{{ name.upper() }}", "forbidden"),
        ("{{ name|uper }}", "forbidden"),
        ("{{r name }}", "forbidden"),
    ],
)
def test_what_cannot_be_read_is_named(text, code):
    assert faults(word(text))[0].code == code


def test_a_condition_that_ends_elsewhere_than_it_began_is_a_fault():
    content = word("{% if funds > 0 %}a", rows=[("b{% endif %}",)])
    with pytest.raises(BrokenLayoutError):
        fill(content, funds=Money(-1, "UAH"))


def test_signs_that_break_a_file_are_left_out():
    assert texts(fill(word("{{ name }}"), name="a\x07b\x0cc\x00d")) == ["abcd"]


def test_values_are_never_read_as_tags():
    assert texts(fill(word("{{ name }}"), name="{{ bank.name }}")) == [
        "{{ bank.name }}"
    ]


def test_pictures_are_put_in():
    from PIL import Image

    stream = BytesIO()
    Image.new("RGB", (20, 10), "navy").save(stream, "PNG")
    content = fill_docx(
        word("{{ pictures.stamp }}"),
        VALUES,
        PrintEnvironment("en"),
        [("stamp", stream.getvalue(), 30)],
    )
    assert len(Document(BytesIO(content)).inline_shapes) == 1


# --- Excel


def sheet_file(**cells):
    book = Workbook()
    sheet = book.active
    sheet.title = "Accounts"
    for name, value in cells.items():
        sheet[name] = value
    return book, sheet


def loop_book():
    book, sheet = sheet_file(
        A1="Accounts of {{ name }}", A2="{% for a in accounts %}", A3="{{ loop.index }}",
        B3="{{ a.number }}", C3="{{ a.balance }}", D3="{{ a.opened }}", E3="=C3*2",
        A4="{% endfor %}", A5="Total", C5="=SUM(C3:C3)", E5="=SUM(E3)", F5="=C5+E5",
        A6="{{ accounts|sum(attribute='balance') }}", A7="{{ today }}",
    )  # fmt: skip
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A6:A7")
    sheet.row_dimensions[5].height = 33
    sheet["C3"].number_format = "0.000"
    return saved(book)


def filled_sheet(content, **values):
    result = fill_xlsx(content, {**VALUES, **values}, PrintEnvironment("en"))
    return load_workbook(BytesIO(result)).active


def test_rows_are_repeated_and_keep_type_and_format():
    assert not faults(loop_book(), check_xlsx)
    sheet = filled_sheet(loop_book())
    assert sheet["A1"].value == "Accounts of Tom & <Co>"
    assert [sheet["A2"].value, sheet["A3"].value] == [1, 2]
    assert (sheet["C2"].value, sheet["C2"].number_format) == (10.5, "0.000")
    assert sheet["D2"].is_date
    assert sheet["D2"].value.date() == date(2024, 1, 2)


def test_sums_and_what_stands_below_move_along():
    sheet = filled_sheet(loop_book())
    assert (sheet["E2"].value, sheet["E3"].value) == ("=C2*2", "=C3*2")
    assert (sheet["C4"].value, sheet["E4"].value) == ("=SUM(C2:C3)", "=SUM(E2:E3)")
    assert sheet["F4"].value == "=C4+E4"
    assert sheet["A5"].value == 15.5
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:C1", "A5:A6"}
    assert sheet.row_dimensions[4].height == 33


def test_an_empty_list_leaves_one_empty_row_under_the_sum():
    sheet = filled_sheet(loop_book(), accounts=[])
    assert [cell.value for cell in sheet[2]][:3] == [None, None, None]
    assert sheet["C3"].value == "=SUM(C2)"


def test_what_looks_like_a_formula_stays_text():
    for text in ("=cmd|' /C calc'!A0", "+380671112233", "-1", "@SUM(A1)", "\t=1"):
        book, _sheet = sheet_file(A1="{{ name }}", A2="{{ name }} ")
        sheet = filled_sheet(saved(book), name=text)
        for cell in (sheet["A1"], sheet["A2"]):
            assert (cell.data_type, cell.quotePrefix) == ("s", True)
            assert str(cell.value).strip() == text.strip()


def test_formulas_of_the_template_stay_formulas():
    book, _sheet = sheet_file(A1="=1+1")
    assert filled_sheet(saved(book))["A1"].data_type == "f"


def test_conditions_take_rows_out():
    book, _sheet = sheet_file(
        A1="{% if funds > 0 %}", A2="rich", A3="{% else %}", A4="poor", A5="{% endif %}"
    )
    assert filled_sheet(saved(book))["A1"].value == "rich"
    assert filled_sheet(saved(book), funds=Money(0, "UAH"))["A1"].value == "poor"


def test_faults_of_a_sheet_are_named_by_cell():
    book, _sheet = sheet_file(
        A1="{% for a in accounts %}", B2="{{ a.balanse }}", A3="{% endfor %}"
    )
    fault = faults(saved(book), check_xlsx)[0]
    assert (fault.what, fault.meant, fault.place) == (
        "balanse",
        "balance",
        "Accounts!B2",
    )
    book, _sheet = sheet_file(A2="{% for a in accounts %}")
    assert faults(saved(book), check_xlsx)[0].code == "marks"


# --- files that are refused


def with_part(content, name, part):
    result = BytesIO(content)
    with zipfile.ZipFile(result, "a") as archive:
        archive.writestr(name, part)
    return result.getvalue()


def changed(content, name, old, new):
    result = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as origin,
        zipfile.ZipFile(result, "w") as copy,
    ):
        for info in origin.infolist():
            part = origin.read(info)
            copy.writestr(
                info, part.replace(old, new) if info.filename == name else part
            )
    return result.getvalue()


LINK = (
    b'<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/%s" Target="%s" TargetMode="External"/></Relationships>'
)
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.4", "not_office"),
        (word("x")[:-200], "not_office"),
        (b"x" * (6 * 1024 * 1024), "too_large"),
        (with_part(word("x"), "word/vbaProject.bin", b"x"), "active"),
        (with_part(word("x"), "word/embeddings/oleObject1.bin", b"x"), "active"),
        (with_part(word("x"), "../../etc/x", b"x"), "not_office"),
        (with_part(word("x"), "word/x.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
         "entities"),
        (changed(word("x"), TYPES, b"document.main+xml", b"document.macroEnabled.main+xml"),
         "active"),
        (changed(word("x"), TYPES,
                 b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                 b"application/vnd.ms-word.document.macroEnabled.main"), "active"),
        (changed(word("x"), RELATIONS, b"</Relationships>", LINK % (b"image", b"http://x/y")),
         "external"),
        (changed(word("x"), RELATIONS, b"</Relationships>",
                 LINK % (b"attachedTemplate", b"http://x/y.dotm")), "external"),
        (changed(word("x"), RELATIONS, b"</Relationships>",
                 LINK % (b"hyperlink", b"file:///etc/passwd")), "external"),
        (changed(word("x"), "word/document.xml", b"<w:t>x</w:t>",
                 b'<w:instrText>DDEAUTO c:\\cmd "x"</w:instrText>'), "active"),
    ],
)  # fmt: skip
def test_files_that_are_more_than_a_document_are_refused(content, reason):
    with pytest.raises(UnsafeFileError) as caught:
        check_file(content, "docx")
    assert caught.value.reason == reason


def test_a_file_that_unpacks_into_too_much_is_refused():
    stream = BytesIO(word("x"))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.png", b"0" * (11 * 1024 * 1024))
    with pytest.raises(UnsafeFileError, match="bomb"):
        check_file(stream.getvalue(), "docx")


def test_a_link_to_a_website_is_fine():
    content = changed(
        word("x"),
        RELATIONS,
        b"</Relationships>",
        LINK % (b"hyperlink", b"https://bank.example"),
    )
    check_file(content, "docx")


def test_formulas_that_reach_outside_are_refused():
    book, _sheet = sheet_file(A1='=WEBSERVICE("http://x")')
    with pytest.raises(UnsafeFileError):
        check_file(saved(book), "xlsx")
    book, _sheet = sheet_file(A1="=cmd|'/C calc'!A0")
    with pytest.raises(UnsafeFileError):
        check_file(saved(book), "xlsx")


def test_an_excel_file_is_no_word_file():
    book, _sheet = sheet_file(A1="x")
    with pytest.raises(UnsafeFileError):
        check_file(saved(book), "docx")
