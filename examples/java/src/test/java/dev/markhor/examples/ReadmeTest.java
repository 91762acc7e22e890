package dev.markhor.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README and the guides show as a program is the program that the tests run. */
class ReadmeTest {
    private static final Pattern BLOCK =
            Pattern.compile("<!-- (examples/\\S+) -->\n```[a-z]+\n(.*?)\n```", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({"README.md, 7", "docs/loading.md, 1", "docs/custom.md, 7", "docs/predicting.md, 1"})
    void programsInTheTextAreThoseThatAreTested(String text, int programs) throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of(text)));
        int found = 0;
        while (blocks.find()) {
            String file = Files.readString(Path.of(blocks.group(1)));
            assertTrue(file.contains(blocks.group(2)), text + " differs from " + blocks.group(1));
            found++;
        }
        assertEquals(programs, found);
    }
}
