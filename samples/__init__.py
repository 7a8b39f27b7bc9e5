"""An invented company and its CRM workbooks in Chinese and English, made by `generate.py`."""
