"""A short code over HTTP: typed from a slip or as it was read aloud, it opens its ticket. No account, no cookie."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from counterpoint.claims.forms.code import CodeForm
from counterpoint.claims.policies.limits import too_often
from counterpoint.claims.queries.codes import CodePage, opened_by
from counterpoint.partnership.middleware import now
from counterpoint.web.http import Refused, for_anyone, page

MOST_WRONG = 60  # in a minute, by everybody together: who tries is not kept


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@for_anyone
def code(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        address = opened_by(form.cleaned_data["code"], now(request).date())
        if address is not None:
            return redirect(address)
        many = too_often("wrong codes", most=MOST_WRONG, within=timedelta(minutes=1))
        form.refuse(Refused(CodeForm.TOO_MANY if many else CodeForm.UNKNOWN, field="code"))
    return page(request, "claims/code.jinja", CodePage(request.POST.get("code", "")), form=form)
