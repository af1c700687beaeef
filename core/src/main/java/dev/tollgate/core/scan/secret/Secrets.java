package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.SecretKind;
import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.WordDetector;
import dev.tollgate.core.scan.secret.SecretValues.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that finds secrets. */
public final class Secrets {
    private final SecretNames names;
    private final SecretValues values;
    private final List<WordDetector> detectors;
    private final Set<SecretKind> kinds;

    public Secrets() {
        List<SecretRule> rules = SecretRules.ofResource();
        Placeholders placeholders = Placeholders.ofResource();
        this.names = new SecretNames(rules);
        this.values = new SecretValues(placeholders);
        this.kinds = Stream.of(
                        rules.stream().map(SecretRule::kind).toList(),
                        SecretValues.KINDS,
                        UrlPasswords.KINDS,
                        PrivateKeys.KINDS,
                        KubernetesSecrets.KINDS)
                .flatMap(List::stream)
                .collect(Collectors.toUnmodifiableSet());
        this.detectors = List.of(
                new KnownSecrets(rules, placeholders),
                new Assignments(names, values),
                new UrlPasswords(placeholders),
                new AuthorizationHeaders(values),
                new PrivateKeys(),
                new CommandLines(values),
                new KubernetesSecrets(placeholders));
    }

    /** All that it can find: profiles may name them, and tokens do. */
    public Set<SecretKind> kinds() {
        return kinds;
    }

    public List<WordDetector> detectors() {
        return detectors;
    }

    /** @param spoken the name of a field as words, see {@link dev.tollgate.core.scan.SpokenName} */
    public Optional<NamedSecret> named(String spoken) {
        return names.named(spoken);
    }

    /** Looks at the whole value of a field with such a name. */
    public void lookField(NamedSecret named, byte[] text, int from, int to, Sink sink) {
        values.look(named, text, from, to, Place.FIELD, sink);
    }
}
