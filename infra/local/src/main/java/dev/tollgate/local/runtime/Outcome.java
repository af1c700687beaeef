package dev.tollgate.local.runtime;

import java.time.Duration;

/** What became of one invocation. */
public sealed interface Outcome {

    /** The function's answer, as it gave it. */
    record Answered(byte[] payload) implements Outcome {}

    /** The function said that it failed; its process goes on. */
    record FunctionError(byte[] error) implements Outcome {}

    /** The function took longer than it may; its process was ended. */
    record TimedOut(Duration limit) implements Outcome {}

    /** The process ended while it worked on this invocation. */
    record Crashed(String how) implements Outcome {}

    /** No process could be brought up to take it. */
    record InitFailed(String why) implements Outcome {}

    /** The event is larger than Lambda takes. */
    record EventTooLarge(int bytes) implements Outcome {}

    /** The function's answer is larger than Lambda takes. */
    record AnswerTooLarge(int bytes) implements Outcome {}

    /** Nobody answered as long as the caller was ready to wait. If the function had taken it, it still works on it. */
    record NotInTime() implements Outcome {}

    /** Too many are waiting already. */
    record Refused() implements Outcome {}
}
