package dev.markhor.formats.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Files that golden/hdf5/rewrite.py made hold what their sources hold. */
class RewritesTest {
    private static final int WAYS = 30;

    private static final Map<String, Path> SOURCES = Map.of(
            "kinds",
            TestFiles.KINDS,
            "multiplier_k2",
            TestFiles.GOLDEN.resolve("layers/separable_conv2d/multiplier_k2.h5"));

    private static List<Path> rewrites() {
        return TestFiles.below(TestFiles.HDF5.resolve("rewrites"));
    }

    @Test
    void allWaysAreThere() {
        assertEquals(WAYS, rewrites().stream().map(RewritesTest::way).distinct().count());
    }

    private static String way(Path rewrite) {
        return rewrite.getFileName().toString().split("\\.")[1];
    }

    @TestFactory
    List<DynamicTest> holdWhatTheirSourcesHold() {
        return rewrites().stream()
                .map(rewrite -> DynamicTest.dynamicTest(rewrite.getFileName().toString(), () -> compare(rewrite)))
                .toList();
    }

    private static void compare(Path rewrite) {
        Path source = SOURCES.get(rewrite.getFileName().toString().split("\\.")[0]);
        Map<String, Tensor> expected = TestFiles.contents(source);
        Map<String, Tensor> found = new TreeMap<>(TestFiles.contents(rewrite));
        found.keySet().removeIf(name -> name.contains("extra_"));
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((name, tensor) -> assertEquals(tensor, found.get(name), name));
        assertTrue(expected.size() > 3);
    }
}
