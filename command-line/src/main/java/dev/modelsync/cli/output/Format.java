package dev.modelsync.cli.output;

/** The forms of what is printed. */
public enum Format {
    TABLE,
    JSON,
    YAML
}
