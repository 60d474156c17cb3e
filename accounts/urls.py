"""Sign-in with one or two factors, and one's own account."""

from django.urls import include, path
from two_factor.views import SetupCompleteView

from accounts import views

two_factor = [
    path("account/login/", views.StaffLoginView.as_view(), name="login"),
    path("account/two_factor/", views.StaffProfileView.as_view(), name="profile"),
    path("account/two_factor/setup/", views.StaffSetupView.as_view(), name="setup"),
    path("account/two_factor/setup/complete/", SetupCompleteView.as_view(), name="setup_complete"),
    path("account/two_factor/qrcode/", views.StaffQRView.as_view(), name="qr"),
    path("account/two_factor/backup/tokens/", views.StaffBackupTokensView.as_view(), name="backup_tokens"),
    path("account/two_factor/disable/", views.StaffDisableView.as_view(), name="disable"),
    path("account/two_factor/webauthn/", include("two_factor.plugins.webauthn.urls", namespace="webauthn")),
]
own = [
    path("account/password/", views.PasswordChangeView.as_view(), name="password_change"),
    path("account/alive/", views.alive, name="alive"),
]

urlpatterns = [
    path("", include((two_factor, "two_factor"))),
    path("", include((own, "accounts"))),
]
