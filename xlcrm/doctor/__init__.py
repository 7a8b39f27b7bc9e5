"""What is installed, which host is available, and what to do about each problem people meet.

To add a check: a function that yields Remarks about a Machine, in the file it belongs to, and its
line in the table below.
"""

from collections.abc import Iterable

from xlcrm.addin.machine import Machine
from xlcrm.doctor.addin_checks import addin_checks
from xlcrm.doctor.folder_checks import folder_checks
from xlcrm.doctor.host_checks import host_checks
from xlcrm.doctor.python_checks import python_checks
from xlcrm.doctor.remark import Check, Remark, State

ADDIN_CHECKS: tuple[Check, ...] = addin_checks
CHECKS: tuple[Check, ...] = (*python_checks, *host_checks, *addin_checks, *folder_checks)

__all__ = ["ADDIN_CHECKS", "CHECKS", "Check", "Remark", "State", "examine"]


def examine(machine: Machine, checks: Iterable[Check] = CHECKS) -> list[Remark]:
    """Every check's remarks, in the order of the table."""
    return [remark for check in checks for remark in check(machine)]
