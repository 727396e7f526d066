"""Writing the partners' one line, when it is one's turn."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from counterpoint.claims.actions.line import write_line
from counterpoint.claims.forms.line import LineForm
from counterpoint.partnership.middleware import me, now
from counterpoint.web.fields import FormPage
from counterpoint.web.http import for_members, page


@for_members
def line(request: HttpRequest, slug: str) -> HttpResponse:
    form = LineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.shows_refusals():
            write_line(
                place=me(request).place,
                sentence=form.cleaned_data["sentence"],
                by=me(request),
                at=now(request),
            )
            return redirect("mirror:mirror", slug=slug)
    shown = FormPage(
        title="This month’s line",
        button="Put it on the Mirror",
        lead="It stands at the top of the Mirror, in your organisation’s name. "
        "The other partners are asked whether they agree.",
        back_url=f"/{slug}/mirror/",
    )
    return page(request, "web/form.jinja", shown, form=form)
