"""The partnership's tables: places, partners, people, and how they sign in."""

from counterpoint.partnership.models.accounts import Account, Founding, Passkey, SignIn
from counterpoint.partnership.models.bringing_in import BringIn
from counterpoint.partnership.models.matters import Matter, MatterCount, TrueNow
from counterpoint.partnership.models.notes import Note
from counterpoint.partnership.models.people import Member, Membership, Organisation, Standpoint
from counterpoint.partnership.models.places import Place, Sharing, is_quiet
from counterpoint.partnership.models.sessions import Session

__all__ = [
    "Account",
    "BringIn",
    "Founding",
    "Matter",
    "MatterCount",
    "Member",
    "Membership",
    "Note",
    "Organisation",
    "Passkey",
    "Place",
    "Session",
    "Sharing",
    "SignIn",
    "Standpoint",
    "TrueNow",
    "is_quiet",
]
