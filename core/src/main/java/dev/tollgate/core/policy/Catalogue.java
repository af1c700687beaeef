package dev.tollgate.core.policy;

import java.util.Map;
import java.util.Optional;

/** What the bundle knows of servers and their tools, and what it refuses before any rule is asked. */
final class Catalogue {
    private final Map<String, Server> servers;

    Catalogue(Map<String, Server> servers) {
        this.servers = servers;
    }

    Optional<Verdict> refusal(Call call) {
        if (!call.resource().type().equals("tool") && !call.action().name().equals("tools/call")) {
            return Optional.empty();
        }
        if (call.tool().isEmpty()) {
            return Optional.of(Verdict.denied(
                    ReasonCode.UNKNOWN_TOOL,
                    "The catalogue has no such tool. Name its server in resource.properties.server, "
                            + "or ask for the tool to be added."));
        }
        if (isPinned(call.tool().get()) && !hasApprovedDigest(call)) {
            return Optional.of(Verdict.denied(
                    ReasonCode.TOOL_CHANGED,
                    "This tool is pinned, and its definition is not the approved one "
                            + "(resource.properties.definition_digest). Ask for it to be reviewed."));
        }
        return Optional.empty();
    }

    /** A digest that was not sent may be the right one. */
    Optional<Verdict> refusalInProspect(Call call) {
        return refusal(call)
                .filter(refusal -> refusal.reason().code() != ReasonCode.TOOL_CHANGED
                        || call.resource().properties().get("definition_digest").isPresent());
    }

    private boolean isPinned(Call.Tool tool) {
        Server server = servers.get(tool.server());
        return tool.entry().digest().isPresent() || server != null && server.pinRequired();
    }

    /** A tool without a digest in the catalogue was never approved. */
    private static boolean hasApprovedDigest(Call call) {
        Optional<String> approved = call.tool().flatMap(tool -> tool.entry().digest());
        return approved.isPresent()
                && approved.equals(call.resource().properties().text("definition_digest"));
    }
}
