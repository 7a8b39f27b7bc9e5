"""The tokens that templates may hold: what the reports write, by its first word."""

VALUE = {
    "grades": "grade accounts sales share",
    "stances": "stance accounts sales potential",
    "accounts": "rank account_id name sales cumulative class score grade potential "
    "wallet_share stance dso owner",
}
FORECAST = "quota won small_orders commit best_case pipeline weighted outlook attainment coverage"

WRITTEN = {
    "report": "workbook as_of",
    "plan": "month as_of",
    "findings": "errors warnings infos verdict severity sheet cell row_key header value message "
    "hint by_field by_class fixed",
    "findings_summary": "severity code message count",
    "findings_sheets": "sheet rows columns share unread",
    "findings_accounts": "account_id name by_field by_class empty",
    "findings_fixes": "sheet cell header before after what",
    "funnel": "deals amount weighted overstated overdue "
    + " ".join(f"level_{n} advice_{n}" for n in range(1, 5)),
    "funnel_levels": "level deals amount weighted overstated rate required balance",
    "funnel_owners": "owner deals amount weighted stalled win_rate cycle velocity",
    "forecast": "outlook won quota attainment overdue_deals note currencies weeks",
    **{
        f"forecast_{name}{weekly}": f"{keys} {FORECAST}"
        for name, keys in (("periods", "period"), ("owners", "owner"), ("grid", "period owner"))
        for weekly in ("", "_weekly")
    },
    "forecast_weeks": "week quota sales forecast progress to_date pace",
    "forecast_actuals": "month taken forecast actual error reason",
    "forecast_changes": "opportunity_id owner amount_change weighted_change reason",
    "value": "accounts sales grade_a grade_a_share note",
    **{
        f"value_{name}{suffix}": keys
        for name, keys in VALUE.items()
        for suffix in ("", "_pareto", "_plain")
    },
    "alerts": "count today deals amount note kind owner due account opportunity_id what",
    "alerts_kinds": "kind alerts amount",
    "alerts_owners": "owner alerts amount",
    "relationship": "accounts green amber red deals amount note",
    "relationship_map": "account level approver decider evaluator user words",
    "relationship_deals": "account map name stage amount close_date factors",
    "unplaced": "label cell text",
    "differences": "old new changed added removed",
    "differences_list": "kind sheet key header cell before after",
    "team": "files errors warnings infos verdict",
    "team_files": "file errors warnings infos change remark",
    "team_owners": "owner errors warnings infos accounts deals amount weighted quota outlook",
    "team_rules": "message severity count change code",
    "team_findings": "file severity sheet cell owner message header row_key value hint",
    "rollup": "open decided workbooks accounts deals verdict",
    "rollup_conflicts": "state kind sheet key about header used offers hint",
    "rollup_sources": "file state accounts deals others conflicts remark",
    "rollup_record": "line more",
    "contents": "tab subject owner month freshness filled actions remark",
}
