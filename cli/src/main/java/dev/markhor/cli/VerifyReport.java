package dev.markhor.cli;

import dev.markhor.verify.GoldenCase;
import dev.markhor.verify.Result;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A line for each model that was verified. */
final class VerifyReport {
    private final PrintStream out;
    private final boolean json;

    VerifyReport(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void result(Result result) {
        if (json) {
            printJson(result.golden(), result.passed(), result.difference(), result.tolerance(), result.message());
            return;
        }
        String difference = Double.isNaN(result.difference())
                ? ""
                : String.format(Locale.ROOT, "  %.1e (tolerance %.0e)", result.difference(), result.tolerance());
        String message =
                result.message().isEmpty() ? "" : "  " + result.message().replaceAll("\\s*\\R\\s*", " ");
        out.println((result.passed() ? "ok    " : "FAIL  ") + result.golden().model() + difference + message);
    }

    /** @param tolerance the caller's, where the golden values name none */
    void notSelected(GoldenCase golden, double tolerance) {
        String reason = "not selected (" + golden.format().title() + ")";
        if (json) {
            printJson(golden, null, Double.NaN, golden.tolerance().orElse(tolerance), reason);
        } else {
            out.println("-     " + golden.model() + "  " + reason);
        }
    }

    private void printJson(GoldenCase golden, Boolean passed, double difference, double tolerance, String message) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("model", golden.model());
        object.put("passed", passed);
        object.put("difference", difference);
        object.put("tolerance", tolerance);
        object.put("message", message);
        out.println(JsonText.of(object));
    }
}
