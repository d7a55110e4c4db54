"""Say of a source what overlaps: its groups. Words only; no column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("listening", "0002_note_of_a_source"),
    ]

    operations = [
        migrations.AlterField(
            model_name="source",
            name="overlapping",
            field=models.BooleanField(
                default=False,
                help_text=(
                    "One offence may carry several groups of this source, so figures of different "
                    "groups are never added."
                ),
                verbose_name="its groups overlap",
            ),
        ),
    ]
