package dev.tollgate.audit.schedule;

/** Something stands in the place of a checkpoint that is not one of this sealer. Nobody can seal until it is known why. */
final class ForeignCheckpointException extends Exception {
    private static final long serialVersionUID = 1L;

    ForeignCheckpointException(String message) {
        super(message);
    }
}
