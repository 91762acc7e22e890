import java.util.List;
import java.util.stream.Stream;

/**
 * What the variable INSTRUMENT asks g++ to watch while programs run: {@code address}, with undefined behaviour, or {@code thread}, see
 * {@code native/sanitize}; or {@code coverage}, see {@code native/coverage}. Objects, libraries and programs then lie in a folder of their
 * own.
 */
record Instruments(String suffix, List<String> flags) {
    static Instruments wanted() {
        String wanted = System.getenv().getOrDefault("INSTRUMENT", "");
        return switch (wanted) {
            case "" -> new Instruments("", List.of());
            case "address" ->
                new Instruments(
                        "-address",
                        List.of(
                                "-fsanitize=address,undefined,float-cast-overflow",
                                "-fno-sanitize-recover=undefined,float-cast-overflow"));
            case "thread" -> new Instruments("-thread", List.of("-fsanitize=thread"));
            case "coverage" -> new Instruments("-coverage", List.of("--coverage"));
            default -> throw new IllegalArgumentException("INSTRUMENT is address, thread or coverage, not " + wanted);
        };
    }

    /** Flags behind those of a unit: little is optimised away, so that what is written is what is watched. */
    List<String> compiling() {
        return flags.isEmpty()
                ? flags
                : Stream.concat(flags.stream(), Stream.of("-O1", "-g1", "-fno-omit-frame-pointer"))
                        .toList();
    }

    /** For libraries, whose default libraries are named one by one. */
    List<String> libraries() {
        return flags.contains("--coverage") ? List.of("-lgcov") : List.of();
    }
}
