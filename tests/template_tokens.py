"""The tokens that templates may hold: what the reports write, by its first word."""

WRITTEN = {
    "report": "workbook as_of",
    "plan": "month",
    "findings": "errors warnings infos verdict severity sheet cell row_key header value message "
    "hint by_field by_class fixed",
    "findings_summary": "severity code message count",
    "findings_sheets": "sheet rows columns share",
    "findings_accounts": "account_id name by_field by_class empty",
    "findings_fixes": "sheet cell header before after what",
    "funnel": "deals amount weighted overstated overdue",
    "funnel_levels": "level deals amount weighted overstated",
    "funnel_owners": "owner deals amount weighted",
    "forecast": "horizon total won overdue_deals overdue_amount",
    "forecast_months": "month deals amount weighted won forecast",
    "value": "accounts sales class_a class_a_share",
    "value_grades": "grade accounts sales share",
    "value_stances": "stance accounts sales potential",
    "account_value": "rank account_id name sales cumulative grade potential wallet_share stance "
    "dso owner",
    "unplaced": "label cell text",
}
