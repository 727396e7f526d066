"""Spotting what points at one person in words as they are typed: patient numbers, dates of birth. Pure.

Counterpoint holds no patient records. What would make one of a person's words is refused where it is typed
(`why_not_say`); the rest is only pointed out (`spot`), because a member may well give an office telephone
number.

It errs towards asking again: one ten-digit reference in eleven has the check digit of an NHS number by
chance. It does not find names, addresses without a postcode, or numbers spelt out in words."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from stdnum.gb import nhs


class Kind(StrEnum):
    NHS_NUMBER = "an NHS number"
    DATE_OF_BIRTH = "a date of birth"
    NATIONAL_INSURANCE = "a National Insurance number"
    HOSPITAL_NUMBER = "a hospital number"
    EMAIL = "an e-mail address"
    PHONE = "a telephone number"
    POSTCODE = "a postcode"


REFUSED = (Kind.NHS_NUMBER, Kind.DATE_OF_BIRTH, Kind.NATIONAL_INSURANCE)


@dataclass(frozen=True, slots=True)
class Spotted:
    """What it looks like, and where: `words[start:end]`."""

    kind: Kind
    start: int
    end: int


def why_not_say(words: str) -> str | None:
    """Why these words may not be kept as they are, or None. The sentence never repeats what was spotted."""
    kinds = {found.kind for found in spot(words)}
    for kind in REFUSED:
        if kind in kinds:
            return (
                f"This looks like {kind}. Counterpoint holds no patient records: "
                "please take it out and say it without."
            )
    return None


def spot(words: str) -> list[Spotted]:
    """Everything in these words that points at one person, in the order in which it stands, none twice."""
    found: list[Spotted] = []
    taken = bytearray(len(words))
    for finder in (
        _emails,
        _national_insurance,
        _hospital_numbers,
        _births,
        _nhs_numbers,
        _phones,
        _postcodes,
    ):
        for one in finder(words):
            if not any(taken[one.start : one.end]):
                taken[one.start : one.end] = b"\1" * (one.end - one.start)
                found.append(one)
    return sorted(found, key=lambda one: one.start)


# NHS numbers (England, Wales, Isle of Man), and CHI and H&C numbers (Scotland, Northern Ireland): ten
# digits, the last a check digit modulo 11. Source: NHS Data Dictionary, "NHS number".
_GAP = r"[\W_]{0,3}"
_TEN_DIGITS = re.compile(rf"(?<!\d)(?=(\d(?:{_GAP}\d){{9}})(?!\d))")
_NHS_LABEL = re.compile(
    r"(?:nhs|chi|h\s?&\s?c)[\s.:]*(?:patient\s+)?(?:no|num|number|id)\b\W{0,4}(?:is\s+)?$",
    re.I,
)
_LIST_GAP = re.compile(r"[,;.:]\s|\n\s*\n")  # a list of figures, not one number written in groups
_MONEY = re.compile(r"[£$€]\s?$")
# How people write ten digits as one number. Not 4-4-2 and the like: those are financial years, 1-3-3-3 is
# money.
_GROUPINGS = {
    (10,), (3, 3, 4), (3, 4, 3), (4, 3, 3), (5, 5), (6, 4), (3, 7), (7, 3), (6, 3, 1), (3, 3, 3, 1),
    (3, 3, 2, 2), (2,) * 5, (1,) * 10,
}  # fmt: skip


def _nhs_numbers(words: str) -> Iterator[Spotted]:
    for match in _TEN_DIGITS.finditer(words):
        start, end = match.span(1)
        if _is_nhs_number(
            match.group(1), before=words[max(0, start - 40) : start], after=words[end : end + 2]
        ):
            yield Spotted(Kind.NHS_NUMBER, start, end)


def _is_nhs_number(written: str, before: str, after: str) -> bool:
    digits = "".join(str(unicodedata.decimal(character)) for character in written if character.isdecimal())
    if _MONEY.search(before) or re.match(r"[,.]\d", after) or _LIST_GAP.search(written):
        return False
    if _NHS_LABEL.search(before):
        return True  # called one: a slip of the finger in the check digit makes it no less a patient's
    if before.endswith(("+", "+44", "+44 ")):
        return False
    groups = tuple(len(group) for group in re.findall(r"\d+", written))
    # Of numbers that begin with 0 only Scotland's are possible, which begin with a date: the others are
    # telephones.
    if digits[0] == "0" and not _day_and_month(digits[:2], digits[2:4]):
        return False
    return groups in _GROUPINGS and bool(nhs.is_valid(digits))


# Dates of birth: a date with a word beside it that says so. A date alone is somebody's deadline.
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|\d{{1,2}}\s?[-/.\s]\s?\d{{1,2}}\s?[-/.\s]\s?(?:\d{{4}}|\d{{2}})(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s-]*{_MONTH}[\s,'-]*(?:\d{{4}}|\d{{2}})(?!\d)"
    rf"|{_MONTH}\s*\d{{1,2}}(?:st|nd|rd|th)?[\s,]+\d{{4}}"
    rf"|\d{{8}}(?!\d)|\d{{6}}(?!\d))"
)
_BIRTH_WORD = r"(?:d\.?\s?o\.?\s?b\b\.?|d\.?o\.?b\.?(?=\d)|date\s+of\s+birth|birth\s?-?date|birthday)"
# "Date of birth by 3 April" is a deadline: these words end the reach of the label.
_REACH = r"(?:(?!(?:by|from|until|till|before|after|since|to|for|in|at|form|due)\b)[a-z'’]+\s+){0,4}"
_LABELLED_BIRTH = re.compile(rf"{_BIRTH_WORD}[\s:=(–—-]*{_REACH}[\s:=(–—-]*({_DATE})", re.I)
_BORN = re.compile(rf"\bborn(?:\s*:|\s+on)?\s+(?:the\s+)?({_DATE})", re.I)
_BIRTH_AFTER = re.compile(rf"(?<!\d)({_DATE})[\s,]*[(\[]?\s*{_BIRTH_WORD}", re.I)


def _births(words: str) -> Iterator[Spotted]:
    for pattern in (_LABELLED_BIRTH, _BORN, _BIRTH_AFTER):
        for match in pattern.finditer(words):
            if _could_be_a_day(match.group(1)):
                yield Spotted(Kind.DATE_OF_BIRTH, *match.span())


def _could_be_a_day(written: str) -> bool:
    """Does an all-digit date have a day and a month, in British, American or ISO order?"""
    parts = re.findall(r"\d+", written)
    if len(parts) == 1 and len(parts[0]) in (6, 8):
        parts = [parts[0][:2], parts[0][2:4], parts[0][4:]]
    if len(parts) < 3 or re.search("[a-z]", written, re.I):
        return True
    if len(parts[0]) == 4:
        return _day_and_month(parts[2], parts[1])
    return _day_and_month(parts[0], parts[1]) or _day_and_month(parts[1], parts[0])


def _day_and_month(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


# Source: HMRC National Insurance Manual NIM39110: two letters (some never used), six digits, A to D.
_NATIONAL_INSURANCE = re.compile(
    r"(?<![a-z0-9])(?!bg|gb|kn|nk|nt|tn|zz)[a-ceghj-prstw-z][a-ceghj-nprstw-z]"
    r"[\s.-]?\d{2}[\s.-]?\d{2}[\s.-]?\d{2}[\s.-]?[a-d](?![a-z0-9])",
    re.I,
)


def _national_insurance(words: str) -> Iterator[Spotted]:
    for match in _NATIONAL_INSURANCE.finditer(words):
        yield Spotted(Kind.NATIONAL_INSURANCE, *match.span())


# A hospital's own numbers have no common shape, so only one that is called one is found.
_HOSPITAL_NUMBER = re.compile(
    r"\b(?:(?:hospital|hosp|patient|unit|case\s?-?note|district|medical\s+record|record|pas)\s*"
    r"(?:no|number|num|id|ref)|mrn)\b[\s.:#=-]*(?:is\s+)?([a-z]{0,3}[-/]?\d[\da-z/-]{3,14})(?![a-z0-9])",
    re.I,
)


def _hospital_numbers(words: str) -> Iterator[Spotted]:
    for match in _HOSPITAL_NUMBER.finditer(words):
        digits = re.sub(r"\D", "", match.group(1))
        if len(digits) >= 4 and not nhs.is_valid(digits):
            yield Spotted(Kind.HOSPITAL_NUMBER, *match.span())


_EMAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")


def _emails(words: str) -> Iterator[Spotted]:
    for match in _EMAIL.finditer(words):
        yield Spotted(Kind.EMAIL, *match.span())


# Source: Ofcom, National Telephone Numbering Plan. Ten or eleven digits from 0; ten only after 01 and for
# 0800, 0500.
_PHONE = re.compile(
    r"(?<![\d+])(?:(?:\+|00)\s?44[\s().-]{0,3}(?:\(?0\)?[\s.-]?)?[1-9](?:[\s().-]{0,2}\d){8,9}"
    r"|\(?0[1-35-9](?:[\s().-]{0,2}\d){9}"
    r"|\(?0(?:1|800|500)(?:[\s().-]{0,2}\d){6,8})(?!\d)"
)
_DATE_SHAPE = re.compile(r"\d{1,2}[.-]\d{1,2}[.-]\d{2,4}")


def _phones(words: str) -> Iterator[Spotted]:
    for match in _PHONE.finditer(words):
        digits = re.sub(r"\D", "", match.group())
        if len(digits) >= 10 and not _DATE_SHAPE.match(match.group()):
            yield Spotted(Kind.PHONE, *match.span())


# Source: Royal Mail, Programmers' Guide to the Postcode Address File: the areas, and the shape of the rest.
_AREAS = (
    "AB|AL|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|DT|DY|EC|EH|EN|EX|FK|FY|"
    "GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|LA|LD|LE|LL|LN|LS|LU|ME|MK|ML|NE|NG|NN|NP|NR|NW|"
    "OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|WA|WC|"
    "WD|WF|WN|WR|WS|WV|YO|ZE|B|E|G|L|M|N|S|W"
)
_POSTCODE = re.compile(
    rf"(?<![A-Za-z0-9])(?:{_AREAS})\d[A-Z\d]?\s{{0,2}}\d[ABD-HJLNP-UW-Z]{{2}}(?![A-Za-z0-9])", re.IGNORECASE
)
_ORDINAL = re.compile(
    r"\s\d(?:st|nd|rd|th)$"
)  # "group E1 3rd" in small letters is an ordinal, not a postcode


def _postcodes(words: str) -> Iterator[Spotted]:
    for match in _POSTCODE.finditer(words):
        if not _ORDINAL.search(match.group()):
            yield Spotted(Kind.POSTCODE, *match.span())
