"""One line per room. What stands first is found first: doors of no place, then the rooms of places."""

from __future__ import annotations

from django.urls import include, path

handler400 = "counterpoint.web.refusals.bad_request"
handler403 = "counterpoint.web.refusals.forbidden"
handler404 = "counterpoint.web.refusals.not_found"
handler500 = "counterpoint.web.refusals.server_error"

urlpatterns = [
    path("", include("counterpoint.web.urls")),
    path("", include("counterpoint.partnership.urls")),
    path("", include("counterpoint.claims.urls")),
    path("", include("counterpoint.promises.urls")),
    path("", include("counterpoint.barriers.urls")),
    path("", include("counterpoint.offers.urls")),
    path("", include("counterpoint.stories.urls")),
    path("", include("counterpoint.goals.urls")),
    path("", include("counterpoint.experiments.urls")),
    path("", include("counterpoint.mirror.urls")),
    path("", include("counterpoint.threads.urls")),
    path("", include("counterpoint.bundle.urls")),
    path("", include("counterpoint.programme.urls")),
    path("", include("counterpoint.hour.urls")),
]
