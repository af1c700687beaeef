package dev.tollgate.local.template;

import dev.tollgate.local.template.TemplateReader.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what functions may do with tables: function -> role -> policies, and each table's own policy. */
final class PermissionReader {
    private final Intrinsics intrinsics;
    private final FunctionReader functions;

    PermissionReader(Intrinsics intrinsics, FunctionReader functions) {
        this.intrinsics = intrinsics;
        this.functions = functions;
    }

    Permissions read(List<Resource> resources) {
        Map<String, Role> roleByArn = roles(resources);
        var roles = new LinkedHashMap<String, Role>();
        functions.roles(resources).forEach((function, arn) -> {
            Role role = roleByArn.get(arn);
            if (role == null) {
                throw new TemplateException(
                        "Resources." + function + ".Role leads to no role of this template: " + arn);
            }
            roles.put(function, role);
        });
        return new Permissions(roles, tables(resources));
    }

    private Map<String, Role> roles(List<Resource> resources) {
        var statements = new LinkedHashMap<String, List<Statement>>();
        for (Resource resource : resources) {
            if (resource.type().equals("AWS::IAM::Role")) {
                // A policy that is written elsewhere could allow what is not seen here.
                resource.properties(intrinsics).refuse("Policies", "ManagedPolicyArns", "PermissionsBoundary");
                statements.put(resource.id(), new ArrayList<>());
            }
        }
        for (Resource resource : resources) {
            if (resource.type().equals("AWS::IAM::RolePolicy")) {
                Properties policy = resource.properties(intrinsics);
                List<Statement> ofRole = statements.get(policy.requiredText("RoleName"));
                if (ofRole == null) {
                    throw new TemplateException(policy.place("RoleName") + " leads to no role of this template: "
                            + policy.requiredText("RoleName"));
                }
                ofRole.addAll(PolicyReader.ofRole(policy));
            }
        }
        var roles = new LinkedHashMap<String, Role>();
        statements.forEach((id, all) -> {
            String arn = LocalNames.roleArn(id);
            roles.put(arn, new Role(LocalNames.of(id), arn, all));
        });
        return roles;
    }

    private Map<String, List<Statement>> tables(List<Resource> resources) {
        var tables = new LinkedHashMap<String, List<Statement>>();
        for (Resource resource : resources) {
            if (resource.type().equals("AWS::DynamoDB::Table")) {
                resource.properties(intrinsics)
                        .part("ResourcePolicy")
                        .ifPresent(
                                policy -> tables.put(LocalNames.tableArn(resource.id()), PolicyReader.ofTable(policy)));
            }
        }
        return tables;
    }
}
