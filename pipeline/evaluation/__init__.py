"""Hold our reading against people's: gold in, a report out.

Anyone may bring gold of their own; what is judged, and how, is data
(``ontology/vocabulary/annotation.yaml``), and no stage knows that it is judged.
"""

from pipeline.evaluation.evaluating import FEW, Report, evaluate
from pipeline.evaluation.rendering import RENDERERS, Detail, render

__all__ = ["FEW", "RENDERERS", "Detail", "Report", "evaluate", "render"]
