"""Files for other programs: Protégé, and anything that reads TriG, N-Quads or JSON-LD."""

from diplograph.export.exporting import FORMATS, export
from diplograph.export.protege import Exported
from diplograph.export.slicing import Choice

__all__ = ["FORMATS", "Choice", "Exported", "export"]
