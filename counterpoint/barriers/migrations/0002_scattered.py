"""What waits without a name lies in no order, in PostgreSQL too."""

from django.db import migrations

from counterpoint.ledger.models import scattered


class Migration(migrations.Migration):
    dependencies = [("barriers", "0001_initial")]
    operations = [scattered("barriers_raisedby")]
