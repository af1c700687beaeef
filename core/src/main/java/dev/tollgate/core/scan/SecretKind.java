package dev.tollgate.core.scan;

/** A kind of secret, such as {@code GITHUB_TOKEN}: a line of the rules. */
public record SecretKind(String name) implements FindingType {
    @Override
    public Group group() {
        return Group.SECRET;
    }
}
