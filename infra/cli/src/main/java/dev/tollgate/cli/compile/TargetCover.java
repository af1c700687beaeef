package dev.tollgate.cli.compile;

import dev.tollgate.cli.compile.ToolCatalogue.ToolName;
import dev.tollgate.core.policy.Glob;
import dev.tollgate.core.policy.Target;
import dev.tollgate.core.policy.Target.ResourceMatch;
import dev.tollgate.core.policy.Target.SubjectMatch;
import dev.tollgate.core.policy.Target.ToolMatch;
import java.util.List;
import java.util.function.BiPredicate;

/** Says of one target that it certainly matches whatever another one matches. It may miss that it does. */
final class TargetCover {
    private final ToolCatalogue catalogue;

    TargetCover(ToolCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    boolean covers(Target wide, Target narrow) {
        return all(wide.actions(), narrow.actions(), TargetCover::covers)
                && (wide.subjects().isEmpty() || all(wide.subjects(), narrow.subjects(), TargetCover::covers))
                && coversResources(wide, narrow);
    }

    private boolean coversResources(Target wide, Target narrow) {
        if (wide.tools().isEmpty() && wide.resources().isEmpty()) {
            return true;
        }
        return !wide.tools().isEmpty()
                ? all(wide.tools(), narrow.tools(), this::covers)
                : all(wide.resources(), narrow.resources(), TargetCover::covers);
    }

    /** No entry stands for everything, which is more than any list of entries. */
    private static <T> boolean all(List<T> wide, List<T> narrow, BiPredicate<T, T> covers) {
        return !narrow.isEmpty()
                && narrow.stream().allMatch(entry -> wide.stream().anyMatch(each -> covers.test(each, entry)));
    }

    /** A star in the narrow pattern is only matched by one in the wide pattern, which matches all that it stands for. */
    private static boolean covers(Glob wide, Glob narrow) {
        return wide.matches(narrow.pattern());
    }

    private static boolean covers(SubjectMatch wide, SubjectMatch narrow) {
        if (wide.equals(new SubjectMatch.Identity(Glob.ANY, Glob.ANY))) {
            return true;
        }
        return switch (narrow) {
            case SubjectMatch.Identity(Glob type, Glob id) ->
                wide instanceof SubjectMatch.Identity(Glob wideType, Glob wideId)
                        && covers(wideType, type)
                        && covers(wideId, id);
            case SubjectMatch.Role(Glob role) ->
                wide instanceof SubjectMatch.Role(Glob wideRole) && covers(wideRole, role);
            case SubjectMatch.Owner(Glob owner) ->
                wide instanceof SubjectMatch.Owner(Glob wideOwner) && covers(wideOwner, owner);
            case SubjectMatch.Purpose(Glob purpose) ->
                wide instanceof SubjectMatch.Purpose(Glob widePurpose) && covers(widePurpose, purpose);
        };
    }

    private boolean covers(ToolMatch wide, ToolMatch narrow) {
        return switch (narrow) {
            case ToolMatch.WithTrait(String trait) ->
                wide.equals(narrow) || wide.equals(new ToolMatch.Named(Glob.ANY, Glob.ANY));
            case ToolMatch.Named(Glob server, Glob tool) ->
                switch (wide) {
                    case ToolMatch.Named(Glob wideServer, Glob wideTool) ->
                        covers(wideServer, server) && covers(wideTool, tool);
                    case ToolMatch.WithTrait(String trait) ->
                        server.isLiteral()
                                && tool.isLiteral()
                                && catalogue
                                        .entry(new ToolName(server.pattern(), tool.pattern()))
                                        .filter(entry -> entry.traits().contains(trait))
                                        .isPresent();
                };
        };
    }

    private static boolean covers(ResourceMatch wide, ResourceMatch narrow) {
        return covers(wide.type(), narrow.type()) && covers(wide.id(), narrow.id());
    }
}
