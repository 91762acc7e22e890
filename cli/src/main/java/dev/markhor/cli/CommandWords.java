package dev.markhor.cli;

import java.util.Map;
import java.util.regex.Pattern;

/** Says what the library's messages advise, which is for programs, in the words of the command line. */
final class CommandWords {
    private static final String BY_EXTENSIONS = "a Java class that --extensions names (docs/custom.md)";

    private static final Map<Pattern, String> WORDS = Map.of(
            Pattern.compile("(by|with) (LoadOptions\\.)?withArchitecture(, or by --architecture of the commands)?"),
            "by --architecture",
            Pattern.compile("with the loading call: "),
            "in " + BY_EXTENSIONS + ": ",
            Pattern.compile("(?<!=)-Dmarkhor\\."),
            "MARKHOR_JAVA_OPTIONS=-Dmarkhor.");

    /** Options of {@code LoadOptions} that commands have no option for. */
    private static final Pattern IN_JAVA_ONLY =
            Pattern.compile("\\bwith(Renamed|ByName|SkipMismatch|Checksums|Model|Layer|Function)\\b");

    private CommandWords() {}

    /** The same advice, on one line. */
    static String of(String message) {
        String text = message.replaceAll("\\s*\\R\\s*", " ");
        for (Map.Entry<Pattern, String> word : WORDS.entrySet()) {
            text = word.getKey().matcher(text).replaceAll(word.getValue());
        }
        boolean isLeft = IN_JAVA_ONLY.matcher(text).find() && !text.contains("--extensions");
        return isLeft ? text + "; LoadOptions are set by " + BY_EXTENSIONS : text;
    }
}
