"""Workbooks made for one test: honest ones, and ones whose insides were tampered with."""

import io
import zipfile

import xlsxwriter


def xlsx(write, **options):
    """A workbook made by `write(book)`."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, **options}) as book:
        write(book)
    return kept.getvalue()


def sheet_of(*rows, name="Sheet1"):
    def write(book):
        sheet = book.add_worksheet(name)
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)

    return xlsx(write)


def with_sheet_xml(content, change):
    """The same workbook with the bytes of its first sheet changed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part) if name == "xl/worksheets/sheet1.xml" else part)
    return kept.getvalue()


def ods(table):
    kept = io.BytesIO()
    spaces = "urn:oasis:names:tc:opendocument:xmlns:"
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{spaces}manifest:1.0"/>'
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content xmlns:office="{spaces}office:1.0" '
            f'xmlns:table="{spaces}table:1.0" xmlns:text="{spaces}text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="People">{table}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    return kept.getvalue()


def ods_cell(words, repeated=""):
    return (
        f'<table:table-cell office:value-type="string"{repeated}><text:p>{words}</text:p></table:table-cell>'
    )


def zipped(**parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), part)
    return kept.getvalue()
