package dev.modelsync.sync.command;

/** Takes what became of a command, within the transaction of the calling thread. */
public interface CommandOutbox {
    void add(CommandAnswer answer);
}
