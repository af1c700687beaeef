package dev.tollgate.local.template;

import dev.tollgate.local.template.Bucket.Retention;
import dev.tollgate.local.template.TemplateReader.Resource;
import java.util.List;
import java.util.Optional;

/** Reads {@code AWS::KMS::Key} and {@code AWS::S3::Bucket}, as far as something that emulates them has to be told. */
final class VaultReader {
    private final Intrinsics intrinsics;

    VaultReader(Intrinsics intrinsics) {
        this.intrinsics = intrinsics;
    }

    List<SigningKey> keys(List<Resource> resources) {
        return resources.stream()
                .filter(resource -> resource.type().equals("AWS::KMS::Key"))
                .filter(resource ->
                        resource.properties(intrinsics).text("KeyUsage").equals(Optional.of("SIGN_VERIFY")))
                .map(resource -> new SigningKey(
                        resource.id(), resource.properties(intrinsics).requiredText("KeySpec")))
                .toList();
    }

    List<Bucket> buckets(List<Resource> resources) {
        return resources.stream()
                .filter(resource -> resource.type().equals("AWS::S3::Bucket"))
                .map(resource -> new Bucket(resource.id(), retention(resource.properties(intrinsics))))
                .toList();
    }

    private static Optional<Retention> retention(Properties bucket) {
        if (!bucket.flag("ObjectLockEnabled")) {
            return Optional.empty();
        }
        Properties retention = bucket.requiredPart("ObjectLockConfiguration")
                .requiredPart("Rule")
                .requiredPart("DefaultRetention");
        int days = retention
                .integer("Days")
                .orElseThrow(() -> new TemplateException(retention.place("Days") + " is missing"));
        return Optional.of(new Retention(retention.requiredText("Mode"), days));
    }
}
