"""What Excel shows of xlcrm: the ribbon's buttons, the worksheet functions, and their add-in.

`buttons.py` and `signatures.py` say what there is; `ribbon.py` and `sources.py` turn that into
the files in `macros/`; `build.py` makes workbooks of those; `machine.py` and `install.py` know
where Excel looks for them.
"""
