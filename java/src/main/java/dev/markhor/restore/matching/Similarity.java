package dev.markhor.restore.matching;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name somebody may have meant. */
public final class Similarity {
    private static final int LONGEST = 200;

    private Similarity() {}

    /** The most similar of {@code names}, unless more than a third of it differs. */
    public static Optional<String> nearest(String wanted, Collection<String> names) {
        String best = null;
        int distance = Integer.MAX_VALUE;
        for (String name : names) {
            int difference = distance(wanted.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (difference < distance) {
                distance = difference;
                best = name;
            }
        }
        boolean similar = best != null && distance * 3 <= Math.max(wanted.length(), best.length());
        return similar ? Optional.of(best) : Optional.empty();
    }

    /** Whether at most half of two short names differs. */
    static boolean areAlike(String a, String b) {
        return distance(a, b) * 2 <= Math.max(a.length(), b.length());
    }

    /** Characters to insert, delete or replace. */
    private static int distance(String a, String b) {
        if (a.length() > LONGEST || b.length() > LONGEST) {
            return a.equals(b) ? 0 : Integer.MAX_VALUE / 4;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
