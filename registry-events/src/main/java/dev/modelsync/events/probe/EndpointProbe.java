package dev.modelsync.events.probe;

import dev.modelsync.events.probe.Reply.Answered;
import dev.modelsync.events.probe.Reply.Unanswered;
import dev.modelsync.events.registration.rules.ApiProtocol;
import dev.modelsync.events.registration.rules.Provider;
import dev.modelsync.provider.address.Endpoint;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Asks a provider once whether it works under the credentials of a service. */
final class EndpointProbe {
    private final ProviderClient client;
    private final boolean allowPrivate;

    /** @param allowPrivate whether hosts may be written as addresses that are not public */
    EndpointProbe(ProviderClient client, boolean allowPrivate) {
        this.client = client;
        this.allowPrivate = allowPrivate;
    }

    Finding probe(ProbeTarget target) {
        Provider provider = oneOf(Provider.values(), target.provider());
        ApiProtocol protocol = oneOf(ApiProtocol.values(), target.protocol());
        if (provider == null || protocol == null) {
            return Finding.of(ProbeCause.UNREADABLE_SERVICE, null);
        }
        try {
            Endpoint endpoint = Endpoint.parse(target.endpointUrl());
            return allowPrivate || endpoint.host().isPublic()
                    ? ask(Question.of(provider, protocol, target.credentials()), endpoint, !target.allowInsecure())
                    : Finding.of(ProbeCause.ADDRESS_REFUSED, null);
        } catch (Endpoint.RefusedException e) {
            return Finding.of(ProbeCause.UNREADABLE_SERVICE, "the endpoint " + e.getMessage());
        }
    }

    private Finding ask(Question first, Endpoint endpoint, boolean verified) {
        Question question = first;
        while (true) {
            Reply reply = client.get(URI.create(endpoint + question.path()), question.headers(), verified);
            if (reply instanceof Unanswered unanswered) {
                return Finding.of(unanswered.cause(), unanswered.seen());
            }
            Answered answer = (Answered) reply;
            Question instead = question.instead();
            if (instead == null || !Answers.hasNoSuchPath(answer.status())) {
                return Answers.read(question, answer);
            }
            question = instead;
        }
    }

    private static <E extends Enum<E>> @Nullable E oneOf(E[] values, String name) {
        for (E value : values) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        return null;
    }
}
