package dev.markhor.cli;

import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.IFactory;

/** Makes the commands, which all want the terminal. */
final class Commands implements IFactory {
    private final IFactory fallback = picocli.CommandLine.defaultFactory();
    private final Map<Class<?>, Supplier<?>> commands;

    Commands(Terminal terminal) {
        commands = Map.of(
                BenchCommand.class, () -> new BenchCommand(terminal),
                InspectCommand.class, () -> new InspectCommand(terminal),
                PredictCommand.class, () -> new PredictCommand(terminal),
                SummaryCommand.class, () -> new SummaryCommand(terminal),
                VerifyCommand.class, () -> new VerifyCommand(terminal));
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Supplier<?> command = commands.get(type);
        if (command != null) {
            return type.cast(command.get());
        }
        return fallback.create(type);
    }
}
