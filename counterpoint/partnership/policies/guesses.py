"""What a name or a post suggests. Always a guess: shown before it is used, and put right by those it is about.

Words are looked for in order, so that the narrower comes first: a "Healthwatch" is a charity before its town's
"council of" anything, and a carers' forum is people before it is a charity.
"""

from __future__ import annotations

import re

from counterpoint.partnership.choices import OrganisationKind, Perspective

KIND_WORDS = (
    (
        OrganisationKind.GROUP,
        r"voices?|forum|service user|user group|experts? by experience|lived experience|peers?"
        r"|carers.? (group|network)|parent carer|patient (group|participation)|ppg",
    ),
    (
        OrganisationKind.NATIONAL,
        r"nhs england|department (of|for)|ministry|national programme|regional|programme|lga|adass",
    ),
    (OrganisationKind.COMMISSIONER, r"icbs?|integrated care board|commissioners?|commissioning|ccg"),
    (OrganisationKind.POLICE, r"police|constabulary|probation|prison|justice|youth offending|pcc"),
    (
        OrganisationKind.PRIMARY,
        r"primary care|pcn|gps?|surgery|medical (centre|practice)|general practice|practice|health centre",
    ),
    (
        OrganisationKind.COMMUNITY,
        r"community (health|nhs|healthcare|services|trust)|mental health|partnership (nhs|trust)",
    ),
    (
        OrganisationKind.ACUTE,
        r"hospitals?|acute|infirmary|teaching|nhs (foundation )?trust|nhs ft|health board",
    ),
    (OrganisationKind.HOUSING, r"homes?|housing|almshouses?|tenants"),
    (
        OrganisationKind.CHARITY,
        r"charity|charities|cvs|healthwatch|age uk|mind|hospice|citizens advice|voluntary|foundation"
        r"|community (action|centre)|trust|hearth|recovery|cic|church|mosque|food ?bank",
    ),
    (
        OrganisationKind.COUNCIL,
        r"council(?! of)|borough|county|unitary|city of|local authority|social services",
    ),
    (OrganisationKind.PROVIDER, r"care|ltd|limited|plc|llp|agency|nursing home|residential"),
)

# A council is a council whatever else stands in its name ("Borough Council Housing").
COUNCIL_FIRST = re.compile(r"\bcouncil\b(?! of )", re.I)

POST_WORDS = (
    (
        Perspective.ELECTED,
        r"cllr|councillors?|elected|lead member|portfolio holder|mayor|mp|commissioner for police",
    ),
    (
        Perspective.CARER,
        r"carer|parent carer|unpaid carer|daughter|son|wife|husband|mother|father",
    ),
    (
        Perspective.LIVED,
        r"lived experience|expert by experience|patient|resident|tenant|service user|peer( worker)?"
        r"|member of the public",
    ),
    (
        Perspective.EXECUTIVE,
        r"chief|ceo|coo|cfo|executive|director|accountable officer|chair|superintendent|managing",
    ),
    (
        Perspective.MANAGER,
        r"manager|head|lead|leader|matron|inspector|supervisor|programme|project|commissioner|deputy",
    ),
)

# Where nothing in the post says otherwise: a group's people are there as themselves, a charity's for the charity.
BY_KIND: dict[str, Perspective] = {
    OrganisationKind.GROUP: Perspective.LIVED,
    OrganisationKind.CHARITY: Perspective.VOLUNTARY,
    OrganisationKind.NATIONAL: Perspective.NATIONAL,
}


def kind_by_name(name: str) -> str:
    if COUNCIL_FIRST.search(name):
        return OrganisationKind.COUNCIL
    return next((kind for kind, words in KIND_WORDS if _says(words, name)), OrganisationKind.OTHER)


def perspective_by_post(post: str, kind: str) -> str:
    if kind in (OrganisationKind.CHARITY, OrganisationKind.NATIONAL):
        return BY_KIND[kind]
    found = next((perspective for perspective, words in POST_WORDS if _says(words, post)), None)
    if found is Perspective.CARER and kind not in (OrganisationKind.GROUP, OrganisationKind.OTHER):
        found = None  # a home carer is paid to be there
    if found is None or (
        kind == OrganisationKind.GROUP and found not in (Perspective.CARER, Perspective.ELECTED)
    ):
        return BY_KIND.get(kind, Perspective.FRONTLINE)
    return found


def _says(words: str, text: str) -> bool:
    return re.search(rf"\b(?:{words})\b", text, re.I) is not None
