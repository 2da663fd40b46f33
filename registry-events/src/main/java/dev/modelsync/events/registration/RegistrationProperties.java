package dev.modelsync.events.registration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param allowPrivateEndpoints whether services may have loopback, private and link-local addresses
 */
@ConfigurationProperties("modelsync.registration")
record RegistrationProperties(@DefaultValue("false") boolean allowPrivateEndpoints) {}
