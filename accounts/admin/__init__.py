"""Admin of people. What other packages register in English, for nobody here, is taken away."""

from django.contrib import admin

from accounts.admin.delegations import DelegationAdmin
from accounts.admin.people import PersonAdmin

# Groups are the seven roles, devices belong to their owners, lockouts show on the person's page.
HIDDEN_APPS = frozenset({"auth", "axes", "otp_static", "otp_totp", "two_factor", "two_factor_webauthn", "guardian"})

for model in list(admin.site._registry):
    if model._meta.app_label in HIDDEN_APPS:
        admin.site.unregister(model)

__all__ = ["DelegationAdmin", "PersonAdmin"]
