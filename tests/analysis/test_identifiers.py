"""Patient identifiers are refused where they are typed; deadlines, budgets and office numbers are not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.analysis.identifiers import Kind, spot, why_not_say


def kinds(words):
    return [found.kind for found in spot(words)]


def nhs_number(nine):
    """Nine digits and their check digit, or None where the tenth would be a 10."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    return None if check == 10 else nine + str(check % 11)


@pytest.mark.parametrize(
    "words",
    [
        "9434765919",
        "943 476 5919",
        "943-476-5919",
        "943.476.5919",
        "943/476/5919",
        "943_476_5919",
        "943 - 476 - 5919",
        "943\u00a0476\u20095919",
        "943\u200b476\u200b5919",
        "943,476,5919",
        "9 4 3 4 7 6 5 9 1 9",
        "94 34 76 59 19",
        "943 4765919",
        "943-476 5919",
        "943 476\n5919",
        "NHS9434765919",
        "nhsno.9434765919x",
        "patient9434765919discharged",
        "(9434765919)",
        "x,9434765919;",
        "I rang 0117 496 0123 about 943 476 5919 on Monday",
        "\uff19\uff14\uff13 \uff14\uff17\uff16 \uff15\uff19\uff11\uff19",
        "her NHS number is 943 476 5918",  # called one, with a slip in the check digit
        "NHS no: 1234567890",
        "CHI 0101010001",
    ],
)
def test_an_nhs_number_is_refused_however_it_is_written(words):
    assert why_not_say(words) == (
        "This looks like an NHS number. Counterpoint holds no patient records: "
        "please take it out and say it without."
    )


@given(st.text("0123456789", min_size=9, max_size=9), st.sampled_from(["", " ", "-", ".", " - ", "/"]))
def test_every_number_with_the_check_digit_is_found_unless_it_could_be_a_telephone(nine, gap):
    number = nhs_number(nine)
    if number is None or number[0] == "0":
        return
    words = f"about {gap.join((number[:3], number[3:6], number[6:]))} today"
    (found,) = spot(words)
    assert (found.kind, words[found.start : found.end]) == (
        Kind.NHS_NUMBER,
        gap.join((number[:3], number[3:6], number[6:])),
    )


@pytest.mark.parametrize(
    "words",
    [
        "We will spend £1,234,567,890 on beds",
        "£9434765919",
        "£9,434,765,919.50",
        "a budget of 9,434,765,919 pounds",
        "reference 9434765918",
        "order 1234567890",
        "invoice 943 476 5910",
        "in 2024-25, 2025-26 and 2026-27",
        "2019, 2020, 21, 22",
        "we saw 120, 450, 2026 and 943, 476, 5919 people",
        "people without an NHS number: 2024-25, 2025-26",
        "the NHS 1234567890",
        "94347659190",
        "09434765919",
        "Ring me on 0117 496 0123 or 07700 900123",
        "+44 7700 900123",
        "+447700900123",
        "020 7946 0018, 01632 960001, 0800 1111",
        "by 3 April 2026",
        "By 03/04/2026 we will have moved 14 people",
        "The form was due on 3/4/2026",
        "We will stop asking for date of birth by 3 April 2026",
        "No more date of birth on forms from 1/4/2026",
        "people born in 1950",
        "everyone born before 3 April 1950 gets a letter",
        "ward 7, bed 12, 14:30 on 12.03.2026",
        "Our meeting is on 12 March 2026 at BS1 5TR",
        "policy HC 12 34 56, room AB123456",
        "the dobbin of 3 April 1950",
        "",
        "\0" * 10,
    ],
)
def test_what_is_not_a_patients_is_not_refused(words):
    assert why_not_say(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "dob 3/4/1950",
        "DOB: 03-04-50",
        "D.O.B. 3.4.1950",
        "d.o.b 3 4 1950",
        "dob3/4/1950",
        "Date of birth: 3 April 1950",
        "date of birth is 3rd of April 1950",
        "date of birth of my father is 3/4/50",
        "Birthday 3 Apr 50",
        "her birthdate 1950-04-03",
        "born on 3 April 1950",
        "born 3/4/1950",
        "born on the 3rd April, 1950",
        "Mrs T (born April 3, 1950)",
        "3/4/1950 (DOB)",
        "03041950 dob",
        "dob 03041950",
        "dob 030450",
        "DOB\n3/4/1950",
        "patientdob3/4/1950",
    ],
)
def test_a_date_is_a_date_of_birth_where_a_word_beside_it_says_so(words):
    assert why_not_say(words).startswith("This looks like a date of birth. ")


