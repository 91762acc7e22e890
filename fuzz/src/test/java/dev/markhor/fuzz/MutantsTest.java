package dev.markhor.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.fuzz.format.Format;
import dev.markhor.fuzz.format.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A seed names a mutant: the same one each time, and not that of another seed. */
class MutantsTest {
    private static final Path REPOSITORY = Path.of("..");
    /** With checksums over much of what mutators change. */
    private static final Set<Format> SEALED = Set.of(Format.KERAS, Format.CHECKPOINT, Format.RESTORE);

    @ParameterizedTest
    @EnumSource
    void seedsNameMutants(Format format) throws IOException {
        Set<Integer> distinct = new HashSet<>();
        int sealed = 0;
        for (long seed = 0; seed < 96; seed += 32) {
            try (Subject first = format.subject(REPOSITORY, seed);
                    Subject again = format.subject(REPOSITORY, seed + 31)) {
                assertEquals(first.seed(), again.seed());
                for (long each = seed; each < seed + 32; each++) {
                    Subject.Mutant mutant = first.mutate(format.dice(each));
                    Subject.Mutant same = again.mutate(format.dice(each));
                    assertEquals(mutant.files().keySet(), same.files().keySet());
                    mutant.files()
                            .forEach((name, bytes) ->
                                    assertArrayEquals(bytes, same.files().get(name)));
                    distinct.add(mutant.files().values().stream()
                            .mapToInt(Arrays::hashCode)
                            .sum());
                    sealed += mutant.sealed() ? 1 : 0;
                }
            }
        }
        assertTrue(distinct.size() > 80, format + ": only " + distinct.size() + " of 96 differ");
        assertTrue(!SEALED.contains(format) || sealed > 2, format + ": " + sealed + " under checksums");
    }
}
