"""Files for other programs: Protégé, and anything that reads TriG, N-Quads, Jelly or JSON-LD."""

from diplograph.export.choosing import LIMIT_INDIVIDUALS, Choice
from diplograph.export.exporting import FORMATS, export
from diplograph.export.protege import Exported, slice_quads

__all__ = ["FORMATS", "LIMIT_INDIVIDUALS", "Choice", "Exported", "export", "slice_quads"]
