package dev.modelsync.provider.secret;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The store that the settings name. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretProperties.class)
public class SecretConfiguration {
    @Bean
    SecretStore secretStore(SecretProperties properties) {
        return switch (properties.store()) {
            case FILE -> new EncryptedFileSecretStore(properties.folder(), keyset(properties));
            case KUBERNETES ->
                KubernetesSecretStore.open(properties.kubernetes().namespace());
        };
    }

    private static Supplier<Keyset> keyset(SecretProperties properties) {
        if (properties.keyset() != null) {
            Keyset given = Keyset.parse(properties.keyset());
            return () -> given;
        }
        Path file = Objects.requireNonNull(properties.keysetFile());
        Keyset.readOrMake(file);
        return () -> Keyset.read(file);
    }
}
