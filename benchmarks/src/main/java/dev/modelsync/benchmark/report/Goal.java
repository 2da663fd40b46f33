package dev.modelsync.benchmark.report;

/** A figure that we hold ourselves to. It is told whether it is met; nothing fails because it is not. */
public record Goal(String key, String title, String unit, Bound bound, double limit, Samples measured) {
    /** Which side of the limit is good. */
    public enum Bound {
        AT_MOST("≤"),
        AT_LEAST("≥");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    /** By the median of the rounds. */
    public boolean met() {
        return bound == Bound.AT_MOST ? measured.median() <= limit : measured.median() >= limit;
    }
}
