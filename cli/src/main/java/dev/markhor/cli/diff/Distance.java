package dev.markhor.cli.diff;

import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.Locale;

/**
 * How far the values of two arrays are apart.
 *
 * @param total how many there are
 * @param differing how many differ by more than is tolerated
 * @param maxAbs largest difference; NaN if one side has a NaN or an infinity where the other has something else
 * @param maxRel largest difference relative to the larger of the two
 */
public record Distance(long total, long differing, double maxAbs, double maxRel) {
    /** @param tolerance how far values may be apart: {@code |a - b| <= tolerance * max(1, |a|, |b|)} */
    static Distance between(Tensor a, Tensor b, double tolerance) {
        if (a.dtype() == DType.STRING || b.dtype() == DType.STRING) {
            return texts(a, b);
        }
        boolean whole = !a.dtype().isFloating() && !b.dtype().isFloating();
        long differing = 0;
        double maxAbs = 0;
        double maxRel = 0;
        for (long i = 0; i < a.size(); i++) {
            double x = a.getDouble(i);
            double y = b.getDouble(i);
            boolean equal = whole ? a.getLong(i) == b.getLong(i) : x == y || Double.isNaN(x) && Double.isNaN(y);
            if (equal) {
                continue;
            }
            double abs = Math.abs(x - y);
            double size = Math.max(Math.abs(x), Math.abs(y));
            if (abs <= tolerance * Math.max(1, size)) {
                continue;
            }
            differing++;
            if (!Double.isFinite(abs)) {
                maxAbs = Double.NaN;
                maxRel = Double.NaN;
            } else {
                maxAbs = Math.max(maxAbs, abs);
                maxRel = Math.max(maxRel, size == 0 ? 0 : abs / size);
            }
        }
        return new Distance(a.size(), differing, maxAbs, maxRel);
    }

    private static Distance texts(Tensor a, Tensor b) {
        long differing = 0;
        for (long i = 0; i < a.size(); i++) {
            boolean equal = a.dtype() == b.dtype() && a.getString(i).equals(b.getString(i));
            differing += equal ? 0 : 1;
        }
        return new Distance(a.size(), differing, Double.NaN, Double.NaN);
    }

    @Override
    public String toString() {
        String count = String.format(Locale.ROOT, "%,d of %,d values", differing, total);
        return differing == 0 || Double.isNaN(maxAbs)
                ? count
                : String.format(Locale.ROOT, "%s, max abs %.3g, max rel %.3g", count, maxAbs, maxRel);
    }
}
