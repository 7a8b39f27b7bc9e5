"""What xlcrm does to a workbook: one verb per module; `xlcrm.api` is the roll-call."""
