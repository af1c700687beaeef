package dev.tollgate.cli.cost;

import java.util.Locale;

/** What AWS has a price for; in a file of prices, each has its name in small letters. */
public enum Item {
    WRITE_UNITS("DynamoDB", "write units"),
    READ_UNITS("DynamoDB", "read units"),
    TABLE_GB("DynamoDB", "GB"),
    BACKUP_GB("DynamoDB", "GB"),
    FUNCTION_REQUESTS("Lambda", "requests"),
    /** On arm64. */
    FUNCTION_GB_SECONDS("Lambda", "GB-seconds"),
    /** Of an HTTP API, each up to 512 KB. */
    API_REQUESTS("API Gateway", "requests"),
    KEYS("KMS", "keys"),
    SIGNATURES("KMS", "signatures"),
    ARCHIVE_PUTS("S3", "puts"),
    ARCHIVE_GB("S3", "GB"),
    LOG_GB_TAKEN("CloudWatch", "GB"),
    LOG_GB_KEPT("CloudWatch", "GB"),
    METRICS("CloudWatch", "metrics"),
    /** Metrics that alarms look at. */
    ALARMS("CloudWatch", "alarms"),
    DASHBOARDS("CloudWatch", "dashboards");

    private final String service;
    private final String unit;

    Item(String service, String unit) {
        this.service = service;
        this.unit = unit;
    }

    public String service() {
        return service;
    }

    public String unit() {
        return unit;
    }

    String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
