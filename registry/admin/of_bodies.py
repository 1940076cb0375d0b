"""What decisions and council sessions share: papers of an issuing body, whose reviewers record them."""

from registry import rules
from registry.forms.review import bodies_for

from .base import RegistryAdmin


class OfBodyAdmin(RegistryAdmin):
    """Reviewers record papers of their level's bodies; what left `being_prepared` only still takes a missing scan."""

    being_prepared = ""  # the state in which everything can be changed

    def has_view_permission(self, request, obj=None):
        return rules.may_review(request.user)

    def has_add_permission(self, request):
        return bool(rules.decision_levels(request.user))

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return self.has_add_permission(request)
        is_open = obj.state == self.being_prepared or not obj.scan
        return is_open and rules.may_record(request.user, obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "body":
            kwargs["queryset"] = bodies_for(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def record(self, request, obj, act, data):
        """Nothing: the services wrote the trail."""
