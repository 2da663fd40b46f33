package dev.modelsync.events.web.guard;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** What callers have to show. Set up on top of what holds for every request. */
interface Access {
    /** For the API, and what is for monitoring. */
    void guardApi(HttpSecurity http);

    void guardPages(HttpSecurity http);

    /** Where forms may lead a browser, beside this server; empty for nowhere. */
    String formTargets();
}
