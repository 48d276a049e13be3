"""Files for other programs: Protégé, and anything that reads TriG, N-Quads or JSON-LD."""

from diplograph.export.exporting import FORMATS, export
from diplograph.export.protege import Exported, slice_quads
from diplograph.export.slicing import LIMIT_INDIVIDUALS, Choice

__all__ = ["FORMATS", "LIMIT_INDIVIDUALS", "Choice", "Exported", "export", "slice_quads"]
