package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No kernel touches what lies beside its arrays, and all instruction sets compute the same. */
class RandomProgramsTest {
    private static final Pattern OPCODE = Pattern.compile("(?m)^MK_OP\\(([0-9]+), \\w+\\)$");

    @Test
    void staysInItsArrays() throws IOException, InterruptedException {
        Path program = CppTest.build("guarded");
        Set<Integer> every = new TreeSet<>();
        OPCODE.matcher(Files.readString(Path.of("src/opcodes.def")))
                .results()
                .forEach(match -> every.add(Integer.valueOf(match.group(1))));
        RandomPrograms.Outcome outcome = RandomPrograms.run(program, 0, 1299);
        assertEquals(List.of(), outcome.failures());
        assertEquals(every, outcome.opcodes());
    }
}
