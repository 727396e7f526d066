"""What waits without a name lies in no order, in PostgreSQL too."""

from django.db import migrations

from counterpoint.ledger.models import scattered


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_append_only")]
    operations = [scattered("claims_unsealed", "claims_shortcode")]
