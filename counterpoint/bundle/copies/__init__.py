"""What may be taken away, in three classes: mine, our organisation's, the whole place."""

from counterpoint.bundle.copies.mine import mine_bundle
from counterpoint.bundle.copies.organisation import organisation_bundle
from counterpoint.bundle.copies.page import ExportsPage, exports_page, place_export
from counterpoint.bundle.copies.place import PlaceBundle, place_bundle
from counterpoint.bundle.copies.tables import Bundle, archive

__all__ = [
    "Bundle",
    "ExportsPage",
    "PlaceBundle",
    "archive",
    "exports_page",
    "mine_bundle",
    "organisation_bundle",
    "place_bundle",
    "place_export",
]
