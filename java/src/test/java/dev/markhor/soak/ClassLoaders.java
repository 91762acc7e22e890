package dev.markhor.soak;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a server does that deploys a program again and again: loads Markhor by one class loader after the other, and forgets each. */
final class ClassLoaders {
    private static final int PATIENCE = 100;

    private ClassLoaders() {}

    /** Prints what each computed, then how many class loaders are left and how many threads there are. @param arguments file, times */
    public static void main(String[] arguments) throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            loaders.add(use(arguments[0]));
        }
        for (int i = 0; i < PATIENCE && loaders.stream().anyMatch(loader -> loader.get() != null); i++) {
            System.gc();
            Thread.sleep(20);
        }
        System.out.println("left "
                + loaders.stream().filter(loader -> loader.get() != null).count());
        System.out.println("threads " + markhorThreads());
    }

    private static WeakReference<ClassLoader> use(String file) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":")) {
            urls.add(new File(entry).toURI().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            @SuppressWarnings("unchecked")
            Function<String, String> call = (Function<String, String>)
                    loader.loadClass(OneCall.class.getName()).getConstructor().newInstance();
            System.out.println(call.apply(file));
            return new WeakReference<>(loader);
        }
    }

    /** Native ones have no name in Java. */
    private static long markhorThreads() throws Exception {
        long count = 0;
        for (File task : new File("/proc/self/task").listFiles()) {
            count += java.nio.file.Files.readString(task.toPath().resolve("comm"))
                            .startsWith("markhor")
                    ? 1
                    : 0;
        }
        return count;
    }
}
