"""Lists of members by name and their totals, read from indexes as the number of members grows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("snippets", "0002_moderation")]

    operations = [
        migrations.RemoveIndex(
            model_name="member",
            name="snippets_me_locale__8679cc_idx",
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                fields=["locale", "folded_name", "id", "country"], name="member_by_name"
            ),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                fields=["locale", "country", "live", "expire_at", "id"], name="member_facets"
            ),
        ),
    ]
