"""xlcrm: the spreadsheet-native CRM toolkit. Validate, score and plan workbooks in place."""

__version__ = "0.1.0"
