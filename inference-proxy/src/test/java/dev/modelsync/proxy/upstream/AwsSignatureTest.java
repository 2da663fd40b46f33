package dev.modelsync.proxy.upstream;

import dev.modelsync.provider.auth.ProviderAuth.AwsKeys;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class AwsSignatureTest {
    private static final AwsKeys KEYS = new AwsKeys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    private static final byte[] BODY = "{\"max_tokens\": 1}".getBytes(UTF_8);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-26T12:34:56Z"), ZoneOffset.UTC);

    private final AwsSignature signature = new AwsSignature(CLOCK, null);

    @ParameterizedTest
    @CsvSource({
        "bedrock-runtime.us-east-1.amazonaws.com, us-east-1, bedrock",
        "bedrock-runtime-fips.us-gov-west-1.amazonaws.com, us-gov-west-1, bedrock",
        "vpce-0a1.bedrock-runtime.eu-west-3.vpce.amazonaws.com, eu-west-3, bedrock",
        "bedrock-runtime.cn-north-1.amazonaws.com.cn, cn-north-1, bedrock",
        "bedrock-mantle.eu-central-1.api.aws, eu-central-1, bedrock-mantle"
    })
    void shouldSignForTheRegionAndServiceOfTheHost(String host, String region, String service) {
        assertThat(sign("https://" + host + "/model/x/invoke")
                        .get("Authorization")
                        .get(0))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261126/" + region + "/" + service
                        + "/aws4_request, ");
    }

    @Test
    void shouldSignAsAwsDescribesIt() throws Exception {
        String path = "/model/anthropic.claude-3:0/invoke";
        Map<String, List<String>> headers = sign("https://bedrock-runtime.us-east-1.amazonaws.com" + path);

        String authorization = headers.get("Authorization").get(0);
        assertThat(authorization).endsWith("Signature=" + expected(path, headers, authorization));
    }

    @Test
    void shouldNeedARegion() {
        URI elsewhere = URI.create("http://localhost:8099/model/x/invoke");

        assertThat(signature.headers(KEYS, "POST", elsewhere, AwsSignatureTest::body))
                .isEmpty();
        assertThat(new AwsSignature(CLOCK, "eu-west-1").headers(KEYS, "POST", elsewhere, AwsSignatureTest::body))
                .hasValueSatisfying(headers ->
                        assertThat(headers.get("Authorization").get(0)).contains("/eu-west-1/bedrock/"));
    }

    private Map<String, List<String>> sign(String uri) {
        return signature
                .headers(KEYS, "POST", URI.create(uri), AwsSignatureTest::body)
                .orElseThrow();
    }

    /** By the words of AWS's own description, written once more. */
    private static String expected(String path, Map<String, List<String>> headers, String authorization)
            throws Exception {
        String signed = authorization.replaceAll(".*SignedHeaders=([^,]*),.*", "$1");
        Map<String, String> byName = new TreeMap<>();
        headers.forEach(
                (name, values) -> byName.put(name.toLowerCase(java.util.Locale.ROOT), String.join(",", values)));
        StringBuilder canonical = new StringBuilder("POST\n" + path.replace(":", "%3A") + "\n\n");
        for (String name : signed.split(";")) {
            canonical.append(name).append(':').append(byName.get(name)).append('\n');
        }
        canonical.append('\n').append(signed).append('\n').append(sha256(BODY));
        String scope = "20261126/us-east-1/bedrock/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n20261126T123456Z\n" + scope + "\n"
                + sha256(canonical.toString().getBytes(UTF_8));
        byte[] key = ("AWS4" + KEYS.secretAccessKey()).getBytes(UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    private static InputStream body() {
        return new ByteArrayInputStream(BODY);
    }
}
