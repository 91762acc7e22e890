package dev.markhor.verify.checkpoints;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.WeightMismatchException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names the reasons of errors as {@code expect.json} does, by what their messages say. */
final class Reasons {
    private record Sign(Class<? extends RuntimeException> type, String text) {}

    private static final Map<Sign, String> SIGNS = new LinkedHashMap<>();

    static {
        Map<Sign, String> signs = SIGNS;
        signs.put(
                new Sign(IllegalArgumentException.class, "by name goes with legacy HDF5 files only"),
                "by_name_not_allowed");
        signs.put(
                new Sign(IllegalArgumentException.class, "cannot skip what does not fit"),
                "skip_mismatch_needs_by_name");
        signs.put(new Sign(IllegalStateException.class, "is not built"), "not_built");
        signs.put(new Sign(MalformedFileException.class, "no such file, directory or checkpoint prefix"), "not_found");
        signs.put(new Sign(WeightMismatchException.class, "the model has no variables yet"), "nothing_to_load");
        signs.put(new Sign(WeightMismatchException.class, "nothing of it is in the model"), "only_root_matched");
        signs.put(
                new Sign(WeightMismatchException.class, "this checkpoint goes by names alone, and has none called"),
                "object_not_restored");
        signs.put(new Sign(WeightMismatchException.class, "layer count mismatch"), "layer_count_mismatch");
        signs.put(new Sign(WeightMismatchException.class, "the model expects ["), "shape_mismatch");
        signs.put(new Sign(WeightMismatchException.class, "the model expects "), "dtype_mismatch");
    }

    private Reasons() {}

    static String of(RuntimeException error) {
        for (Map.Entry<Sign, String> sign : SIGNS.entrySet()) {
            if (sign.getKey().type().isInstance(error)
                    && error.getMessage().contains(sign.getKey().text())) {
                return sign.getValue();
            }
        }
        return error.toString();
    }
}
