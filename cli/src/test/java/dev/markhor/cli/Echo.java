package dev.markhor.cli;

import java.util.Arrays;

/** Stands in for the program in tests of the launcher. */
public final class Echo {
    private Echo() {}

    public static void main(String[] args) {
        System.out.println(Arrays.toString(args));
        System.exit(args.length);
    }
}
