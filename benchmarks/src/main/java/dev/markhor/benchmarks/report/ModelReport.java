package dev.markhor.benchmarks.report;

import dev.markhor.benchmarks.engine.ModelFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything about one model.
 *
 * @param operations floating-point operations for one sample
 * @param weightBytes of its parameters in float32
 * @param differences of each engine's output from Keras', relative to the largest
 * @param problems engines that could not take part, and why
 * @param scaling how many times as fast two threads of Markhor are as one
 */
public record ModelReport(
        String name,
        String title,
        double operations,
        double weightBytes,
        Map<String, Double> differences,
        List<String> problems,
        List<CaseReport> cases,
        Ratio scaling,
        List<LoadReport> loads,
        List<StartReport> starts,
        List<MemoryReport> memory) {

    /** The loads of one kind of file by one engine. */
    public Optional<LoadReport> loading(String engine, ModelFile file) {
        return loads.stream()
                .filter(load -> load.engine().equals(engine) && load.file() == file)
                .findFirst();
    }

    /** Fresh processes of an engine, started in one way. */
    public Optional<StartReport> start(String engine, StartWay way) {
        return starts.stream()
                .filter(start -> start.engine().equals(engine) && start.way() == way)
                .findFirst();
    }

    public Optional<CaseReport> in(Case how) {
        return cases.stream().filter(report -> report.how().equals(how)).findFirst();
    }
}
