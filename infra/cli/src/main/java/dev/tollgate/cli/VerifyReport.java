package dev.tollgate.cli;

import dev.tollgate.core.json.Json;
import dev.tollgate.core.seal.SealFinding;
import dev.tollgate.core.seal.SealVerdict;
import dev.tollgate.core.seal.SealVerdict.Checkpoints;
import dev.tollgate.core.seal.SealVerdict.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code audit verify} says.
 *
 * @param unreadable what was met and could not be checked
 * @param unchecked why signatures were not checked, though that was asked for
 */
record VerifyReport(SealVerdict verdict, List<String> unreadable, Optional<String> unchecked, Instant now) {

    private boolean isVerified() {
        return verdict.isClean() && unreadable.isEmpty() && unchecked.isEmpty();
    }

    Report report() {
        var lines = new ArrayList<String>(unreadable);
        verdict.findings().stream().map(SealFinding::line).forEach(lines::add);
        long more = verdict.found() - verdict.findings().size();
        if (more > 0) {
            lines.add("… and " + more + " more");
        }
        lines.add(summary());
        verdict.checkpoints().ifPresent(checkpoints -> lines.add(sealed(checkpoints)));
        lines.addAll(left());
        return new Report(lines, List.of(), json(), isVerified() ? 0 : 1);
    }

    private String summary() {
        Counts counts = verdict.counts();
        String read = many(counts.records(), "record") + " in " + many(counts.chains(), "chain");
        if (isVerified()) {
            return "Verified: " + read + ".";
        }
        long found = verdict.found() + unreadable.size();
        String findings = found == 0 ? "" : many(found, "finding") + " in " + read;
        String reason = unchecked
                .map(why -> findings.isEmpty() ? why : findings + "; " + why)
                .orElse(findings);
        return "Not verified: " + reason + ".";
    }

    private String sealed(Checkpoints checkpoints) {
        String numbers = checkpoints.first() == checkpoints.last()
                ? "checkpoint " + checkpoints.first()
                : "checkpoints " + checkpoints.first() + " to " + checkpoints.last();
        return "Sealed: " + many(verdict.counts().covered(), "record") + ", by " + numbers + " of "
                + checkpoints.origin() + "; the last one is " + age(checkpoints) + " old.";
    }

    private List<String> left() {
        Counts counts = verdict.counts();
        var lines = new ArrayList<String>();
        if (verdict.checkpoints().isPresent() && counts.notCovered() > 0) {
            lines.add("Not sealed yet: " + many(counts.notCovered(), "record") + ", the oldest of "
                    + counts.oldestNotCovered().orElse("an unknown time") + ".");
        }
        if (counts.expired() > 0) {
            lines.add("Expired: " + many(counts.expired(), "sealed record") + " not there any more.");
        }
        if (counts.unproven() > 0) {
            lines.add("No longer shown to be sealed: " + many(counts.unproven(), "record")
                    + ", since others of the same checkpoint have expired.");
        }
        return lines;
    }

    private String age(Checkpoints checkpoints) {
        Duration age = age(checkpoints.lastAt());
        if (age.toHours() >= 48) {
            return age.toDays() + " days";
        }
        return age.toMinutes() >= 2 ? age.toMinutes() + " minutes" : age.toSeconds() + " s";
    }

    private Duration age(Instant at) {
        return at.isAfter(now) ? Duration.ZERO : Duration.between(at, now);
    }

    private static String many(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private Json json() {
        Counts counts = verdict.counts();
        return Json.object()
                .put("verified", Json.of(isVerified()))
                .put("signatures_checked", Json.of(verdict.checkpoints().isPresent()))
                .put("records", counts.records())
                .put("chains", counts.chains())
                .put("sealed", counts.covered())
                .put("not_sealed_yet", counts.notCovered())
                .put("oldest_not_sealed", counts.oldestNotCovered())
                .put("expired", counts.expired())
                .put("no_longer_shown", counts.unproven())
                .put("checkpoints", verdict.checkpoints().<Json>map(this::json).orElse(Json.Null.NULL))
                .put("found", verdict.found())
                .put(
                        "findings",
                        new Json.Arr(verdict.findings().stream()
                                .<Json>map(SealFinding::json)
                                .toList()))
                .put("unreadable", Json.texts(unreadable))
                .put("unchecked", unchecked)
                .build();
    }

    private Json json(Checkpoints checkpoints) {
        return Json.object()
                .put("origin", checkpoints.origin())
                .put("count", checkpoints.count())
                .put("first", checkpoints.first())
                .put("last", checkpoints.last())
                .put("last_at", checkpoints.lastAt().toString())
                .put("age_s", age(checkpoints.lastAt()).toSeconds())
                .build();
    }
}
