#!/usr/bin/env python3
"""Recomputes the figures of reports from exported records alone, and compares.

    tollgate audit export --from ... --format jsonl --out records.jsonl
    tollgate report access --from ... --format json --out access.json
    python3 tests/reports/recompute.py records.jsonl access.json ...

It shares no code with Tollgate. The export must have the reports' period and, for calls without an outcome, what came
after it. Exit code: 0 when all figures are equal, 1 when one is not, 2 when a file could not be read.
"""
import json
import sys
from collections import Counter
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

FROM_THE_REGISTRY = {"registered", "suspended", "old_keys"}


def time(text):
    """Microseconds are all there are; fromisoformat of Python before 3.11 takes no Z."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def zone(name):
    if name in ("UTC", "Z"):
        return timezone.utc
    if name[:1] in "+-":
        hours, minutes = (name[1:] + ":00").split(":")[:2]
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(offset if name[0] == "+" else -offset)
    return ZoneInfo(name)


def known(name):
    return "?" if name.startswith("p.") else name


def kind(record):
    if record["kind"] == "decision" and "withdraws" in record:
        return "withdrawal"
    if record["kind"] == "decision" and "preflight" in record:
        return "preflight"
    if record["kind"] == "redaction" and "repeats" in record:
        return "repeat"
    return record["kind"]


def call(record):
    return record.get("agent", ""), known(record.get("server", "")), known(record.get("tool", ""))


def act(record):
    for name in ("effect", "redaction", "act", "event", "search"):
        if name in record:
            return record[name]
    return ""


def at_most(micros, percent):
    """The largest duration of the class that has the percentile; classes are a quarter of a power of two."""
    if not micros:
        return 0
    exact = sorted(micros)[-(-len(micros) * percent // 100) - 1]
    if exact < 4:
        return exact
    step = 1 << (exact.bit_length() - 3)
    return exact // step * step + step - 1


class Records:
    def __init__(self, path, report):
        with open(path, encoding="utf-8") as lines:
            self.everything = [json.loads(line)["record"] for line in lines if line.strip()]
        scope = report["scope"]
        if scope["limited"]:
            raise SystemExit("recompute.py: the report is of a key with a limited scope; use one that may read everything")
        begin, end, made = time(report["from"]), time(report["to"]), time(report["made"])
        # Figures are of sealed records; lists are read from the table.
        sealed = time(report["checkpoints"]["sealed_until"]) if "sealed_until" in report["checkpoints"] else begin
        # An observed call counts when it was called; its record says when it was received.
        self.counted = [r for r in self.everything
                        if begin <= time(r.get("called_at", r["at"])) < end and time(r["at"]) < sealed]
        self.made = made
        self.listed = [r for r in self.everything if begin <= time(r["at"]) < min(end, made)]
        self.newest = sorted(self.listed, key=lambda r: r["at"], reverse=True)

    def of(self, *kinds):
        return [r for r in self.counted if kind(r) in kinds]


def over_time(report, records, column):
    where = zone(report["tz"])
    by_hour = time(report["to"]) - time(report["from"]) <= timedelta(hours=49)
    sums = Counter()
    for record in records:
        local = time(record["at"]).astimezone(where)
        label = local.strftime("%Y-%m-%d")
        if by_hour:
            offset = local.strftime("%z")
            label = local.strftime("%Y-%m-%d %H:00 ") + offset[:3] + ":" + offset[3:5]
        sums[(label,), column(record)] += 1
    return sums


def access(report, records):
    decisions = records.of("decision")
    uses = Counter((call(r), r["effect"]) for r in decisions)
    took = [r["took_us"] for r in decisions if "took_us" in r]
    return {
        "totals": {
            "decisions": len(decisions),
            **{effect: sum(r["effect"] == effect for r in decisions) for effect in ("allow", "throttle", "deny")},
            "agents": len({r["agent"] for r in decisions if "agent" in r}),
            "tools": len({call(r)[1:] for r in decisions if "tool" in r}),
            "decision_us_p50_at_most": at_most(took, 50),
            "decision_us_p99_at_most": at_most(took, 99),
        },
        "over_time": over_time(report, decisions, lambda r: r["effect"]),
        "uses": uses,
    }


def violations(report, records):
    decisions = records.of("decision")
    refused = [r for r in decisions if r["effect"] != "allow"]
    watched = [r for r in decisions if "would_be" in r]
    security = records.of("security")
    latest = [r["id"] for r in records.newest if r["kind"] == "decision" and r.get("effect") in ("deny", "throttle")]
    return {
        "totals": {
            "deny": sum(r["effect"] == "deny" for r in refused),
            "throttle": sum(r["effect"] == "throttle" for r in refused),
            "withdrawn": len(records.of("withdrawal")),
            "watched": len(watched),
            "security": len(security),
        },
        "over_time": over_time(report, refused, lambda r: r["effect"]),
        "refusals": Counter(((*call(r), r["effect"], r.get("reason", "")), "count") for r in refused),
        "watched": Counter((call(r), "count") for r in watched),
        "security": Counter(((r["event"], r.get("agent", "")), "count") for r in security),
        "latest": latest[:50],
    }


def trail(report, records):
    steps = [r for r in records.listed if all(r.get(name) == text for name, text in report["asked"].items())]
    return {
        "steps": [r["id"] for r in sorted(steps, key=lambda r: r["at"])],
        "counts": Counter(((r["kind"], r.get("effect", r.get("redaction", ""))), "count") for r in steps),
    }


def agents(report, records):
    uses, last = Counter(), {}
    for record in records.of("decision"):
        if "agent" in record:
            uses[(record["agent"],), record["effect"]] += 1
            last[record["agent"]] = max(last.get(record["agent"], ""), record["at"])
    for record in records.of("redaction"):
        if "agent" in record:
            found = sum(finding["count"] for finding in record.get("findings", []))
            uses[(record["agent"],), "findings"] += found
    listed = [row["agent"] for section in report["sections"] if section["id"] == "agents" for row in section["rows"]]
    return {"totals": {"idle": sum(agent not in last for agent in listed)}, "agents": uses, "last_use": last}


def data(report, records):
    answers = records.of("redaction")
    findings, received, declared = Counter(), Counter(), Counter()
    for answer in answers:
        for finding in answer.get("findings", []):
            findings[(finding["type"], finding["action"]), "count"] += finding["count"]
        for label in answer.get("labels", []):
            received[(label, *call(answer)), "blocked" if answer["redaction"] == "blocked" else "answers"] += 1
    for decision in records.of("decision"):
        if decision["effect"] == "allow":
            for label in decision.get("labels", []):
                declared[(label, *call(decision)), "allow"] += 1
    totals = {word: sum(r["redaction"] == word for r in answers)
              for word in ("passed", "redacted", "truncated", "blocked")}
    return {
        "totals": {
            "answers": len(answers),
            **totals,
            "findings": sum(findings.values()),
            "bytes_in": sum(r.get("bytes_in", 0) for r in answers),
            "bytes_out": sum(r.get("bytes_out", 0) for r in answers),
        },
        "over_time": over_time(
            report, answers, lambda r: "redacted" if r["redaction"] == "truncated" else r["redaction"]),
        "findings": findings,
        "received": received,
        "declared": declared,
        "redactions": Counter(((*call(r)[1:], r.get("agent", "")), r["redaction"]) for r in answers),
    }


def changes(report, records):
    admin, approvals = records.of("admin"), records.of("approval")
    reactions = [r for r in records.of("security") if r["event"] == "reaction"]
    return {
        "totals": {"acts": len(admin), "approvals": len(approvals), "reactions": len(reactions)},
        "acts": Counter(((r["kind"], act(r)), "count") for r in admin + approvals + reactions),
        "changes": [r["id"] for r in records.newest if r["kind"] == "admin"][:300],
        "approved": [r["id"] for r in records.newest if r["kind"] == "approval"][:300],
    }


def coverage(report, records):
    allowed = [r for r in records.of("decision") if r["effect"] == "allow" and "tool" in r]
    answers, journal = records.of("redaction"), records.of("journal")
    matched = [r for r in answers if "decision" in r]
    calls = Counter((call(r), "allowed") for r in allowed)
    calls.update((call(r), "came_back") for r in matched)
    calls.update((call(r), "journalled") for r in journal)
    named = {r.get("decision") for r in records.everything if r["kind"] == "redaction"}
    named |= {r.get("withdraws") for r in records.everything}
    missing = [r["id"] for r in records.newest
               if kind(r) == "decision" and r["effect"] == "allow" and "tool" in r and "agent" in r
               and r["id"] not in named]
    observed = records.of("observed")
    beyond = {tool: max(0, beyond_by_hour([r for r in observed if call(r)[1:] == tool],
                                          [r for r in allowed if call(r)[1:] == tool])
                        - sum(call(r)[1:] == tool for r in journal))
              for tool in {call(r)[1:] for r in observed}}
    seen = Counter((call(r)[1:], "observed") for r in observed)
    seen.update((call(r)[1:], "named") for r in observed if "decision" in r)
    seen.update((call(r)[1:], "allowed") for r in allowed if call(r)[1:] in beyond)
    seen.update({(tool, "beyond"): count for tool, count in beyond.items()})
    logs = Counter(((call(r)[1],), "allowed") for r in allowed)
    logs.update(((call(r)[1],), "observed") for r in observed)
    return {
        "totals": {
            "observed": len(observed),
            "observed_named": sum("decision" in r for r in observed),
            "observed_beyond": sum(beyond.values()),
            "allowed": len(allowed),
            "came_back": len(matched),
            "not_back": len(allowed) - len(matched),
            "redaction_owed": sum("redact" in r.get("obligations", []) for r in allowed),
            "unmatched": len(answers) - len(matched),
            "withdrawn": len(records.of("withdrawal")),
            "journalled": len(journal),
            "journal_violations": sum("violation" in r for r in journal),
        },
        "calls": calls,
        "without_outcome": missing[:200],
        "observed": seen,
        "logs": logs,
        "observed_unmatched": unmatched(report, records)[:200],
    }


def beyond_by_hour(observed, allowed):
    """An allowed decision covers one call in its own hour or the next."""
    hour = lambda text: int(time(text).timestamp()) // 3600
    calls, allows = Counter(hour(r["called_at"]) for r in observed), Counter(hour(r["at"]) for r in allowed)
    beyond = 0
    for each in sorted(calls):
        # Every allow of the hour before that a call of that hour did not need; calls look back first.
        for _ in range(calls[each]):
            source = each - 1 if allows[each - 1] > 0 else each
            if allows[source] > 0:
                allows[source] -= 1
            else:
                beyond += 1
    return beyond


def unmatched(report, records):
    """Newest first: observed calls whose decision did not allow their tool, or was named before by the same log."""
    begin, end = time(report["from"]), time(report["to"])
    withdrawn = {r.get("withdraws") for r in records.everything}
    allows = {}
    for r in records.everything:
        if kind(r) == "decision" and r["effect"] == "allow" and r["id"] not in withdrawn:
            allows[r["id"]] = r.get("server"), r.get("tool")
    calls = [r for r in records.everything if r["kind"] == "observed" and "decision" in r
             and begin <= time(r["called_at"]) < end and time(r["at"]) < records.made]
    used, wrong = set(), []
    def place(r):
        writer, _, seq = r["id"].rpartition("-")
        return r["called_at"], r["at"], writer, int(seq)

    for r in sorted(calls, key=place):
        names = r["source"], r["decision"]
        if allows.get(r["decision"]) != (r["server"], r["tool"]) or names in used:
            wrong.append(r["id"])
        used.add(names)
    return wrong[::-1]


class Comparison:
    def __init__(self, name):
        self.name, self.equal, self.wrong, self.skipped = name, 0, [], []

    def figure(self, what, reported, recomputed):
        if reported == recomputed:
            self.equal += 1
        else:
            self.wrong.append(f"{self.name}: {what}: the report has {reported}, the records say {recomputed}")

    def section(self, section, expected):
        if "figures" in section:
            for figure in section["figures"]:
                if figure["id"] in FROM_THE_REGISTRY:
                    self.skipped.append(figure["id"])
                else:
                    self.figure(figure["id"], figure["value"], expected["totals"].get(figure["id"]))
        elif isinstance(expected.get(section["id"]), list):
            reported = [row["record"] for row in section["rows"]]
            wanted = expected[section["id"]]
            self.figure(section["id"], sorted(reported), sorted(wanted))
        else:
            self.table(section, expected)

    def table(self, section, expected):
        sums = expected[section["id"]]
        columns = [column["id"] for column in section["columns"]]
        numbers = [c for c in columns if {c for _, c in sums} & {c} or c in NUMBERS]
        names = [c for c in columns if c not in numbers and c not in NOT_COUNTED]
        seen = set()
        for row in section["rows"]:
            group = tuple(row[name] for name in names)
            seen.add(group)
            for number in numbers:
                self.figure(f"{section['id']} {group} {number}", row[number], sums[group, number])
            if "last_use" in row:
                self.last_use(row, expected["last_use"].get(row["agent"], ""))
        missing = {group for group, number in sums if sums[group, number]} - seen
        if missing and "cut" not in section:
            self.wrong.append(f"{self.name}: {section['id']}: rows are missing: {sorted(missing)}")

    def last_use(self, row, exact):
        reported = row["last_use"]
        if not exact or not reported:
            self.figure(f"last use of {row['agent']}", reported, exact)
            return
        since = time(exact) - time(reported)
        self.figure(f"last use of {row['agent']}", timedelta(0) <= since < timedelta(minutes=15), True)


NUMBERS = {"allow", "throttle", "deny", "count", "answers", "blocked", "passed", "redacted", "truncated", "findings",
           "allowed", "came_back", "journalled", "observed", "named", "beyond"}
NOT_COUNTED = {"owner", "roles", "status", "keys", "oldest_key_days", "last_use", "seen"}
REPORTS = {each.__name__: each for each in (access, violations, trail, agents, data, changes, coverage)}


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    failed = False
    for path in arguments[1:]:
        try:
            with open(path, encoding="utf-8") as file:
                report = json.load(file)
            records = Records(arguments[0], report)
        except (OSError, ValueError, KeyError) as unreadable:
            print(f"recompute.py: {path}: {unreadable}", file=sys.stderr)
            return 2
        expected = REPORTS[report["report"]](report, records)
        comparison = Comparison(report["report"])
        for section in report["sections"]:
            comparison.section(section, expected)
        failed |= bool(comparison.wrong)
        for wrong in comparison.wrong:
            print(wrong)
        skipped = f"; from the registry, so not compared: {', '.join(comparison.skipped)}" if comparison.skipped else ""
        print(f"{report['report']}: {comparison.equal} figures equal, {len(comparison.wrong)} not, "
              f"of {len(records.counted)} records{skipped}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
