package dev.modelsync.cli.service;

import dev.modelsync.cli.client.Answer;
import dev.modelsync.cli.client.Call;
import dev.modelsync.cli.session.Session;

/** Services of the project that was given, on the API. */
final class Services {
    private static final String PROJECTS = "projects";
    private static final String SERVICES = "inference-services";

    private final Session session;

    Services(Session session) {
        this.session = session;
    }

    Call list() {
        return Call.get(PROJECTS, session.project(), SERVICES);
    }

    Call register() {
        return Call.post(PROJECTS, session.project(), SERVICES);
    }

    Call edit(String name) {
        return Call.patch(PROJECTS, session.project(), SERVICES, name);
    }

    Call deregister(String name) {
        return Call.delete(PROJECTS, session.project(), SERVICES, name);
    }

    Call get(String name) {
        return Call.get(PROJECTS, session.project(), SERVICES, name);
    }

    Call why(String name) {
        return Call.get(PROJECTS, session.project(), SERVICES, name, "why");
    }

    Answer find(String name) {
        return session.api().send(get(name));
    }
}
