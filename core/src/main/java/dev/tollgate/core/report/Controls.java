package dev.tollgate.core.report;

import java.util.List;

/** Which controls each report serves, and what it leaves to others. */
final class Controls {
    private static final String GDPR_30 = "GDPR Art. 30";
    private static final String GDPR_32 = "GDPR Art. 32";
    private static final String HIPAA_AUDIT = "HIPAA 164.312(b)";
    private static final String HIPAA_REVIEW = "HIPAA 164.308(a)(1)(ii)(D)";
    private static final String SOC_CC6 = "SOC 2 CC6";
    private static final String SOC_CC7 = "SOC 2 CC7";
    private static final String ISO_RESOURCES = "ISO/IEC 42001 A.4.2";
    private static final String ISO_OPERATION = "ISO/IEC 42001 A.6.2.6";
    private static final String ISO_EVENT_LOGS = "ISO/IEC 42001 A.6.2.8";
    private static final String AI_ACT_12 = "EU AI Act Art. 12";

    private Controls() {}

    static List<Control> of(ReportName name) {
        return switch (name) {
            case ACCESS ->
                List.of(
                        new Control(
                                SOC_CC6,
                                "Which agent was let through to which tool, and how often.",
                                "Access that people have outside Tollgate, and who could have had access without using it."),
                        new Control(
                                HIPAA_AUDIT,
                                "Activity of agents in systems that hold health data, by agent and tool.",
                                "Which tools do hold health data: the catalogue's labels say that."),
                        new Control(
                                GDPR_30,
                                "Which systems agents used, for a record of processing.",
                                "Purposes, legal bases and recipients outside these systems."));
            case VIOLATIONS ->
                List.of(
                        new Control(
                                HIPAA_REVIEW,
                                "Refusals and security events, for the regular review of system activity.",
                                "That somebody did the review."),
                        new Control(
                                SOC_CC7,
                                "Attempts that were stopped, by agent, tool and reason.",
                                "What was not asked of Tollgate at all."),
                        new Control(
                                GDPR_32,
                                "That access is refused where rules say so.",
                                "Whether the rules are the right ones."));
            case TRAIL ->
                List.of(
                        new Control(
                                AI_ACT_12,
                                "The events of one agent, session or trace in the order of time.",
                                "What the model computed between its calls."),
                        new Control(
                                ISO_EVENT_LOGS,
                                "The log of one agent's events, each with its time and what was answered.",
                                "Events of the model and of the runtime around it."),
                        new Control(
                                HIPAA_AUDIT,
                                "Each recorded act, with the record that proves it.",
                                "The contents of calls: records hold digests and counts."));
            case AGENTS ->
                List.of(
                        new Control(
                                SOC_CC6,
                                "Agents, who answers for each, the age of their keys, and which are idle.",
                                "People's accounts; who knows a key."),
                        new Control(
                                ISO_RESOURCES,
                                "The agents in use, with roles and owners.",
                                "Risk assessments of the agents and their models."));
            case DATA ->
                List.of(
                        new Control(
                                GDPR_32,
                                "What was found in answers and taken out of them, by type.",
                                "What the detectors cannot see; answers that did not come for redaction (see coverage)."),
                        new Control(
                                GDPR_30,
                                "Which agents received which class of data from which system.",
                                "Whose data it was: records name no person."),
                        new Control(
                                HIPAA_AUDIT,
                                "Answers with personal data or secrets, by agent.",
                                "Whether personal data was health data."));
            case CHANGES ->
                List.of(
                        new Control(
                                SOC_CC6,
                                "Keys and agents that were made, changed and ended, and by whom, as pseudonyms.",
                                "Changes in AWS itself: CloudTrail has them."),
                        new Control(
                                SOC_CC7,
                                "Bundles that were published or rolled back, and postures.",
                                "Who reviewed a bundle before it was published."),
                        new Control(
                                ISO_OPERATION,
                                "Human approvals of calls, and reactions of the system.",
                                "Why somebody approved: their words are not recorded."));
            case COVERAGE ->
                List.of(
                        new Control(
                                AI_ACT_12,
                                "That allowed calls have their outcomes, and which do not.",
                                "Calls that went past Tollgate to servers whose own log was not handed in."),
                        new Control(
                                SOC_CC7,
                                "Calls in the logs of tools' servers that nobody allowed, calls that were journalled, and answers that never "
                                        + "came back.",
                                "Whether the logs that were handed in are whole."),
                        new Control(
                                HIPAA_REVIEW,
                                "Where the record of activity has gaps that Tollgate can see.",
                                "Gaps that it cannot see."));
        };
    }
}
