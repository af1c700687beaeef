package dev.tollgate.decision;

import dev.tollgate.core.approval.Approval.Choice;
import dev.tollgate.core.authzen.EvaluationReader;
import dev.tollgate.core.http.ProblemException;
import dev.tollgate.core.json.Json;
import java.util.Optional;

/**
 * What an approver says.
 *
 * @param reason is told to the agent when it is a no
 */
record ApprovalChoice(Choice choice, Optional<String> reason) {
    private static final int LONGEST_REASON = 500;

    static ApprovalChoice read(Json.Obj body) throws ProblemException {
        return new ApprovalChoice(choice(body), reason(body));
    }

    private static Choice choice(Json.Obj body) throws ProblemException {
        return switch (body.text("decision").orElse("")) {
            case "approve" -> Choice.APPROVE;
            case "deny" -> Choice.DENY;
            default -> throw EvaluationReader.expected("decision", "\"approve\" or \"deny\"");
        };
    }

    private static Optional<String> reason(Json.Obj body) throws ProblemException {
        Optional<Json> given = body.get("reason").filter(value -> value != Json.Null.NULL);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (given.get() instanceof Json.Str(String text)
                && !text.isBlank()
                && text.length() <= LONGEST_REASON
                && text.chars().noneMatch(Character::isISOControl)) {
            return Optional.of(text);
        }
        throw EvaluationReader.expected("reason", "a line of text of at most " + LONGEST_REASON + " characters");
    }
}
