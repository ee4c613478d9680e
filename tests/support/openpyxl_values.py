# SPDX-License-Identifier: GPL-3.0-or-later
"""What openpyxl reads from workbooks, as CSV folders and formulas for the comparison test.

openpyxl_values.py WORKBOOK FOLDER: FOLDER/001.csv ... and sheets.json as `decode --as csv` writes them, and
001.formulas.json with {"B3": "formula"}.
"""
import csv
import datetime
import io
import json
import pathlib
import sys
import warnings
import zipfile

import openpyxl
from openpyxl.utils.datetime import to_excel

warnings.simplefilter("ignore")


def plain(value, epoch):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return format(value, ".15g")
    if isinstance(value, datetime.timedelta):
        return format(value.total_seconds() / 86400, ".15g")
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return format(to_excel(value, epoch), ".15g")
    return str(value)


def readable(workbook):
    """The workbook, or a copy in memory whose members have the spelling that openpyxl asks for."""
    spelling = {"[content_types].xml": "[Content_Types].xml", "xl/sharedstrings.xml": "xl/sharedStrings.xml"}
    copy = io.BytesIO()
    with zipfile.ZipFile(workbook) as archive:
        if "[Content_Types].xml" in archive.namelist():
            return workbook
        with zipfile.ZipFile(copy, "w") as renamed:
            for name in archive.namelist():
                plain_name = name.replace("\\", "/")
                renamed.writestr(spelling.get(plain_name, plain_name), archive.read(name))
    return copy


def main(workbook, folder):
    values = openpyxl.load_workbook(readable(workbook), data_only=True)
    formulas = openpyxl.load_workbook(readable(workbook))
    folder.mkdir()
    names = []
    for number, sheet in enumerate(values.worksheets, 1):
        names.append(sheet.title)
        with open(folder / f"{number:03}.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            for row in sheet.iter_rows():
                writer.writerow([plain(cell.value, values.epoch) for cell in row])
        found = {}
        for row in formulas.worksheets[number - 1].iter_rows():
            for cell in row:
                value = cell.value
                if hasattr(value, "text"):  # an array formula
                    value = value.text
                if cell.data_type == "f" and isinstance(value, str) and value != "=":
                    found[cell.coordinate] = value[1:] if value.startswith("=") else value
        (folder / f"{number:03}.formulas.json").write_text(json.dumps(found), encoding="utf-8")
    (folder / "sheets.json").write_text(json.dumps(names), encoding="utf-8")


main(sys.argv[1], pathlib.Path(sys.argv[2]))
