package dev.tollgate.cli.cost;

/** What one thing takes: measured where docs/performance.md has it, else told to be an estimate. */
final class Measured {
    /** A record of a decision that allows: the table and two indexes. One that denies is in a third. */
    static final double UNITS_OF_A_DECISION = 3;

    /**
     * A record of an answer and the claim on its decision, in one transaction, which is billed twice, and two indexes. An
     * answer with a finding is in a third.
     */
    static final double UNITS_OF_AN_ANSWER = 2 * 2 + 2;

    static final double UNITS_OF_A_HEAD = 1;
    static final double READ_UNITS_OF_A_HEAD = 0.5;

    /** A checkpoint and how far is sealed, in one transaction: an estimate. */
    static final double UNITS_OF_A_CHECKPOINT = 4;

    /** A record is read once to be sealed, four of them in a unit. */
    static final double READ_UNITS_OF_SEALING = 0.25;

    /** The bundle's pointer each 10 s, the postures each 5 s. */
    static final double READS_A_SECOND_OF_AN_INSTANCE = 1 / 10.0 + 1 / 5.0;

    /** An agent and its key each 30 s, its step-downs each 5 s. */
    static final double READS_A_SECOND_OF_AN_AGENT = 2 / 30.0 + 1 / 5.0;

    /** Nothing remembered: pointer, postures, agent, key, step-downs. */
    static final double MOST_READS_OF_A_DECISION = 5;

    /** 0.8 to 1.1 KB, DynamoDB's 100 bytes an item among them. */
    static final double RECORD_KB = 1;

    /** An estimate: the keys of table and index, what records are filtered by, and 100 bytes. */
    static final double INDEX_ENTRY_KB = 0.4;

    static final double DECISION_GB = 0.5;

    /** An estimate for AWS: most of it is the wait for DynamoDB. */
    static final double DECISION_S = 0.012;

    static final double REDACTION_GB = 1;
    static final double REDACTION_S = 0.011;

    /** 27 ms a 0.9 MB on a whole processor, of which 1,024 MB have 0.58. */
    static final double REDACTION_S_A_KB = 0.027 / 900 / 0.58;

    static final double STREAM_GB = 0.5;

    /** 69 microseconds on a whole processor, of which 512 MB have 0.29. */
    static final double STREAM_S_A_RECORD = 69e-6 / 0.29;

    static final double SCHEDULE_GB = 0.5;
    /** An estimate. */
    static final double SCHEDULE_S = 1;

    static final double ARCHIVED_KB_A_RECORD = 0.1;
    static final double ARCHIVE_DAYS = 400;

    /** The function's own line 0.25 KB; estimates: the access log's 0.35 KB, Lambda's two lines 0.7 KB. */
    static final double LOGGED_KB_A_REQUEST = 0.25 + 0.35 + 0.7;
    /** An estimate, without the latencies. */
    static final double LOGGED_KB_A_BATCH = 2.0;

    /** What the stream function logs, and the two that are counted in the functions' logs. */
    static final double METRICS = 27 + 2;

    /** Of the 26 alarms, 23 look at one metric, one at two, one at three, one at two as an anomaly, which counts three times. */
    static final double ALARMS = 23 + 2 + 3 + 6;

    static final double KB_A_GB = 1_000_000;
    static final double API_REQUEST_KB = 512;

    private Measured() {}
}
