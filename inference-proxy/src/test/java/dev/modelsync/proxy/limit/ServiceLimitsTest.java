package dev.modelsync.proxy.limit;

import dev.modelsync.proxy.routes.ServiceId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServiceLimitsTest {
    private static final ServiceId ONE = new ServiceId("demo", "one");
    private static final ServiceId OTHER = new ServiceId("demo", "other");

    private final ServiceLimits limits = new ServiceLimits(2);

    @Test
    void shouldLetSoManyInAndNoMore() {
        assertThat(limits.enter(ONE)).isTrue();
        assertThat(limits.enter(ONE)).isTrue();
        assertThat(limits.enter(ONE)).isFalse();
        assertThat(limits.enter(OTHER)).isTrue();

        limits.leave(ONE);
        assertThat(limits.enter(ONE)).isTrue();
        assertThat(limits.enter(ONE)).isFalse();
    }

    @Test
    void shouldFindOutWhoLeavesTwice() {
        limits.enter(ONE);
        limits.leave(ONE);

        assertThatThrownBy(() -> limits.leave(ONE)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> limits.leave(OTHER)).isInstanceOf(IllegalStateException.class);
    }
}
