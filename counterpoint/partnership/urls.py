from django.urls import path

from counterpoint.partnership.views import account, bring_in, doors, organisations, people, settings, starting

app_name = "partnership"
urlpatterns = [
    path("", doors.door, name="front"),
    path("sign-in/", doors.sign_in, name="sign_in"),
    path("sign-in/code/", doors.sign_in_code, name="sign_in_code"),
    path("sign-in/passkey/", account.passkey, name="passkey"),
    path("sign-in/<str:token>/", doors.sign_in_link, name="sign_in_link"),
    path("sign-out/", doors.sign_out, name="sign_out"),
    path("account/", account.account, name="account"),
    path("account/passkeys/add/", account.add_passkey, name="add_passkey"),
    path("account/passkeys/<int:number>/remove/", account.remove_passkey, name="remove_passkey"),
    path("account/sessions/end-others/", account.end_other_sessions, name="end_other_sessions"),
    path("account/sessions/<str:key>/end/", account.end_session, name="end_session"),
    path("start/<str:token>/", starting.start, name="start"),
    path("be/", doors.be_list, name="be_list"),
    path("be/<slug:place>/<int:number>/", doors.be, name="be"),
    path("<slug:slug>/people/", people.people, name="people"),
    path("<slug:slug>/people/add/", people.add, name="add_member"),
    path("<slug:slug>/people/<int:number>/", people.person, name="person"),
    path("<slug:slug>/people/<int:number>/edit/", people.edit, name="edit_member"),
    path("<slug:slug>/people/<int:number>/appoint/", people.appoint, name="appoint"),
    path("<slug:slug>/people/<int:number>/leave/", people.leave, name="leave"),
    path("<slug:slug>/organisations/add/", organisations.add, name="add_organisation"),
    path("<slug:slug>/organisations/<int:number>/", organisations.organisation, name="organisation"),
    path("<slug:slug>/organisations/<int:number>/edit/", organisations.edit, name="edit_organisation"),
    path("<slug:slug>/settings/", settings.settings, name="settings"),
    path("<slug:slug>/bring-in/", bring_in.bring_in, name="bring_in"),
    path("<slug:slug>/bring-in/check/", bring_in.check, name="check_bring_in"),
]
