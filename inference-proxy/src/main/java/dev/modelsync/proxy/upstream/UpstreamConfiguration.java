package dev.modelsync.proxy.upstream;

import dev.modelsync.provider.address.OutboundAddresses;
import java.time.Clock;
import javax.net.ssl.X509TrustManager;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({UpstreamProperties.class, OutboundProperties.class})
class UpstreamConfiguration {
    @Bean
    UpstreamAddresses upstreamAddresses(OutboundProperties outbound) {
        return new UpstreamAddresses(new OutboundAddresses(outbound.policy()));
    }

    @Bean
    X509TrustManager trustedCertificates(UpstreamProperties properties) {
        return TrustedCertificates.with(properties.caCertificates());
    }

    @Bean
    AwsSignature awsSignature(Clock clock, UpstreamProperties properties) {
        return new AwsSignature(clock, properties.awsRegion());
    }
}
