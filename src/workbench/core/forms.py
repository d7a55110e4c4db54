"""Forms in the face of the house: label, help, field and error stand together, in that order."""

from django.forms.renderers import TemplatesSetting


class FaceRenderer(TemplatesSetting):
    """Renders `{{ form }}` and each field group with the templates in core/forms/."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"
