package dev.tollgate.core.policy;

import java.util.List;

/**
 * Which calls a policy or a limit is about. The four lists AND each other, the entries of a list OR; an empty list
 * stands for everything, but for {@code actions}, which name {@code tools/call} when nothing else is said.
 */
public record Target(
        List<SubjectMatch> subjects, List<Glob> actions, List<ToolMatch> tools, List<ResourceMatch> resources) {

    public Target {
        subjects = List.copyOf(subjects);
        actions = List.copyOf(actions);
        tools = List.copyOf(tools);
        resources = List.copyOf(resources);
    }

    public sealed interface SubjectMatch {
        record Identity(Glob type, Glob id) implements SubjectMatch {}

        record Role(Glob role) implements SubjectMatch {}

        record Owner(Glob owner) implements SubjectMatch {}

        record Purpose(Glob purpose) implements SubjectMatch {}

        default boolean matches(Call.Subject subject) {
            return switch (this) {
                case Identity(Glob type, Glob id) -> type.matches(subject.type()) && id.matches(subject.id());
                case Role(Glob role) -> matchesAny(role, subject.roles());
                case Owner(Glob owner) -> owner.matches(subject.owner());
                case Purpose(Glob purpose) -> purpose.matches(subject.purpose());
            };
        }

        private static boolean matchesAny(Glob role, List<String> roles) {
            for (String each : roles) {
                if (role.matches(each)) {
                    return true;
                }
            }
            return false;
        }
    }

    public sealed interface ToolMatch {
        record Named(Glob server, Glob tool) implements ToolMatch {}

        record WithTrait(String trait) implements ToolMatch {}

        default boolean matches(Call.Tool tool) {
            return switch (this) {
                case Named(Glob server, Glob name) -> server.matches(tool.server()) && name.matches(tool.name());
                case WithTrait(String trait) -> tool.entry().traits().contains(trait);
            };
        }
    }

    /** A resource that is not a tool. */
    public record ResourceMatch(Glob type, Glob id) {
        boolean matches(Call.Resource resource) {
            return type.matches(resource.type()) && id.matches(resource.id());
        }
    }

    // Loops, not streams: each policy of a bundle is asked for each call.

    public boolean matches(Call call) {
        return matchesAction(call.action().name()) && matchesResource(call) && matchesSubject(call.subject());
    }

    private boolean matchesAction(String action) {
        for (Glob entry : actions) {
            if (entry.matches(action)) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesResource(Call call) {
        return call.tool().isPresent()
                ? resources.isEmpty() && matchesTool(call.tool().get())
                : tools.isEmpty() && matchesOther(call.resource());
    }

    private boolean matchesTool(Call.Tool tool) {
        for (ToolMatch entry : tools) {
            if (entry.matches(tool)) {
                return true;
            }
        }
        return tools.isEmpty();
    }

    private boolean matchesOther(Call.Resource resource) {
        for (ResourceMatch entry : resources) {
            if (entry.matches(resource)) {
                return true;
            }
        }
        return resources.isEmpty();
    }

    /** Whether some call of this subject could match. */
    public boolean matchesSubject(Call.Subject subject) {
        for (SubjectMatch entry : subjects) {
            if (entry.matches(subject)) {
                return true;
            }
        }
        return subjects.isEmpty();
    }
}
