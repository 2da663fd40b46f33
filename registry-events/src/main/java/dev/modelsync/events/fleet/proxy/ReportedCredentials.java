package dev.modelsync.events.fleet.proxy;

import dev.modelsync.events.registration.InferenceService;
import dev.modelsync.events.registration.purge.NeededCredentials;
import dev.modelsync.events.registration.view.CredentialSwitch;
import dev.modelsync.events.registration.view.CredentialSwitch.Behind;
import dev.modelsync.events.registration.view.CredentialSwitch.Reason;
import dev.modelsync.events.registration.view.ProxyCredentials;
import dev.modelsync.provider.secret.SecretReference;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the service topic and the proxies' heartbeats. */
final class ReportedCredentials implements ProxyCredentials, NeededCredentials {
    private final AnnouncedCredentials announced;
    private final ProxyReports proxies;

    ReportedCredentials(AnnouncedCredentials announced, ProxyReports proxies) {
        this.announced = announced;
        this.proxies = proxies;
    }

    @Override
    public Map<UUID, CredentialSwitch> of(Collection<InferenceService> services) {
        Map<String, AnnouncedCredential> known =
                announced.of(services.stream().map(ReportedCredentials::key).toList());
        List<ReportedProxy> live = proxies.live();
        Map<UUID, CredentialSwitch> switches = new HashMap<>();
        services.forEach(service -> switches.put(service.uid(), of(service, known.get(key(service)), live)));
        return switches;
    }

    @Override
    public Set<SecretReference> needed(Collection<Retired> retired) {
        Map<String, AnnouncedCredential> known = announced.of(retired.stream()
                .filter(one -> one.project() != null)
                .map(ReportedCredentials::key)
                .toList());
        List<ReportedProxy> live = proxies.live();
        return retired.stream()
                .filter(one -> isNeeded(one, known.get(key(one)), live))
                .map(Retired::reference)
                .collect(Collectors.toSet());
    }

    /** Of a service that no event tells of any more, nothing is served. */
    private static boolean isNeeded(Retired retired, @Nullable AnnouncedCredential known, List<ReportedProxy> live) {
        return known != null
                && (retired.reference().equals(known.reference())
                        || live.stream().anyMatch(proxy -> proxy.behind(known).isPresent()));
    }

    private static CredentialSwitch of(
            InferenceService service, @Nullable AnnouncedCredential known, List<ReportedProxy> live) {
        if (known == null || !known.isOf(service)) {
            return new CredentialSwitch(
                    0,
                    live.size(),
                    null,
                    live.stream()
                            .map(proxy -> new Behind(proxy.id(), null, Reason.BEHIND))
                            .toList());
        }
        List<Behind> behind = live.stream()
                .map(proxy -> proxy.behind(known))
                .flatMap(Optional::stream)
                .toList();
        return new CredentialSwitch(live.size() - behind.size(), live.size(), known.at(), behind);
    }

    private static String key(InferenceService service) {
        return service.key().toString();
    }

    private static String key(Retired retired) {
        return retired.project() + '/' + retired.name();
    }
}
