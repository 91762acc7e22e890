package dev.markhor.verify.checkpoints;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.formats.json.Json;
import dev.markhor.restore.LoadStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares what a status asserts with what TensorFlow's did. */
final class StatusCheck {
    private static final Pattern SLOT = Pattern.compile("(optimizer)/([mv])/(.+)");

    private final LoadStatus status;
    private final List<String> untracked;

    /** @param untracked variables that Keras does not know to be missing, and a status here does */
    StatusCheck(LoadStatus status, List<String> untracked) {
        this.status = status;
        this.untracked = untracked;
    }

    /** How the status differs from the three assertions; empty if it does not. */
    List<String> differences(Json expected) {
        List<String> differences = new ArrayList<>();
        if (!untracked.isEmpty()) {
            if (!List.copyOf(status.missing()).equals(untracked)) {
                differences.add("missing " + status.missing() + ", expected " + untracked);
            }
            return differences;
        }
        check("consumed", status::assertConsumed, expected.get("assert_consumed"), differences);
        check(
                "existing objects matched",
                status::assertExistingObjectsMatched,
                expected.get("assert_existing_objects_matched"),
                differences);
        check("nontrivial match", status::assertNontrivialMatch, expected.get("assert_nontrivial_match"), differences);
        return differences;
    }

    /** Values in the file that no variable has, as TensorFlow calls them when it warns of them: {@code (root).d3.kernel}. */
    List<String> leftOver() {
        return Stream.of(status.waiting(), status.unused())
                .flatMap(List::stream)
                .map(StatusCheck::node)
                .sorted()
                .toList();
    }

    private static String node(String path) {
        Matcher slot = SLOT.matcher(path);
        return slot.matches()
                ? node(slot.group(1)) + "'s state '" + slot.group(2) + "' for " + node(slot.group(3))
                : "(root)." + path.replace('/', '.');
    }

    private void check(String title, Runnable assertion, Json expected, List<String> differences) {
        boolean passed = passes(assertion);
        if (passed != expected.getBoolean("ok")) {
            differences.add(title + (passed ? " passes" : " fails") + ", expected " + expected + "; " + status);
        } else if (!passed) {
            String difference = reasonDiffers(expected);
            if (!difference.isEmpty()) {
                differences.add(title + ": " + difference);
            }
        }
    }

    private static boolean passes(Runnable assertion) {
        try {
            assertion.run();
            return true;
        } catch (WeightMismatchException e) {
            return false;
        }
    }

    private String reasonDiffers(Json expected) {
        String reason = expected.getString("reason");
        return switch (reason) {
            case "unresolved_in_file" -> unresolved(expected.getString("first"));
            case "unbound_model_objects" -> {
                int missing = status.missing().size();
                yield missing == expected.getInt("count")
                        ? ""
                        : "missing " + status.missing() + ", expected " + expected;
            }
            case "only_root_matched" ->
                status.matched().isEmpty() && !status.missing().isEmpty() ? "" : status.toString();
            case "nothing_to_load" ->
                status.matched().isEmpty() && status.missing().isEmpty() ? "" : status.toString();
            case "object_not_restored" -> status.missing().isEmpty() ? "nothing is missing" : "";
            default -> "a reason that is not looked for: " + reason;
        };
    }

    /** TensorFlow names the first value in the file that no object has; here, those that an unbuilt layer may still get are apart. */
    private String unresolved(String first) {
        List<String> firsts = Stream.of(status.waiting(), status.unused())
                .flatMap(values -> values.stream().limit(1))
                .map(StatusCheck::node)
                .toList();
        return status.missing().isEmpty() && firsts.contains(first) ? "" : firsts + ", expected " + first;
    }
}
