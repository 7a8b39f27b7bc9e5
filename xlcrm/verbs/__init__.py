"""What xlcrm does to a workbook: one verb per module; `xlcrm.api` is the roll-call.

A verb takes a path, or a book that is open already, such as one in Excel.
"""
