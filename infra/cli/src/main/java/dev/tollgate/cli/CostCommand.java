package dev.tollgate.cli;

import dev.tollgate.cli.cost.Estimate;
import dev.tollgate.cli.cost.Given;
import dev.tollgate.cli.cost.Line;
import dev.tollgate.cli.cost.Prices;
import dev.tollgate.cli.cost.Workload;
import dev.tollgate.core.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "cost",
        description = "Estimates what a stack on AWS costs a month, from measured units, with each line's arithmetic. "
                + "Nothing is asked of AWS.",
        footerHeading = "%nExample:%n",
        footer = {
            "  tollgate cost --decisions 5/s",
            "  tollgate cost --decisions 400000/day --limits 2 --redactions 80%% --answer-kb 20 --kept-days 365"
        })
final class CostCommand extends ReportingCommand {
    private static final double MOST_LIMITS = 20;
    private static final double MOST_ANSWER_KB = 6_000;
    private static final double MOST_BEGINNINGS = 2;
    private static final int MOST_DAYS = 3_660;
    private static final int MOST_INSTANCES = 1_000;
    private static final int MOST_AGENTS = 10_000;

    @Option(
            names = "--decisions",
            paramLabel = "N[/s|/day|/month]",
            required = true,
            description = "How many decisions; without a period: a month of 30 days.")
    private String decisions;

    @Option(
            names = "--limits",
            paramLabel = "N",
            defaultValue = "1",
            description = "Limit keys that an allowed call takes, 0 to 20. Default: ${DEFAULT-VALUE}.")
    private String limits;

    @Option(
            names = "--denied",
            paramLabel = "SHARE",
            defaultValue = "5%",
            description = "Decisions that deny or throttle. Default: ${DEFAULT-VALUE}.")
    private String denied;

    @Option(
            names = "--redactions",
            paramLabel = "SHARE",
            defaultValue = "50%",
            description = "Decisions whose answer is redacted. Default: ${DEFAULT-VALUE}.")
    private String redactions;

    @Option(
            names = "--answer-kb",
            paramLabel = "N",
            defaultValue = "10",
            description = "Size of such an answer, 0 to 6000 KB. Default: ${DEFAULT-VALUE}.")
    private String answerKb;

    @Option(
            names = "--found",
            paramLabel = "SHARE",
            defaultValue = "20%",
            description = "Redacted answers in which something is found. Default: ${DEFAULT-VALUE}.")
    private String found;

    @Option(
            names = "--history",
            paramLabel = "SHARE",
            defaultValue = "20%",
            description = "Decisions that keep and read history. Default: ${DEFAULT-VALUE}.")
    private String history;

    @Option(
            names = "--beginnings",
            paramLabel = "N",
            defaultValue = "0.1",
            description = "Sessions and traces that begin with a record on its instance, a record, 0 to 2. "
                    + "Default: ${DEFAULT-VALUE}.")
    private String beginnings;

    @Option(
            names = "--kept-days",
            paramLabel = "N",
            defaultValue = "90",
            description = "The bundle's retention, 1 to 3660. Default: ${DEFAULT-VALUE}.")
    private int keptDays;

    @Option(
            names = "--instances",
            paramLabel = "N",
            defaultValue = "2",
            description = "Instances of the decision function that are busy at once, 1 to 1000. Default: "
                    + "${DEFAULT-VALUE}.")
    private int instances;

    @Option(
            names = "--agents",
            paramLabel = "N",
            defaultValue = "10",
            description = "Agents that are busy on an instance, 1 to 10000. Default: ${DEFAULT-VALUE}.")
    private int agents;

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "Prices of your region instead of those that come with the command; docs/operations.md has "
                    + "the form.")
    private Optional<Path> prices;

    @Override
    Report run() throws IOException {
        Workload workload = workload();
        Prices known = prices.isPresent() ? Prices.of(prices.get()) : Prices.listed();
        Estimate estimate = Estimate.of(workload, known);
        return Report.of(json(estimate, known), lines(estimate, known));
    }

    private Workload workload() {
        try {
            return new Workload(
                    Given.monthly("--decisions", decisions, Workload.MOST_DECISIONS),
                    Given.number("--limits", limits, MOST_LIMITS),
                    Given.share("--denied", denied),
                    Given.share("--redactions", redactions),
                    Given.number("--answer-kb", answerKb, MOST_ANSWER_KB),
                    Given.share("--found", found),
                    Given.share("--history", history),
                    Given.number("--beginnings", beginnings, MOST_BEGINNINGS),
                    Given.count("--kept-days", keptDays, MOST_DAYS),
                    Given.count("--instances", instances, MOST_INSTANCES),
                    Given.count("--agents", agents, MOST_AGENTS));
        } catch (IllegalArgumentException wrong) {
            throw misused(wrong.getMessage());
        }
    }

    private static List<String> lines(Estimate estimate, Prices prices) {
        var table = new TextTable("$ A MONTH", "FOR", "WHAT", "HOW");
        for (Line line : estimate.lines()) {
            table.row(line.dollarsText(), line.item().service(), line.what(), line.how());
        }
        var lines = new ArrayList<>(table.lines());
        lines.add("");
        estimate.services().forEach((service, dollars) -> lines.add(service + ": $" + dollars));
        lines.add("All: $" + estimate.dollarsText() + " a month for " + estimate.decisionsText() + " decisions, $"
                + estimate.dollarsOfAMillionText() + " a million");
        lines.add("");
        Estimate.ASSUMPTIONS.forEach(assumption -> lines.add("- " + assumption));
        lines.add("- " + sourceOf(prices));
        return lines;
    }

    private static String sourceOf(Prices prices) {
        return "Prices: " + prices.region() + ", " + prices.date() + ", " + prices.source()
                + ". Check them against AWS's price list before you count on them; --prices takes others.";
    }

    private static Json json(Estimate estimate, Prices prices) {
        Workload workload = estimate.workload();
        return Json.object()
                .put("decisions", decimal(workload.decisions()))
                .put("dollars", number(estimate.dollarsText()))
                .put("dollars_a_million", number(estimate.dollarsOfAMillionText()))
                .put(
                        "lines",
                        new Json.Arr(
                                estimate.lines().stream().map(CostCommand::json).toList()))
                .put("assumptions", Json.texts(Estimate.ASSUMPTIONS))
                .put(
                        "prices",
                        Json.object()
                                .put("region", prices.region())
                                .put("date", prices.date())
                                .put("source", prices.source())
                                .build())
                .build();
    }

    private static Json json(Line line) {
        return Json.object()
                .put("service", line.item().service())
                .put("what", line.what())
                .put("how", line.how())
                .put("quantity", decimal(line.quantity()))
                .put("unit", line.item().unit())
                .put("dollars", number(line.dollarsText()))
                .build();
    }

    private static Json number(String withCommas) {
        return new Json.Num(withCommas.replace(",", ""));
    }

    /** Without an exponent, which not every reader of JSON takes for what it is. */
    private static Json decimal(double value) {
        return new Json.Num(BigDecimal.valueOf(value).stripTrailingZeros().toPlainString());
    }
}
