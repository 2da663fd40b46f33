package dev.modelsync.provider.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutboundAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "::1",
                "::ffff:127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "fe80::1",
                "fd00::1"
            })
    void shouldRefuseANameThatResolvesToAnAddressInside(String address) {
        assertThatThrownBy(() -> resolving(false, address).resolve("harmless.example.com"))
                .isInstanceOf(AddressRefusedException.class)
                .hasMessageContaining("harmless.example.com");
    }

    @Test
    void shouldRefuseANameThatHasOneAddressInsideAmongOthers() {
        assertThatThrownBy(() -> resolving(false, "93.184.216.34", "10.0.0.1").resolve("mixed.example.com"))
                .isInstanceOf(AddressRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "::1"})
    void shouldRefuseLoopbackAsTheSystemResolvesIt(String host) {
        assertThatThrownBy(() -> new OutboundAddresses(OutboundPolicy.publicOnly()).resolve(host))
                .isInstanceOf(AddressRefusedException.class);
    }

    /** The addresses that are connected to are those that were checked, not those of a second question. */
    @Test
    void shouldAskOnceSoThatASecondAnswerCannotDiffer() throws UnknownHostException {
        Deque<String> answers = new ArrayDeque<>(List.of("93.184.216.34", "127.0.0.1"));
        OutboundAddresses addresses = new OutboundAddresses(
                host -> new InetAddress[] {InetAddress.getByName(answers.removeFirst())}, OutboundPolicy.publicOnly());

        assertThat(addresses.resolve("rebinding.example.com"))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("93.184.216.34");
        assertThat(answers).hasSize(1);
    }

    @Test
    void shouldAllowWhatThePlatformAllows() throws UnknownHostException {
        assertThat(resolving(true, "127.0.0.1").resolve("inside.example.com")).hasSize(1);
        assertThat(resolving(false, "93.184.216.34").resolve("example.com")).hasSize(1);
    }

    private static OutboundAddresses resolving(boolean allowPrivate, String... literals) {
        return new OutboundAddresses(
                host -> {
                    InetAddress[] addresses = new InetAddress[literals.length];
                    for (int i = 0; i < literals.length; i++) {
                        addresses[i] = InetAddress.getByName(literals[i]);
                    }
                    return addresses;
                },
                allowPrivate ? OutboundPolicy.everything() : OutboundPolicy.publicOnly());
    }
}
