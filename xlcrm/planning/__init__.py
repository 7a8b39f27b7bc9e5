"""Planning tabs: a template filled with its subject's rows, everything typed carried over.

- `subject`: whom tabs are about: the accounts chosen, their open deals, or the team
- `tokens`: what a template's tokens say
- `carry`: what people left on a tab, found again
- `tables`: the repeating tables, with what people typed beside the rows
- `plan`: one tab from all of these
- `contents`: the list of all planning tabs
- `check`: what is wrong with a template
"""
