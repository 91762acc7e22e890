package dev.markhor.keras.operations;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Slice;
import java.util.Optional;

/** Padding and cropping of pictures, by what is given: two of what is before, what is behind, and the size. */
final class Borders {
    private Borders() {}

    static Value pad(Arguments a, boolean channelsFirst) {
        Value x = a.tensor();
        int height = x.rank() - (channelsFirst ? 2 : 3);
        int[] before = new int[x.rank()];
        int[] after = new int[x.rank()];
        int[] rows = sides(
                a, "top_padding", "bottom_padding", "target_height", x.shape().dim(height), 1);
        int[] columns = sides(
                a, "left_padding", "right_padding", "target_width", x.shape().dim(height + 1), 1);
        before[height] = rows[0];
        after[height] = rows[1];
        before[height + 1] = columns[0];
        after[height + 1] = columns[1];
        return Ops.pad(x, before, after, 0);
    }

    static Value crop(Arguments a, boolean channelsFirst) {
        Value x = a.tensor();
        int height = x.rank() - (channelsFirst ? 2 : 3);
        int[] rows = sides(
                a, "top_cropping", "bottom_cropping", "target_height", x.shape().dim(height), -1);
        int[] columns = sides(
                a, "left_cropping", "right_cropping", "target_width", x.shape().dim(height + 1), -1);
        return cut(cut(x, height, rows), height + 1, columns);
    }

    private static Value cut(Value x, int axis, int[] sides) {
        return Ops.slice(x, axis, sides[0], sides[1] == 0 ? Slice.OPEN : -sides[1], 1);
    }

    /** @param sign 1 where the target is larger, -1 where it is smaller */
    private static int[] sides(Arguments a, String first, String second, String target, long size, int sign) {
        Optional<Object> before = a.find(Arguments.NAMED, first);
        Optional<Object> behind = a.find(Arguments.NAMED, second);
        if (before.isPresent() && behind.isPresent()) {
            return new int[] {Constants.integer(first, before.get()), Constants.integer(second, behind.get())};
        }
        int total = Math.toIntExact(sign * (a.integer(Arguments.NAMED, target) - size));
        if (before.isPresent()) {
            int given = Constants.integer(first, before.get());
            return new int[] {given, total - given};
        }
        int given = behind.map(value -> Constants.integer(second, value)).orElse(total - total / 2);
        return new int[] {total - given, given};
    }
}
