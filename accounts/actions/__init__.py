"""Every write on people and their rights. ``actor=None`` is the system: policy is not asked, rules are."""

from accounts.actions.activity import deactivate, reactivate
from accounts.actions.change_person import change_person
from accounts.actions.create_staff import create_staff
from accounts.actions.delegate import delegate
from accounts.actions.devices import forget_devices
from accounts.actions.grant_role import grant_role
from accounts.actions.note_sign_in import note_sign_in
from accounts.actions.passwords import change_password, reset_password
from accounts.actions.revoke_delegation import revoke_delegation
from accounts.actions.revoke_role import revoke_role
from accounts.actions.unlock import unlock

__all__ = [
    "change_password",
    "change_person",
    "create_staff",
    "deactivate",
    "delegate",
    "forget_devices",
    "grant_role",
    "note_sign_in",
    "reactivate",
    "reset_password",
    "revoke_delegation",
    "revoke_role",
    "unlock",
]
