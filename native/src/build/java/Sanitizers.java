import java.util.List;
import java.util.stream.Stream;

/**
 * What the variable SANITIZE asks g++ to check while programs run: {@code address}, with undefined behaviour, or {@code thread}; see
 * {@code native/sanitize}. Objects and programs then lie in a folder of their own.
 */
record Sanitizers(String suffix, List<String> flags) {
    static Sanitizers wanted() {
        String wanted = System.getenv().getOrDefault("SANITIZE", "");
        return switch (wanted) {
            case "" -> new Sanitizers("", List.of());
            case "address" ->
                new Sanitizers(
                        "-address",
                        List.of(
                                "-fsanitize=address,undefined,float-cast-overflow",
                                "-fno-sanitize-recover=undefined,float-cast-overflow"));
            case "thread" -> new Sanitizers("-thread", List.of("-fsanitize=thread"));
            default -> throw new IllegalArgumentException("SANITIZE is address or thread, not " + wanted);
        };
    }

    /** Flags behind those of a unit: little is optimised away, so that what is written is what is checked. */
    List<String> compiling() {
        return flags.isEmpty()
                ? flags
                : Stream.concat(flags.stream(), Stream.of("-O1", "-g1", "-fno-omit-frame-pointer"))
                        .toList();
    }
}
