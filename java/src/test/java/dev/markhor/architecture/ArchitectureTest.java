package dev.markhor.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.markhor.binding.MemoryWords;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The order of the packages and where native code is called from: see docs/architecture.md. */
class ArchitectureTest {
    private static final String ROOT = "dev.markhor";

    /** Lowest first: a package may use those before it. */
    private static final List<String> ORDER = List.of(
            "error",
            "event",
            "tensor",
            "binding",
            "execution",
            "memory",
            "graph",
            "ops",
            "reference",
            "variable",
            "runtime",
            "compile",
            "formats",
            "restore",
            "model",
            "layers",
            "keras",
            "");

    private static final Set<String> USED_BY_FORMATS = Set.of("error", "tensor", "binding");
    private static final Set<String> CALLERS_OF_NATIVE_CODE = Set.of(
            "dev.markhor.memory",
            "dev.markhor.runtime",
            "dev.markhor.compile",
            "dev.markhor.formats.hdf5",
            "dev.markhor.formats");

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
    }

    /** Rules about classes that were not found hold for nothing. */
    @Test
    void thereAreClassesInEveryPackage() {
        Set<String> found = classes.stream().map(ArchitectureTest::layer).collect(Collectors.toSet());
        assertTrue(classes.size() > 100, "found " + classes.size() + " classes");
        assertTrue(found.containsAll(Set.of("error", "tensor", "binding", "graph", "ops", "model")), found.toString());
        assertTrue(ORDER.containsAll(found), "a package has no place in the order: " + found);
    }

    @Test
    void packagesUseLowerOnesOnly() {
        assertEquals(Set.of(), violations((from, to) -> ORDER.indexOf(from) < ORDER.indexOf(to)));
    }

    @Test
    void formatsKnowNoModel() {
        assertEquals(
                Set.of(),
                violations((from, to) ->
                        from.equals("formats") && !to.equals("formats") && !USED_BY_FORMATS.contains(to)));
    }

    @Test
    void noPackagesDependOnEachOther() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void nativeMethodsAreDeclaredInOnePackage() {
        Set<String> packages = classes.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.NATIVE))
                .map(JavaMethod::getOwner)
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
        assertEquals(Set.of(ROOT + ".binding"), packages);
    }

    @Test
    void nativeCodeIsCalledFromFewPackages() {
        Set<String> callers = dependencies((from, to) -> to.equals("binding") && !from.equals("binding")).stream()
                .filter(dependency -> !dependency.getTargetClass().isEquivalentTo(MemoryWords.class)) // calls nothing
                .map(dependency -> dependency.getOriginClass().getPackageName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(callers.contains(ROOT + ".runtime"), "found callers " + callers);
        callers.removeAll(CALLERS_OF_NATIVE_CODE);
        assertEquals(Set.of(), callers);
    }

    private static Set<String> violations(BiPredicate<String, String> isViolation) {
        return dependencies(isViolation).stream()
                .map(dependency -> dependency.getOriginClass().getName() + " uses "
                        + dependency.getTargetClass().getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Dependency> dependencies(BiPredicate<String, String> matches) {
        return classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isOurs(dependency.getTargetClass())
                        && matches.test(layer(dependency.getOriginClass()), layer(dependency.getTargetClass())))
                .collect(Collectors.toSet());
    }

    private static boolean isOurs(JavaClass type) {
        return (type.getBaseComponentType().getPackageName() + ".").startsWith(ROOT + ".");
    }

    /** The package right below the root: {@code formats} for {@code dev.markhor.formats.hdf5}; empty for the root. */
    private static String layer(JavaClass type) {
        String below = type.getBaseComponentType().getPackageName().substring(ROOT.length());
        return below.isEmpty() ? "" : below.substring(1).split("\\.")[0];
    }
}
