from django.db import migrations


class Migration(migrations.Migration):
    """The recommendations of conversations were brought over; their own table goes."""

    dependencies = [
        ("dialogue", "0001_conversations"),
        ("meetings", "0003_one_kind_of_recommendation"),
    ]

    operations = [migrations.DeleteModel("Recommendation")]
