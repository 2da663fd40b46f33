package dev.modelsync.provider.secret;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** {@code keyset rotate} and {@code keyset add}, with the settings of the application that has the command. */
public final class KeysetCommand {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private KeysetCommand() {}

    /**
     * @param configuration base name of the configuration file
     * @param args the command's words, and settings as {@code --name=value}
     * @return the exit code: 0 when it is done, 1 when it failed, 2 when the command is not understood
     */
    public static int run(String configuration, PrintStream out, String... args) {
        SpringApplicationBuilder settings = new SpringApplicationBuilder(NoBeans.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties("spring.config.name=" + configuration, "logging.level.root=off");
        List<String> words = new DefaultApplicationArguments(args).getNonOptionArgs();
        try (ConfigurableApplicationContext context = settings.run(args)) {
            SecretProperties properties =
                    Binder.get(context.getEnvironment()).bindOrCreate("modelsync.secrets", SecretProperties.class);
            return run(words, properties, out);
        } catch (SecretStoreException e) {
            return failed(e.getMessage(), out);
        } catch (BindException e) {
            return failed(reason(e), out);
        }
    }

    private static int run(List<String> words, SecretProperties properties, PrintStream out) {
        Path file = properties.keysetFile();
        if (file == null) {
            return failed("modelsync.secrets.keyset-file is not set; there is no file whose key could be changed", out);
        }
        KeysetRotation rotation = new KeysetRotation(properties.folder(), file);
        if (words.equals(List.of("keyset", "add"))) {
            out.println(
                    rotation.add()
                            ? file + " has a new key, which encrypts nothing yet. Give it to all who read secrets,"
                                    + " then: keyset rotate"
                            : file + " has a new key already. Go on with: keyset rotate");
            return DONE;
        }
        if (words.equals(List.of("keyset", "rotate"))) {
            out.println(rotation.rotate() + " secrets in " + properties.folder() + " encrypted anew; " + file
                    + " has the new key alone");
            return DONE;
        }
        out.println("Usage: keyset add | keyset rotate");
        return MISUSED;
    }

    private static int failed(@Nullable String reason, PrintStream out) {
        out.println(reason);
        return FAILED;
    }

    private static @Nullable String reason(BindException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }

    @Configuration(proxyBeanMethods = false)
    static class NoBeans {}
}
