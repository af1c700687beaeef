package dev.tollgate.local.template;

import dev.tollgate.local.template.TemplateReader.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the HTTP API: route -> integration -> function. */
final class RouteReader {
    private static final int LONGEST_TIMEOUT_MS = 30_000;

    private final Intrinsics intrinsics;

    RouteReader(Intrinsics intrinsics) {
        this.intrinsics = intrinsics;
    }

    List<Route> read(List<Resource> resources) {
        Map<String, Integration> integrations = new LinkedHashMap<>();
        Map<String, String> functionByArn = new LinkedHashMap<>();
        for (Resource resource : resources) {
            if (resource.type().equals("AWS::Serverless::Function")) {
                functionByArn.put(LocalNames.functionArn(resource.id()), resource.id());
            }
        }
        for (Resource resource : resources) {
            Properties properties = resource.properties(intrinsics);
            switch (resource.type()) {
                case "AWS::ApiGatewayV2::Integration" ->
                    integrations.put("integrations/" + resource.id(), integration(properties, functionByArn));
                case "AWS::ApiGatewayV2::Api" -> api(properties);
                case "AWS::ApiGatewayV2::Stage" -> stage(properties);
                default -> {
                    // Not a part of an API that has to be looked at before its routes.
                }
            }
        }
        var routes = new ArrayList<Route>();
        var keys = new HashSet<String>();
        for (Resource resource : resources) {
            if (resource.type().equals("AWS::ApiGatewayV2::Route")) {
                Properties properties = resource.properties(intrinsics);
                Route route = route(properties, integrations);
                if (!keys.add(route.key())) {
                    throw new TemplateException(properties.place("RouteKey") + " repeats " + route.key());
                }
                routes.add(route);
            }
        }
        return List.copyOf(routes);
    }

    private record Integration(String function, Duration timeout) {}

    private static void api(Properties properties) {
        properties.refuse("Body", "BodyS3Location", "CorsConfiguration", "RouteKey", "Target");
        if (!properties.requiredText("ProtocolType").equals("HTTP")) {
            throw new TemplateException(properties.place("ProtocolType") + ": the local stack understands HTTP only");
        }
    }

    private static void stage(Properties properties) {
        if (!properties.requiredText("StageName").equals("$default")) {
            throw new TemplateException(
                    properties.place("StageName") + ": the local stack serves the stage $default only");
        }
    }

    private static Integration integration(Properties properties, Map<String, String> functionByArn) {
        properties.refuse("RequestParameters", "ResponseParameters", "IntegrationSubtype");
        String type = properties.requiredText("IntegrationType");
        String format = properties.text("PayloadFormatVersion").orElse("1.0");
        if (!type.equals("AWS_PROXY") || !format.equals("2.0")) {
            throw new TemplateException(properties.place("PayloadFormatVersion")
                    + ": the local stack understands AWS_PROXY with payload format 2.0 only");
        }
        String uri = properties.requiredText("IntegrationUri");
        String function = functionByArn.get(uri);
        if (function == null) {
            throw new TemplateException(properties.place("IntegrationUri") + " leads to no function: " + uri);
        }
        int timeoutMs = properties.integer("TimeoutInMillis").orElse(LONGEST_TIMEOUT_MS);
        return new Integration(function, Duration.ofMillis(timeoutMs));
    }

    private static Route route(Properties properties, Map<String, Integration> integrations) {
        String authorization = properties.text("AuthorizationType").orElse("NONE");
        if (!authorization.equals("NONE")) {
            throw new TemplateException(properties.place("AuthorizationType") + " is " + authorization
                    + ": nobody on this machine can verify that. Run the local stack with Auth=keys");
        }
        String key = properties.requiredText("RouteKey");
        if (!key.equals(Route.DEFAULT) && !key.matches("[A-Z]+ /.*")) {
            throw new TemplateException(properties.place("RouteKey") + " is not a route key: " + key);
        }
        String target = properties.requiredText("Target");
        Integration integration = integrations.get(target);
        if (integration == null) {
            throw new TemplateException(properties.place("Target") + " leads to no integration: " + target);
        }
        return new Route(key, integration.function, integration.timeout);
    }
}
