package dev.markhor.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other virtual machines than that of the tests: each collector, few processors, programs that are deployed again and again. */
class HostsTest {
    private static final String MODEL = "../golden/real/mlperf-tiny/resnet8_cifar10.h5";
    private static final String EXPECTED = new OneCall().apply(MODEL);

    private record Result(int status, List<String> lines) {}

    private static Result java(List<String> options, Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process child = builder.start();
        List<String> lines =
                new String(child.getInputStream().readAllBytes()).lines().toList();
        assertTrue(child.waitFor(100, TimeUnit.SECONDS), command::toString);
        return new Result(child.exitValue(), lines);
    }

    /** A collector that this Java was built without is named by the JVM itself. */
    @ParameterizedTest
    @ValueSource(strings = {"Serial", "Parallel", "G1", "Z", "Shenandoah", "Epsilon"})
    void everyCollector(String name) throws Exception {
        Result result = java(
                List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+Use" + name + "GC", "-Xmx256m"),
                OneCall.class,
                MODEL);
        if (result.status == 0) {
            assertEquals(EXPECTED, result.lines.get(result.lines.size() - 1)); // behind what the JVM remarks
        } else {
            assertTrue(result.lines.get(0).contains("Use" + name + "GC"), result.lines::toString);
            assertTrue(List.of("Z", "Shenandoah", "Epsilon").contains(name), result.lines::toString);
        }
    }

    @Test
    void defaultThreadsAreThoseOfTheJvm() throws Exception {
        for (int processors : new int[] {1, 3}) {
            Result result =
                    java(List.of("-XX:ActiveProcessorCount=" + processors, "-Xmx256m"), Defaults.class, new String[0]);
            assertEquals(List.of(Integer.toString(processors)), result.lines);
        }
    }

    static final class Defaults {
        private Defaults() {}

        public static void main(String[] arguments) {
            System.out.println(dev.markhor.execution.ExecutionOptions.defaults().threads());
        }
    }

    /** All but the last class loader are gone, which a thread of the JVM may hold for a minute; and with them their threads. */
    @Test
    void forgottenClassLoadersLeaveNothing() throws Exception {
        Result result = java(List.of("-Xmx256m"), ClassLoaders.class, MODEL, "6");
        List<String> lines = new ArrayList<>(Collections.nCopies(6, EXPECTED));
        assertEquals(lines, result.lines.subList(0, 6), result.lines::toString);
        assertTrue(List.of("left 0", "left 1").contains(result.lines.get(6)), result.lines::toString);
        assertTrue(List.of("threads 0", "threads 1").contains(result.lines.get(7)), result.lines::toString);
    }
}
