package dev.markhor.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The golden cases that Markhor opens without a class of a program. */
public final class LoadableCases {
    private LoadableCases() {}

    public static Stream<GoldenCase> in(Path... folders) {
        return GoldenFinder.find(List.of(folders)).stream()
                .filter(golden ->
                        golden.customObjects().isEmpty() && golden.problem().isEmpty());
    }
}
