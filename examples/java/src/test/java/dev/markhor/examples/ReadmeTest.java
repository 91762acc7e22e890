package dev.markhor.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows as a program is the program that the tests run. */
class ReadmeTest {
    private static final Pattern BLOCK =
            Pattern.compile("<!-- (examples/\\S+) -->\n```[a-z]+\n(.*?)\n```", Pattern.DOTALL);

    @Test
    void programsInTheReadmeAreThoseThatAreTested() throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("README.md")));
        int found = 0;
        while (blocks.find()) {
            String file = Files.readString(Path.of(blocks.group(1)));
            assertTrue(file.contains(blocks.group(2)), "README.md differs from " + blocks.group(1));
            found++;
        }
        assertEquals(6, found);
    }
}
