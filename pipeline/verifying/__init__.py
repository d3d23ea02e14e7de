"""Hold a built graph against its shapes, and against what must hold across nodes.

The shapes are core SHACL; each constraint is asked of the whole graph at once, which
takes a fraction of the time of going from node to node.
"""

from pipeline.verifying.faults import Fault, verify

__all__ = ["Fault", "verify"]
