package dev.markhor.fuzz;

import dev.markhor.fuzz.campaign.Campaign;
import dev.markhor.fuzz.campaign.Settings;
import dev.markhor.fuzz.campaign.Tally;
import dev.markhor.fuzz.campaign.Worker;
import dev.markhor.fuzz.format.Format;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The command: see the README of this module. */
public final class Main {
    private static final String USAGE = "usage: fuzz/run --format all|"
            + Format.words().replace(", ", "|") + " --seeds A..B [--jobs N] [--minutes M] [--findings FOLDER] [--keep]";

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings;
        try {
            settings = Settings.parse(List.of(arguments));
            Format.of(settings.format());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + USAGE);
            System.exit(2);
            return;
        }
        if (settings.keep()) {
            Worker.main(arguments);
            return;
        }
        Map<Format, Tally> tallies = Campaign.run(settings);
        boolean clean = tallies.values().stream().allMatch(tally -> tally.harms() == 0 && tally.findings() == 0);
        System.out.println(
                clean
                        ? "nothing found"
                        : "findings are in " + settings.findings().toAbsolutePath());
        System.exit(clean ? 0 : 1);
    }
}