def test_ten_digits_from_0_are_a_scottish_patient_or_a_telephone_and_the_date_in_front_tells():
    patient = next(filter(None, (nhs_number(f"050450{n}") for n in range(100, 999))))
    telephone = next(filter(None, (nhs_number(f"012049{n}") for n in range(100, 999))))
    assert kinds(f"about {patient[:6]} {patient[6:]}") == [Kind.NHS_NUMBER]
    assert kinds(f"ring {telephone}") == [Kind.PHONE]


@pytest.mark.parametrize(
    "words", ["QQ 12 34 56 C", "AB123456", "GB123456A", "AB1234567", "XAB123456C", "AB123456E"]
)
def test_what_has_not_the_shape_of_a_national_insurance_number_is_not_one(words):
    assert why_not_say(words) is None


@pytest.mark.parametrize("words", ["AB123456C", "ab 12 34 56 c", "NI no JG-12-34-56-D.", "(AB 123456 C)"])
def test_a_national_insurance_number_is_refused(words):
    assert why_not_say(words).startswith("This looks like a National Insurance number. ")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("write to moira.tattersall+1@example.org.uk.", Kind.EMAIL),
        ("o'neill@example.com", Kind.EMAIL),
        ("0117 496 0123", Kind.PHONE),
        ("(0117) 496-0123", Kind.PHONE),
        ("07700900123", Kind.PHONE),
        ("+44 (0)7700 900123", Kind.PHONE),
        ("0044 7700 900 123", Kind.PHONE),
        ("01632 96000", Kind.PHONE),
        ("0800 123456", Kind.PHONE),
        ("she lives at SW1A 1AA now", Kind.POSTCODE),
        ("m1 1ae", Kind.POSTCODE),
        ("EC1A1BB", Kind.POSTCODE),
        ("hospital number: X123456", Kind.HOSPITAL_NUMBER),
        ("MRN 0012345", Kind.HOSPITAL_NUMBER),
        ("patient no. 55-1234", Kind.HOSPITAL_NUMBER),
    ],
)
def test_what_points_at_a_person_is_pointed_out_and_not_refused(words, kind):
    assert kinds(words) == [kind]
    assert why_not_say(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "at 14:30 in group E1 3rd and B1 2nd",
        "Q1 2nd half",
        "X1 1AA",
        "twitter @counterpoint and a@b",
        "01.02.2026 10",
        "hospital numbers 2025",
        "patient number 7",
        "unit number 12",
        "from 2026 to 2031, 0.75 of 100",
    ],
)
def test_ordinary_words_point_at_nobody(words):
    assert kinds(words) == []


def test_several_are_found_in_the_order_in_which_they_stand():
    words = "dob 3/4/1950, 943 476 5919, a@example.org, 07700 900123, BS1 5TR"
    found = spot(words)
    assert [one.kind for one in found] == [
        Kind.DATE_OF_BIRTH, Kind.NHS_NUMBER, Kind.EMAIL, Kind.PHONE, Kind.POSTCODE,
    ]  # fmt: skip
    assert [words[one.start : one.end] for one in found][1:3] == ["943 476 5919", "a@example.org"]


@given(st.text())
def test_any_words_can_be_read_and_the_places_lie_inside_them(words):
    end = 0
    for found in spot(words):
        assert end <= found.start < found.end <= len(words)
        end = found.end


@pytest.mark.proof
@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "a", "0", "0-", "dob ", "born on ", "a.", "@a.", "AB12", "jan", "-", "date of birth of my "],
)
def test_the_length_of_the_words_costs_no_more_than_its_share(piece):
    """Eight times the words take about eight times as long; with a slow pattern it would be sixty-four."""
    short, long = ((piece * length)[:length] for length in (5_000, 40_000))
    assert seconds(long) < 24 * max(seconds(short), 0.004)


def seconds(words):
    """Of this process alone, however busy the machine is."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        spot(words)
        best = min(best, time.process_time() - start)
    return best
