package dev.markhor.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteOptionsTest {
    @TempDir
    private Path models;

    private SuiteOptions parse(String... more) {
        String[] words = new String[more.length + 2];
        words[0] = "--models";
        words[1] = models.toString();
        System.arraycopy(more, 0, words, 2, more.length);
        return SuiteOptions.parse(words);
    }

    @Test
    void anInstructionSetIsAFlagOfEachProcess() {
        assertEquals(List.of(), parse().flags());
        assertEquals(List.of("-Dmarkhor.isa=avx2"), parse("--isa", "avx2").flags());
        String message = assertThrows(IllegalArgumentException.class, () -> parse("--isa", "sse"))
                .getMessage();
        assertTrue(message.contains("avx2") && message.contains("sse"), message);
    }
}
