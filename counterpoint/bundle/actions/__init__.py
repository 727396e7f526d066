"""What is done to a whole place from outside it, by whoever runs it."""

from counterpoint.bundle.actions.erasing import replay_erasures
from counterpoint.bundle.actions.importing import Imported, import_place
from counterpoint.bundle.actions.taking import take_place

__all__ = ["Imported", "import_place", "replay_erasures", "take_place"]
