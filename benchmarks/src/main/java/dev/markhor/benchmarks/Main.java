package dev.markhor.benchmarks;

import dev.markhor.benchmarks.soak.Soak;
import dev.markhor.benchmarks.suite.Suite;
import java.util.Arrays;

/** What the jar starts: {@code start ...}, {@code restore ...}, {@code suite ...}, {@code soak ...}, or JMH with its own arguments. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("start")) {
            ColdStart.main(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else if (arguments.length > 0 && arguments[0].equals("restore")) {
            Restoring.main(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else if (arguments.length > 0 && arguments[0].equals("suite")) {
            Suite.main(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else if (arguments.length > 0 && arguments[0].equals("soak")) {
            Soak.main(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            org.openjdk.jmh.Main.main(arguments);
        }
    }
}
