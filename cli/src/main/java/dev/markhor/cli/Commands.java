package dev.markhor.cli;

import picocli.CommandLine.IFactory;

/** Makes the commands, which all want the terminal. */
final class Commands implements IFactory {
    private final IFactory fallback = picocli.CommandLine.defaultFactory();
    private final Terminal terminal;

    Commands(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == InspectCommand.class) {
            return type.cast(new InspectCommand(terminal));
        }
        return fallback.create(type);
    }
}
