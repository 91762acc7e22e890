import dev.markhor.binding.CacheSizes;
import dev.markhor.binding.Instruction;
import dev.markhor.binding.Kernels;
import dev.markhor.binding.LimitsProbe;
import dev.markhor.binding.OpenBlas;
import dev.markhor.binding.ThreadPool;
import dev.markhor.binding.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Times kernels on the shapes of models, by one thread, by every instruction set, beside OpenBLAS; see native/bench/run. */
public final class KernelBench {
    private static final long NANOS_EACH = 1_000_000 * Long.getLong("millis", 100);

    /**
     * What an instruction set can do.
     *
     * @param near GB/s of the second-level cache, {@code middle} of the third, {@code far} of memory
     */
    private record Limits(double gflops, double near, double middle, double far) {
        static Limits measure(CacheSizes caches, ThreadPool alone) {
            return new Limits(
                    LimitsProbe.gflops(alone, 1),
                    LimitsProbe.gigabytes(alone, 1, caches.second() / 2),
                    LimitsProbe.gigabytes(alone, 1, caches.third() / 2),
                    LimitsProbe.gigabytes(alone, 1, caches.beyond()));
        }

        double gigabytes(CacheSizes caches, long bytes) {
            return bytes <= caches.second() ? near : bytes <= caches.third() ? middle : far;
        }
    }

    private KernelBench() {}

    /** Arguments: files with shapes, then after {@code --} words of which a line must have one. */
    public static void main(String[] args) throws IOException {
        List<String> all = List.of(args);
        List<String> words = all.subList(all.indexOf("--") + 1, all.size());
        Set<String> lines = new LinkedHashSet<>();
        for (String file : all.subList(0, all.indexOf("--"))) {
            Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .filter(line -> words.isEmpty()
                            || words.stream().anyMatch(word -> line.contains(word) || file.contains(word)))
                    .forEach(lines::add);
        }
        if (lines.isEmpty()) {
            System.err.println("no line contains one of the words " + words + ", nor does the name of a list: "
                    + all.subList(0, all.indexOf("--")));
            System.exit(2);
        }
        run(lines);
    }

    private static void run(Set<String> lines) {
        CacheSizes caches = CacheSizes.ofThisMachine();
        OpenBlas.load();
        Map<Kernels.Isa, Limits> limits = new EnumMap<>(Kernels.Isa.class);
        List<Kernels.Isa> isas = new ArrayList<>(Kernels.supportedIsas());
        System.out.println("one thread, least of many; OpenBLAS: the private copy of JavaCPP's preset beside the kernels");
        try (ThreadPool alone = ThreadPool.create(1)) {
            for (Kernels.Isa isa : isas) {
                Kernels.forceIsa(isa);
                Limits found = Limits.measure(caches, alone);
                limits.put(isa, found);
                System.out.printf(
                        Locale.ROOT,
                        "%-8s %6.1f GFLOP/s, reading L2 %.1f, L3 %.1f, memory %.1f GB/s%n",
                        name(isa),
                        found.gflops,
                        found.near,
                        found.middle,
                        found.far);
            }
        }
        System.out.println("%: of the peak (c: compute), or of the bandwidth of the level that holds the arrays (m: memory)");
        for (String line : lines) {
            StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-66s", line));
            double blas = openBlas(Line.of(line), text);
            for (Kernels.Isa isa : isas) {
                own(Line.of(line), isa, limits.get(isa), caches, blas, text);
            }
            System.out.println(text);
        }
    }

    private static double openBlas(Line line, StringBuilder text) {
        try (Arrays arrays = new Arrays()) {
            List<Instruction> instructions = line.openBlas(arrays);
            if (instructions.isEmpty()) {
                text.append(String.format("  %-30s", "openblas         -"));
                return 0;
            }
            double millis = arrays.millis(NANOS_EACH, instructions.toArray(Instruction[]::new));
            double operations = instructions.stream().mapToDouble(i -> i.work().operations()).sum();
            text.append(String.format(Locale.ROOT, "  openblas %9.1f us %6.1f GF/s", 1e3 * millis, operations / millis * 1e-6));
            return millis;
        }
    }

    private static void own(
            Line line, Kernels.Isa isa, Limits limits, CacheSizes caches, double blas, StringBuilder text) {
        Kernels.forceIsa(isa);
        try (Arrays arrays = new Arrays()) {
            Instruction instruction = line.own(arrays);
            line.requireSame(instruction);
            double millis = arrays.millis(NANOS_EACH, instruction);
            Work work = instruction.work();
            double compute = work.operations() / (limits.gflops * 1e6);
            double memory = work.bytes() / (limits.gigabytes(caches, work.bytes()) * 1e6);
            text.append(String.format(
                    Locale.ROOT,
                    " | %s %9.1f us %6.1f GF/s %3.0f%%%s%s",
                    name(isa),
                    1e3 * millis,
                    work.operations() / millis * 1e-6,
                    100 * Math.max(compute, memory) / millis,
                    compute > memory ? "c" : "m",
                    blas == 0 ? "" : String.format(Locale.ROOT, " x%.2f", blas / millis)));
        }
    }

    private static String name(Kernels.Isa isa) {
        return isa.name().toLowerCase(Locale.ROOT);
    }
}
