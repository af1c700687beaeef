package dev.tollgate.core.scan.secret;

import dev.tollgate.core.scan.Sink;
import dev.tollgate.core.scan.WordDetector;
import dev.tollgate.core.scan.secret.SecretValues.Place;
import java.util.List;
import java.util.Optional;

/** Everything that finds secrets. */
public final class Secrets {
    private final SecretNames names;
    private final SecretValues values;
    private final List<WordDetector> detectors;

    public Secrets() {
        List<SecretRule> rules = SecretRules.ofResource();
        Placeholders placeholders = Placeholders.ofResource();
        this.names = new SecretNames(rules);
        this.values = new SecretValues(placeholders);
        this.detectors = List.of(
                new KnownSecrets(rules, placeholders),
                new Assignments(names, values),
                new UrlPasswords(placeholders),
                new AuthorizationHeaders(values),
                new PrivateKeys(),
                new CommandLines(values),
                new KubernetesSecrets(placeholders));
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
