package dev.modelsync.provider.secret;

import com.google.crypto.tink.Aead;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The store that the settings name. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretProperties.class)
public class SecretConfiguration {
    @Bean
    SecretStore secretStore(SecretProperties properties) {
        Aead aead = properties.keyset() == null
                ? Keyset.readOrMake(Objects.requireNonNull(properties.keysetFile()))
                : Keyset.parse(properties.keyset());
        return new EncryptedFileSecretStore(properties.folder(), aead);
    }
}
