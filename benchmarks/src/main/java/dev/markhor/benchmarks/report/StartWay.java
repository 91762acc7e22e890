package dev.markhor.benchmarks.report;

import java.nio.file.Path;
import java.util.List;

/** How a JVM is started. */
public enum StartWay {
    /** Without any flags. */
    PLAIN("no flags"),
    /** As docs/performance.md recommends for programs that predict a few times and end. */
    ARCHIVE("archive and flags");

    private static final String COLLECTOR = "-XX:+UseSerialGC";
    private final String title;

    StartWay(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** The flags that a user would give; those of the engine's own JVM options come besides. */
    public List<String> flags(Path archive) {
        return this == PLAIN
                ? List.of()
                : List.of("-XX:SharedArchiveFile=" + archive, COLLECTOR, "-XX:TieredStopAtLevel=1");
    }

    /** Those of the one run that writes the archive of classes. */
    public static List<String> writing(Path archive) {
        return List.of("-XX:ArchiveClassesAtExit=" + archive, COLLECTOR);
    }
}
