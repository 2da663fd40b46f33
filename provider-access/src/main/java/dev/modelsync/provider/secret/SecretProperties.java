package dev.modelsync.provider.secret;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which secret store, and where it is.
 *
 * @param folder where the encrypted files are
 * @param keyset the keyset itself, Tink's JSON
 * @param keysetFile a file that holds the keyset; made at the first start when it does not exist
 */
@ConfigurationProperties("modelsync.secrets")
record SecretProperties(
        @DefaultValue("file") Kind store,
        @DefaultValue("data/secrets") Path folder,
        @Nullable String keyset,
        @Nullable Path keysetFile,
        @DefaultValue Kubernetes kubernetes) {

    SecretProperties {
        if (store == Kind.FILE && (keyset == null) == (keysetFile == null)) {
            throw new IllegalArgumentException(
                    "modelsync.secrets needs exactly one of keyset and keyset-file with store=file; found "
                            + (keyset == null ? "none" : "both"));
        }
        if (store == Kind.KUBERNETES && (keyset != null || keysetFile != null)) {
            throw new IllegalArgumentException(
                    "modelsync.secrets." + (keyset == null ? "keyset-file" : "keyset")
                            + " is for store=file; not allowed with store=kubernetes, which encrypts by the cluster's own means");
        }
        if (store == Kind.FILE && kubernetes.namespace() != null) {
            throw new IllegalArgumentException(
                    "modelsync.secrets.kubernetes.namespace is for store=kubernetes; not allowed with store=file");
        }
    }

    enum Kind {
        FILE,
        KUBERNETES
    }

    /**
     * @param namespace where the Secrets are; null for that of the pod, or of the kubeconfig's context
     */
    record Kubernetes(@Nullable String namespace) {
        private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

        Kubernetes {
            if (namespace != null && !LABEL.matcher(namespace).matches()) {
                throw new IllegalArgumentException("modelsync.secrets.kubernetes.namespace is '" + namespace
                        + "'; allowed are 1 to 63 lower-case letters, digits or hyphens, with no hyphen at an end");
            }
        }
    }

    @Override
    public String toString() {
        return "SecretProperties[store=" + store + ", folder=" + folder + ", keysetFile=" + keysetFile + ", kubernetes="
                + kubernetes + "]";
    }
}
