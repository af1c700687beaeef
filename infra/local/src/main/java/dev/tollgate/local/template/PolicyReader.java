package dev.tollgate.local.template;

import dev.tollgate.local.template.Statement.Condition;
import dev.tollgate.local.template.Statement.Effect;
import dev.tollgate.local.template.Statement.LeadingKeys;
import dev.tollgate.local.template.Statement.PrincipalIsNoneOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the policies of roles and tables, so that the local stack holds functions to them. Of a statement that has to do
 * with DynamoDB nothing is passed over: what is not understood is refused.
 */
final class PolicyReader {
    private static final String SERVICE = "dynamodb:";
    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9]+");

    private PolicyReader() {}

    /** @param owner the properties of a policy that belongs to a role */
    static List<Statement> ofRole(Properties owner) {
        return statements(owner, "Sid", "Effect", "Action", "Resource", "Condition");
    }

    /** @param owner what has the policy of one table */
    static List<Statement> ofTable(Properties owner) {
        return statements(owner, "Sid", "Effect", "Principal", "Action", "Resource", "Condition");
    }

    private static List<Statement> statements(Properties owner, String... understood) {
        Properties document = owner.requiredPart("PolicyDocument");
        document.refuseAllBut("Version", "Statement");
        var statements = new ArrayList<Statement>();
        for (Properties statement : document.parts("Statement")) {
            statement(statement, statements.size(), understood).ifPresent(statements::add);
        }
        return statements;
    }

    private static Optional<Statement> statement(Properties statement, int number, String... understood) {
        List<String> all = statement.oneOrMore("Action");
        // Other services have no part here, nor has what is said of them alone.
        if (!all.isEmpty() && all.stream().noneMatch(action -> action.startsWith(SERVICE) || action.startsWith("*"))) {
            return Optional.empty();
        }
        statement.refuseAllBut(understood);
        for (String action : all) {
            if (!ACTION.matcher(action).matches()) {
                throw new TemplateException(statement.place("Action")
                        + ": the local stack understands actions without a wildcard only, not " + action);
            }
        }
        if (statement.has("Principal") && !statement.requiredText("Principal").equals("*")) {
            throw new TemplateException(statement.place("Principal") + ": the local stack understands * only");
        }
        List<String> resources = statement.oneOrMore("Resource");
        if (all.isEmpty() || resources.isEmpty()) {
            throw new TemplateException(statement.place(all.isEmpty() ? "Action" : "Resource") + " is missing");
        }
        resources.forEach(resource -> checkPattern(resource, statement.place("Resource")));
        return Optional.of(new Statement(
                statement.text("Sid").orElse("#" + number),
                effect(statement),
                all.stream().filter(action -> action.startsWith(SERVICE)).collect(Collectors.toSet()),
                resources,
                conditions(statement)));
    }

    private static Effect effect(Properties statement) {
        return switch (statement.requiredText("Effect")) {
            case "Allow" -> Effect.ALLOW;
            case "Deny" -> Effect.DENY;
            case String other ->
                throw new TemplateException(statement.place("Effect") + " must be Allow or Deny, not " + other);
        };
    }

    private static List<Condition> conditions(Properties statement) {
        var conditions = new ArrayList<Condition>();
        Map<String, Properties> operators =
                statement.part("Condition").map(Properties::partByName).orElse(Map.of());
        operators.forEach((operator, keys) -> conditions.add(
                switch (operator) {
                    case "ForAllValues:StringLike" -> {
                        keys.refuseAllBut("dynamodb:LeadingKeys");
                        List<String> patterns = keys.oneOrMore("dynamodb:LeadingKeys");
                        patterns.forEach(pattern -> checkPattern(pattern, keys.place("dynamodb:LeadingKeys")));
                        yield new LeadingKeys(patterns);
                    }
                    case "ArnNotEquals" -> {
                        keys.refuseAllBut("aws:PrincipalArn");
                        yield new PrincipalIsNoneOf(keys.oneOrMore("aws:PrincipalArn"));
                    }
                    default ->
                        throw new TemplateException(statement.place("Condition." + operator)
                                + ": the local stack does not understand this condition");
                }));
        return conditions;
    }

    private static void checkPattern(String pattern, String place) {
        int star = pattern.indexOf('*');
        if (star >= 0 && star < pattern.length() - 1 || pattern.indexOf('?') >= 0 || pattern.contains("${")) {
            throw new TemplateException(place + ": the local stack understands a star at the end only, not " + pattern);
        }
    }
}
