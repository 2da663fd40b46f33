package dev.modelsync.events.cluster;

import dev.modelsync.contract.seal.SealingKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a cluster gets at the providers' credentials. */
public sealed interface Delivery {
    /** The choice without what belongs to it, as the database and the API name it. */
    enum Kind {
        PROXY,
        DIRECT
    }

    Kind kind();

    /** The public key, null where there is none. */
    @Nullable String sealingKey();

    /** Which key it is, as events name it; null where there is none. */
    @Nullable String sealingKeyId();

    /** Not at all: the proxy adds them to the cluster's requests. */
    record Proxy() implements Delivery {
        @Override
        public Kind kind() {
            return Kind.PROXY;
        }

        @Override
        public @Nullable String sealingKey() {
            return null;
        }

        @Override
        public @Nullable String sealingKeyId() {
            return null;
        }
    }

    /**
     * Sealed for the cluster, which calls the providers itself.
     *
     * @param sealingKey as {@link SealingKey#toJson} writes it; what somebody wrote by hand may be none
     */
    record Direct(String sealingKey) implements Delivery {
        @Override
        public Kind kind() {
            return Kind.DIRECT;
        }

        @Override
        public String sealingKeyId() {
            return SealingKey.id(sealingKey);
        }
    }

    static Delivery of(Kind kind, @Nullable String sealingKey) {
        return switch (kind) {
            case PROXY -> new Proxy();
            case DIRECT -> new Direct(Objects.requireNonNull(sealingKey, "DIRECT needs a sealing key"));
        };
    }
}
