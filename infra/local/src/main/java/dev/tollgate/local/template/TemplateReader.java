package dev.tollgate.local.template;

import dev.tollgate.local.template.TemplateValue.Members;
import dev.tollgate.local.template.TemplateValue.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads template.yaml, so that routes, tables and settings here are those that SAM deploys. What has no part on one
 * machine (log groups, alarms, …) is passed over by type; anything else that is not understood is refused.
 */
public final class TemplateReader {
    private static final List<String> NO_PART_HERE = List.of(
            "AWS::ApiGatewayV2::ApiMapping",
            "AWS::ApiGatewayV2::DomainName",
            "AWS::ApplicationAutoScaling::",
            "AWS::Budgets::",
            "AWS::CloudWatch::",
            "AWS::CodeDeploy::",
            "AWS::KMS::Alias",
            "AWS::Lambda::Permission",
            "AWS::Logs::",
            "AWS::Route53::",
            "AWS::S3::BucketPolicy",
            "AWS::SNS::",
            "AWS::SQS::",
            "AWS::SSM::",
            "AWS::SecretsManager::");
    private static final Set<String> READ_HERE = Set.of(
            "AWS::DynamoDB::Table",
            "AWS::KMS::Key",
            "AWS::S3::Bucket",
            "AWS::IAM::Role",
            "AWS::IAM::RolePolicy",
            "AWS::Serverless::Function",
            "AWS::ApiGatewayV2::Api",
            "AWS::ApiGatewayV2::Stage",
            "AWS::ApiGatewayV2::Authorizer",
            "AWS::ApiGatewayV2::Integration",
            "AWS::ApiGatewayV2::Route");

    private final Path root;

    /** @param root the directory that {@code CodeUri} counts from */
    public TemplateReader(Path root) {
        this.root = root;
    }

    public Set<String> parameterNames(Path file) {
        return section(new TemplateYaml().read(file).members(), "Parameters").keySet();
    }

    /** @param overrides values of parameters; the others keep the template's defaults */
    public StackTemplate read(Path file, Map<String, String> overrides) {
        Map<String, TemplateValue> top = new TemplateYaml().read(file).members();
        Map<String, TemplateValue> declared = section(top, "Resources");
        var types = new LinkedHashMap<String, String>();
        declared.forEach((id, resource) -> types.put(id, type(id, resource)));
        var intrinsics = new Intrinsics(
                parameters(section(top, "Parameters"), overrides),
                listParameters(section(top, "Parameters")),
                section(top, "Conditions"),
                new LocalNames(types));

        var resources = new ArrayList<Resource>();
        declared.forEach((id, resource) -> {
            Map<String, TemplateValue> members = ((Members) resource).members();
            if (isDeployed(id, members, intrinsics) && hasPartHere(id, types.get(id), resource.line())) {
                resources.add(new Resource(id, types.get(id), section(members, "Properties")));
            }
        });
        var vault = new VaultReader(intrinsics);
        var functions = new FunctionReader(root, intrinsics, functionGlobals(top));
        return new StackTemplate(
                new TableReader(intrinsics).read(resources),
                functions.functions(resources),
                new RouteReader(intrinsics).read(resources),
                functions.eventSources(resources),
                functions.schedules(resources),
                new PermissionReader(intrinsics, functions).read(resources),
                vault.keys(resources),
                vault.buckets(resources));
    }

    /** A resource that this deployment has. */
    record Resource(String id, String type, Map<String, TemplateValue> properties) {

        Properties properties(Intrinsics intrinsics) {
            return new Properties("Resources." + id, properties, intrinsics);
        }
    }

    private static Map<String, String> parameters(Map<String, TemplateValue> declared, Map<String, String> overrides) {
        for (String name : overrides.keySet()) {
            if (!declared.containsKey(name)) {
                throw new TemplateException("the template has no parameter " + name);
            }
        }
        var values = new LinkedHashMap<String, String>();
        declared.forEach((name, parameter) -> {
            String fallback =
                    section(Map.of(name, parameter), name).get("Default") instanceof Text(String text, int line)
                            ? text
                            : null;
            String value = overrides.getOrDefault(name, fallback);
            if (value == null) {
                throw new TemplateException("Parameters." + name + " has no default and was given no value");
            }
            values.put(name, value);
        });
        return values;
    }

    private static Set<String> listParameters(Map<String, TemplateValue> declared) {
        return declared.keySet().stream()
                .filter(name -> section(declared, name).get("Type") instanceof Text(String type, int line)
                        && (type.equals("CommaDelimitedList") || type.startsWith("List<")))
                .collect(Collectors.toSet());
    }

    private static String type(String id, TemplateValue resource) {
        if (resource instanceof Members(Map<String, TemplateValue> members, int line)
                && members.get("Type") instanceof Text(String type, int typeLine)) {
            return type;
        }
        throw new TemplateException("Resources." + id + " (line " + resource.line() + ") has no Type");
    }

    private static boolean isDeployed(String id, Map<String, TemplateValue> members, Intrinsics intrinsics) {
        return !(members.get("Condition") instanceof Text(String condition, int line))
                || intrinsics.condition(condition, "Resources." + id + ".Condition");
    }

    private static boolean hasPartHere(String id, String type, int line) {
        if (READ_HERE.contains(type)) {
            return true;
        }
        if (NO_PART_HERE.stream().anyMatch(type::startsWith)) {
            return false;
        }
        throw new TemplateException(
                "Resources." + id + " (line " + line + "): the local stack does not understand the type " + type);
    }

    private static Map<String, TemplateValue> functionGlobals(Map<String, TemplateValue> top) {
        Map<String, TemplateValue> globals = section(top, "Globals");
        for (String other : globals.keySet()) {
            if (!other.equals("Function")) {
                throw new TemplateException("Globals." + other + ": the local stack understands Globals.Function only");
            }
        }
        return section(globals, "Function");
    }

    private static Map<String, TemplateValue> section(Map<String, TemplateValue> members, String name) {
        return switch (members.get(name)) {
            case null -> Map.of();
            case Members section -> section.members();
            case TemplateValue other ->
                throw new TemplateException(name + " (line " + other.line() + ") must be a mapping");
        };
    }
}
