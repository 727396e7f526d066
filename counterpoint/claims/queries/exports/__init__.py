"""What may be taken away, in three classes: mine, our organisation's, the whole place."""

from counterpoint.claims.queries.exports.mine import mine_bundle
from counterpoint.claims.queries.exports.organisation import organisation_bundle
from counterpoint.claims.queries.exports.page import ExportsPage, exports_page, place_export
from counterpoint.claims.queries.exports.place import PlaceBundle, place_bundle
from counterpoint.claims.queries.exports.tables import Bundle, archive

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
