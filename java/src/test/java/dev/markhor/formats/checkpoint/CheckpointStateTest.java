package dev.markhor.formats.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text file that names the latest checkpoint, and what it leads to. */
class CheckpointStateTest {
    @TempDir
    Path folder;

    private Optional<String> latest(String text) throws IOException {
        return CheckpointState.latest(Files.writeString(folder.resolve("checkpoint"), text));
    }

    @Test
    void escapes() throws IOException {
        Map<String, String> paths = Map.of(
                "\"a/b\"", "a/b",
                "'a \"b\"'", "a \"b\"",
                "\"a\\tb\\n\"", "a\tb\n",
                "\"\\101\\1018\\7\"", "AA8\u0007",
                "\"\\x41\\x4aK\\x9\"", "AJK\t",
                "\"\\a\\b\\v\\x40\\60\"", "\u0007\b\u000b@0",
                "\"\\\"\\'\\q\\\\\"", "\"'q\\",
                "\"é \\303\\251 😀\"", "é é 😀");
        for (Map.Entry<String, String> each : paths.entrySet()) {
            String text = "model_checkpoint_path : " + each.getKey() + "\nall_model_checkpoint_paths: \"other\"\n";
            assertEquals(Optional.of(each.getValue()), latest(text));
        }
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        for (String path : List.of("w", "ckpt-7", "a \"b\" 'c' \\", "wäö 😀", "a\tb\n\u007f")) {
            assertEquals(Optional.of(path), latest(CheckpointState.text(path)));
        }
        // TensorFlow's own words
        String text = "model_checkpoint_path: \"w\\303\\244 \\\"x\"\n";
        assertEquals(text + "all_" + text.replace("path:", "paths:"), CheckpointState.text("wä \"x"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "model_checkpoint_path: \"a",
                "model_checkpoint_path: \"a\\",
                "model_checkpoint_path: \"a'",
                "all_model_checkpoint_paths: \"a\"",
                "model_checkpoint_path: a",
            })
    void namesNothing(String text) throws IOException {
        assertEquals(Optional.empty(), latest(text));
        assertEquals(Optional.empty(), latest(text + "\n\""));
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> CheckpointPath.prefix(folder));
        assertTrue(e.getMessage().contains("names no checkpoint (model_checkpoint_path)"), e.getMessage());
    }

    @Test
    void pathsThatCannotBe() throws IOException {
        Path file = folder.resolve("checkpoint");
        for (String path : new String[] {"\\x", "\\xg", "\\0"}) {
            String text = "model_checkpoint_path: \"" + path + "\"";
            MalformedFileException e = assertThrows(MalformedFileException.class, () -> latest(text));
            assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        }
        Files.writeString(file, "model_checkpoint_path: \"\"");
        assertThrows(MalformedFileException.class, () -> CheckpointPath.prefix(folder));
    }

    /** One file, which ends as the index of the second version does. */
    @Test
    void theFirstVersion() throws IOException {
        Path old = folder.resolve("model.ckpt");
        byte[] bytes = new byte[60];
        for (int i = 0; i < 8; i++) {
            bytes[52 + i] = (byte) (Table.MAGIC >>> 8 * i);
        }
        Files.write(old, bytes);
        Files.writeString(folder.resolve("checkpoint"), "model_checkpoint_path: \"model.ckpt\"");
        for (Path path : new Path[] {old, folder}) {
            UnsupportedModelException e =
                    assertThrows(UnsupportedModelException.class, () -> CheckpointPath.prefix(path));
            assertTrue(e.getMessage().contains("a TensorFlow V1 checkpoint"), e.getMessage());
        }
        for (byte[] other : new byte[][] {new byte[3], new byte[60]}) {
            Files.write(old, other);
            MalformedFileException e = assertThrows(MalformedFileException.class, () -> CheckpointPath.prefix(old));
            assertTrue(e.getMessage().startsWith("no checkpoint found for prefix " + old), e.getMessage());
        }
    }

    @Test
    void whatIsBeside() throws IOException {
        assertEquals("", CheckpointPath.in(folder));
        assertEquals("", CheckpointPath.in(folder.resolve("absent")));
        Files.writeString(folder.resolve("a.index"), "");
        assertEquals("; there is " + folder.resolve("a") + ": pass that", CheckpointPath.in(folder));
        Files.writeString(folder.resolve("b.index"), "");
        assertEquals(
                "; there is " + folder.resolve("a") + ", " + folder.resolve("b") + ": pass one of these",
                CheckpointPath.beside(folder.resolve("c")));
    }
}
