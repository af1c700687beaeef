import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What Quarkus 3.34 does differently with each build, and nothing else: it numbers the values that its start-up code keeps
 * ({@code proxykey16}) over steps that run in parallel, and adds the properties that are checked at a start to a set in any
 * order. Later versions do neither (quarkusio/quarkus, pull requests 53025 and 53364).
 */
final class RecordedNames {
    private static final String PACKAGE = "io/quarkus/runner/recorded/";

    private static final String CHECKED_PROPERTIES = PACKAGE + "ConfigBuildStep$validateRuntimeConfigProperty";
    private static final Pattern NUMBERED = Pattern.compile("proxykey\\d+");

    /** By name in one build and the other, over all classes of a package: these names lead from one class to another. */
    private final Map<String, String> inOther = new HashMap<>();

    private final Map<String, String> inOne = new HashMap<>();

    /**
     * Whether an entry of a package is the same in both builds, but for such names. Asked for all entries, since a name must
     * mean the same in those that are equal.
     */
    boolean allow(String entry, byte[] one, byte[] other) {
        if (!entry.startsWith(PACKAGE) || !entry.endsWith(".class")) {
            return Arrays.equals(one, other);
        }
        RecordedClass first = RecordedClass.of(one);
        RecordedClass second = RecordedClass.of(other);
        if (!first.hasTheCodeOf(second)) {
            return false;
        }
        if (entry.startsWith(CHECKED_PROPERTIES)) {
            return sorted(first.texts()).equals(sorted(second.texts()));
        }
        boolean isSame = true;
        for (int text = 0; text < first.texts().size(); text++) {
            isSame &= isSame(first.texts().get(text), second.texts().get(text));
        }
        return isSame;
    }

    private boolean isSame(String one, String other) {
        if (!NUMBERED.matcher(one).matches() || !NUMBERED.matcher(other).matches()) {
            return one.equals(other);
        }
        inOther.putIfAbsent(one, other);
        inOne.putIfAbsent(other, one);
        return inOther.get(one).equals(other) && inOne.get(other).equals(one);
    }

    private static List<String> sorted(List<String> texts) {
        return texts.stream().sorted().toList();
    }
}
