"""The verbs, as functions that return objects: what the doors call and what scripts import.

Each verb reads everything, computes everything, then writes once; with `dry_run` it writes
nothing. All raise BookError, in the user's words, and leave the file as it was.
"""

from xlcrm.verbs.check_template import check_template
from xlcrm.verbs.diff import diff
from xlcrm.verbs.plan import plan
from xlcrm.verbs.rollup import rollup
from xlcrm.verbs.score import score
from xlcrm.verbs.snapshot import snapshot
from xlcrm.verbs.start import demo, new, undo
from xlcrm.verbs.validate import clear, export_findings, validate

__all__ = [
    "check_template",
    "clear",
    "demo",
    "diff",
    "export_findings",
    "new",
    "plan",
    "rollup",
    "score",
    "snapshot",
    "undo",
    "validate",
]
