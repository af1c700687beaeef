package dev.tollgate.core.store.nativeimage;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;

/**
 * Cuts the AWS SDK's references to the optional aws-crt library out of the native image, which would not link with them.
 * DynamoDB uses none of these checksums.
 */
@TargetClass(className = "software.amazon.awssdk.checksums.internal.ChecksumProvider")
final class ChecksumsWithoutCrt {
    private ChecksumsWithoutCrt() {}

    @Substitute
    static SdkChecksum createCrtCrc32C() {
        throw missing();
    }

    @Substitute
    static SdkChecksum crc64NvmeCrtImplementation() {
        throw missing();
    }

    @Substitute
    static SdkChecksum crtXxHash(ChecksumAlgorithm algorithm) {
        throw missing();
    }

    private static IllegalStateException missing() {
        return new IllegalStateException("this checksum needs aws-crt, which is not in the image");
    }
}
