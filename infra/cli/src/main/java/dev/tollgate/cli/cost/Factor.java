package dev.tollgate.cli.cost;

/** A number of an estimate, and what it counts. */
record Factor(double value, String what) {
    @Override
    public String toString() {
        return what.isEmpty() ? Amount.text(value) : Amount.text(value) + " " + what;
    }
}
