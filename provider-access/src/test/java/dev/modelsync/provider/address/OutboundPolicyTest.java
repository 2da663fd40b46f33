package dev.modelsync.provider.address;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutboundPolicyTest {
    private static final OutboundPolicy DEFAULT = OutboundPolicy.publicOnly();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "168.63.129.16",
                "::ffff:168.63.129.16",
                "192.0.0.170",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:a9fe:a9fe",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "64:ff9b::7f00:1",
                "64:ff9b::10.0.0.1",
                "64:ff9b:1::1",
                "2002:7f00:1::1",
                "2002:a9fe:a9fe::1",
                "2001:0:1::1",
                "2001:db8::1"
            })
    void shouldPermitNothingThatIsNotPublic(String address) throws Exception {
        assertThat(DEFAULT.permits(host("api.example.com"), InetAddress.getByName(address)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.32.0.1",
                "100.128.0.1",
                "169.253.0.1",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "2002:808:808::1",
                "2606:4700::1111"
            })
    void shouldPermitWhatIsPublic(String address) throws Exception {
        assertThat(DEFAULT.permits(host("api.example.com"), InetAddress.getByName(address)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost.", "foo.localhost", "metadata.google.internal"})
    void shouldPermitNoInternalNameWhateverItResolvesTo(String name) throws Exception {
        assertThat(DEFAULT.permits(host(name), InetAddress.getByName("8.8.8.8")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, api.example.com, 10.1.2.3, true",
        "10.1.0.0/16, api.example.com, 10.2.2.3, false",
        "10.1.2.3, api.example.com, 10.1.2.3, true",
        "10.1.2.3, api.example.com, 10.1.2.4, false",
        "10.0.0.0/8, api.example.com, 64:ff9b::a01:203, true",
        "fd00::/8, api.example.com, fd12::1, true",
        "fd00::/8, api.example.com, fc12::1, false",
        "::1, localhost, ::1, true",
        "nim.internal.example, nim.internal.example, 10.9.9.9, true",
        "nim.internal.example, other.internal.example, 10.9.9.9, false",
        "*.internal.example, nim.internal.example, 10.9.9.9, true",
        "*.internal.example, internal.example, 10.9.9.9, false",
        "*.internal.example, evilinternal.example, 10.9.9.9, false",
        "0.0.0.0/0, api.example.com, 10.9.9.9, true",
        "0.0.0.0/0, api.example.com, ::1, false"
    })
    void shouldPermitWhatIsAllowed(String rule, String name, String address, boolean permitted) throws Exception {
        OutboundPolicy policy = new OutboundPolicy(List.of(rule), List.of(), List.of());

        assertThat(policy.permits(host(name), InetAddress.getByName(address))).isEqualTo(permitted);
    }

    @Test
    void shouldLetADenialWin() throws Exception {
        OutboundPolicy policy = new OutboundPolicy(List.of("10.0.0.0/8"), List.of("10.0.0.5", "8.8.8.0/24"), List.of());

        assertThat(policy.permits(host("a.example"), InetAddress.getByName("10.0.0.4")))
                .isTrue();
        assertThat(policy.permits(host("a.example"), InetAddress.getByName("10.0.0.5")))
                .isFalse();
        assertThat(policy.permits(host("a.example"), InetAddress.getByName("::ffff:8.8.8.8")))
                .isFalse();
    }

    @Test
    void shouldPermitOnlyWhatIsNamedWhereThatIsSaid() throws Exception {
        OutboundPolicy policy = new OutboundPolicy(List.of(), List.of(), List.of("api.openai.com"));

        assertThat(policy.permits(host("api.openai.com"), InetAddress.getByName("8.8.8.8")))
                .isTrue();
        assertThat(policy.permits(host("api.openai.com"), InetAddress.getByName("10.0.0.1")))
                .isFalse();
        assertThat(policy.permits(host("evil.example"), InetAddress.getByName("8.8.8.8")))
                .isFalse();
    }

    @Test
    void shouldNameEveryRuleThatCannotBeRead() {
        assertThatThrownBy(() -> new OutboundPolicy(
                        List.of("10.0.0.0/33", "300.1.1.1/8"), List.of("http://x", "1.2.3.4/"), List.of("a b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("modelsync.outbound.allow: '10.0.0.0/33'")
                .hasMessageContaining("modelsync.outbound.allow: '300.1.1.1/8'")
                .hasMessageContaining("modelsync.outbound.deny: 'http://x'")
                .hasMessageContaining("modelsync.outbound.deny: '1.2.3.4/'")
                .hasMessageContaining("modelsync.outbound.only: 'a b'")
                .hasMessageContaining("allowed:");
    }

    private static HostAddress host(String name) throws Endpoint.RefusedException {
        return HostAddress.parse(name);
    }
}
