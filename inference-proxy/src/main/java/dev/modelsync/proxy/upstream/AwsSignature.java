package dev.modelsync.proxy.upstream;

import dev.modelsync.provider.auth.ProviderAuth.AwsKeys;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests to Bedrock with AWS Signature Version 4. Bedrock wants the hash of the body signed, so the whole
 * body has to be there.
 */
public final class AwsSignature {
    private static final Pattern HOST = Pattern.compile(
            "(?:.*\\.)?(bedrock[a-z-]*?)(?:-fips)?\\.([a-z]{2}[a-z0-9-]+-[0-9]+)\\.(?:.*\\.)?(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)");
    private static final String SERVICE = "bedrock";
    private static final String MANTLE = "bedrock-mantle";

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final Clock clock;
    private final @Nullable String defaultRegion;

    AwsSignature(Clock clock, @Nullable String defaultRegion) {
        this.clock = clock;
        this.defaultRegion = defaultRegion;
    }

    /**
     * The headers that make the request a signed one; empty when nothing says for which region.
     *
     * @param uri absolute, as it will be sent
     * @param body a new stream at each call
     */
    Optional<Map<String, List<String>>> headers(AwsKeys keys, String method, URI uri, Supplier<InputStream> body) {
        Matcher host = HOST.matcher(uri.getHost());
        boolean named = host.matches();
        String region = named ? host.group(2) : defaultRegion;
        if (region == null) {
            return Optional.empty();
        }
        String service = named && host.group(1).equals(MANTLE) ? MANTLE : SERVICE;
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(uri)
                .build();
        SignedRequest signed = signer.sign(
                sign -> sign.identity(AwsCredentialsIdentity.create(keys.accessKeyId(), keys.secretAccessKey()))
                        .request(request)
                        .payload(ContentStreamProvider.fromInputStreamSupplier(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock));
        return Optional.of(signed.request().headers());
    }
}
