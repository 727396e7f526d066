"""Addresses of goals."""

from __future__ import annotations

from django.urls import URLPattern, path

from counterpoint.goals.views import bringing, goals, measures, saying, sets

app_name = "goals"

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/goals/", goals.goals, name="list"),
    path("<slug:slug>/goals/choose/", goals.choose, name="choose"),
    path("<slug:slug>/goals/horizons/", goals.horizons, name="horizons"),
    path("<slug:slug>/goals/sets/", sets.sets, name="sets"),
    path("<slug:slug>/goals/sets/<slug:key>/", sets.show, name="set"),
    path("<slug:slug>/goals/sets/<slug:key>/pick/", sets.pick, name="pick"),
    path("<slug:slug>/goals/sets/<slug:key>/unpick/", sets.unpick, name="unpick"),
    path("<slug:slug>/goals/sets/<slug:key>/metrics/<slug:metric>/", sets.tie, name="tie"),
    path("<slug:slug>/goals/sets/<slug:key>/<slug:quarter>/", sets.quarter, name="quarter"),
    path("<slug:slug>/goals/sets/<slug:key>/<slug:quarter>/draft.txt", sets.draft_text, name="draft_text"),
    path(
        "<slug:slug>/goals/sets/<slug:key>/<slug:quarter>/draft.xlsx",
        sets.draft_workbook,
        name="draft_workbook",
    ),
    path("<slug:slug>/goals/<int:number>/", goals.show, name="show"),
    path("<slug:slug>/goals/<int:number>/end/", goals.end, name="end"),
    path("<slug:slug>/goals/<int:number>/framings/", goals.framings, name="framings"),
    path("<slug:slug>/goals/<int:number>/framings/write/", goals.frame, name="frame"),
    path("<slug:slug>/goals/<int:number>/needs/add/", goals.need, name="need"),
    path("<slug:slug>/goals/<int:number>/needs/<int:line>/promise/", goals.promise, name="promise"),
    path("<slug:slug>/goals/<int:number>/needs/<int:line>/end/", goals.end_need, name="end_need"),
    path("<slug:slug>/goals/<int:number>/serves/", goals.serve, name="serve"),
    path("<slug:slug>/goals/<int:number>/what-matters/", goals.matter, name="matter"),
    path("<slug:slug>/goals/<int:number>/say/<slug:kind>/", saying.say, name="say"),
    path("<slug:slug>/measures/", measures.measures, name="measures"),
    path("<slug:slug>/measures/begin/", measures.begin, name="begin_measure"),
    path("<slug:slug>/measures/<int:number>/", measures.show, name="measure"),
    path("<slug:slug>/measures/<int:number>/bring/", bringing.bring, name="bring"),
    path("<slug:slug>/measures/<int:number>/target/", measures.target, name="target"),
    path("<slug:slug>/measures/<int:number>/lock/", measures.lock, name="lock"),
    path("<slug:slug>/measures/<int:number>/forecast/", measures.forecast, name="forecast"),
    path("<slug:slug>/measures/<int:number>/rebase/", measures.rebase, name="rebase"),
]
