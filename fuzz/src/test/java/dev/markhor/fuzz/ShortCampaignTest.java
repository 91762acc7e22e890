package dev.markhor.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.fuzz.campaign.Campaign;
import dev.markhor.fuzz.campaign.Settings;
import dev.markhor.fuzz.campaign.Tally;
import dev.markhor.fuzz.format.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of the harness: no mutant of any format does harm. */
class ShortCampaignTest {
    @TempDir
    Path folder;

    @Test
    void someOfEachFormat() throws Exception {
        run(0, 399);
    }

    @Test
    @Tag("long")
    void manyOfEachFormat() throws Exception {
        run(1_000, 25_999);
    }

    private void run(long from, long to) throws IOException, InterruptedException {
        Settings settings = Settings.parse(List.of(
                "--seeds",
                from + ".." + to,
                "--repository",
                "..",
                "--findings",
                folder.resolve("findings").toString(),
                "--scratch",
                folder.toString()));
        Map<Format, Tally> tallies = Campaign.run(settings);
        assertEquals(Format.values().length, tallies.size());
        tallies.forEach((format, tally) -> {
            assertEquals(0, tally.harms() + tally.findings(), () -> format + ": " + tally + text());
            assertEquals(to - from + 1, tally.mutants(), format::toString);
            assertTrue(tally.accepted() > tally.mutants() / 20, () -> format + ": hardly any was accepted: " + tally);
        });
    }

    private String text() {
        try {
            return "\n" + Files.readString(folder.resolve("findings/findings.txt"));
        } catch (IOException e) {
            return "";
        }
    }
}
