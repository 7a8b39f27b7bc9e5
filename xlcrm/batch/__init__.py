"""Many workbooks: which are meant, who works on them, what became of each.

Serial, a process pool and a Dask cluster are one code path: jobs are handed to an executor and
come back as they are done. A workbook that fails does not stop the others.
"""

from xlcrm.batch.crew import Crew, cluster, here, processes
from xlcrm.batch.find import find
from xlcrm.batch.job import Done, Job
from xlcrm.batch.run import each, in_order

__all__ = [
    "Crew",
    "Done",
    "Job",
    "cluster",
    "each",
    "find",
    "here",
    "in_order",
    "processes",
]
