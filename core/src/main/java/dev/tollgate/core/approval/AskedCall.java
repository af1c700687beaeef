package dev.tollgate.core.approval;

import dev.tollgate.core.Sha256;
import dev.tollgate.core.policy.RuleName;
import java.util.Optional;

/**
 * The call that an approval is asked for, as far as it is kept in the clear.
 *
 * @param server of a tool
 * @param resource the tool's name, or what else is asked for; shortened when it is long
 * @param digest covers who does what with what, and with which arguments
 * @param rule that asks for the approval
 */
public record AskedCall(
        String subjectType,
        String subjectId,
        Optional<String> server,
        String resourceType,
        String resource,
        String digest,
        RuleName rule) {
    private static final int LONGEST = 128;

    public AskedCall {
        subjectType = shortened(subjectType);
        subjectId = shortened(subjectId);
        server = server.map(AskedCall::shortened);
        resourceType = shortened(resourceType);
        resource = shortened(resource);
    }

    public boolean isOfAgent() {
        return subjectType.equals("agent");
    }

    /** Stands for the subject in keys, however long its id is. */
    public String subjectKey() {
        return Sha256.hex(subjectType + '\0' + subjectId).substring(0, 32);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
