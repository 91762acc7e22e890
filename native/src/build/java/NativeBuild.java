import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the native libraries, doing only what is out of date: objects for each instruction set, JNI glue by JavaCPP, the
 * private copies of the presets' libraries, three shared libraries, and the class that tells the loader their sizes and hash.
 */
public final class NativeBuild {
    private static final List<String> SHIMS = List.of("openblas", "hdf5");

    private final Path base;
    private final Path compiled;
    private final Path classes;
    private final Path staged;
    private final Path work;
    private final Compiler compiler;
    private final KernelObjects objects;

    private NativeBuild(Path base) throws IOException {
        this.base = base;
        compiler = new Compiler(Compiler.includes(base));
        work = compiler.work(base);
        compiled = base.resolve("target/classes");
        classes = compiler.isCross() ? work.resolve("classes") : compiled;
        staged = classes.resolve("dev/markhor/binding").resolve(compiler.platform());
        objects = new KernelObjects(base, work, compiler);
    }

    /** Arguments: the module's folder, the OpenBLAS preset's jar, the HDF5 preset's jar if there is one for this platform. */
    public static void main(String[] args) {
        try {
            NativeBuild build = new NativeBuild(Path.of(args[0]).toRealPath());
            build.kernels();
            for (int i = 1; i < args.length; i++) {
                build.shim(SHIMS.get(i - 1), Path.of(args[i]));
            }
            build.index();
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void kernels() throws IOException {
        new Glue(work.resolve("glue"), compiled).generate();
        List<Path> kernels = objects.all();
        kernels.addAll(objects.objects(KernelObjects.sources(base.resolve("src/jni"), ".cpp"), "jni", Compiler.jni()));
        kernels.add(glue("kernels"));
        link(staged, "libmarkhor_kernels.so", kernels);
    }

    private void shim(String shim, Path jar) throws IOException {
        Presets presets = new Presets(compiler.platform(), work.resolve("presets"), staged);
        presets.stage(shim, jar);
        List<String> headers =
                new ArrayList<>(List.of("-I" + work.resolve("presets").resolve(shim)));
        if (compiler.processor().equals("aarch64")) {
            headers.add(
                    "-D_Float16=__fp16"); // a type in OpenBLAS' header that g++ has under this name only before version
            // 13
        }
        List<Path> inputs =
                objects.objects(KernelObjects.sources(base.resolve("src").resolve(shim), ".cpp"), shim, headers);
        inputs.add(glue(shim));
        inputs.add(staged.resolve(presets.library(shim)));
        link(staged, "libmarkhor_" + shim + ".so", inputs);
    }

    private void index() throws IOException {
        new Index(compiler.platform(), compiled, classes, work.resolve("index")).write();
    }

    /** JavaCPP's code is not ours to warn about. */
    private Path glue(String library) throws IOException {
        List<String> flags = new ArrayList<>(List.of("-O2", "-w"));
        flags.addAll(Compiler.jni());
        return objects.objects(List.of(work.resolve("glue/markhor_" + library + ".cpp")), "glue", flags)
                .get(0);
    }

    private void link(Path folder, String name, List<Path> inputs) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-s",
                "-nodefaultlibs",
                "-Wl,--gc-sections,-z,defs,-z,relro,-z,now,-z,nodelete,--disable-new-dtags,-rpath,$ORIGIN",
                "-Wl,-u,mk_needs_glibc,-soname," + name,
                "-Wl,--version-script=" + base.resolve("src/exports.map")));
        arguments.addAll(compiler.instrumentLibraries());
        arguments.addAll(List.of("-lgcc", "-lm", "-lc", "-lpthread", "-ldl"));
        Path linked = work.resolve("lib").resolve(name);
        List<Path> all = new ArrayList<>(inputs);
        all.addAll(objects.objects(KernelObjects.sources(base.resolve("src/glibc"), ".cpp"), "glibc", List.of()));
        if (compiler.link(linked, all, arguments) || !Files.exists(folder.resolve(name))) {
            Files.createDirectories(folder);
            Files.copy(linked, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
